package dev.fovea.bench.peers;

import dev.fovea.data.Dataset;
import dev.fovea.data.Splits;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;

import java.util.List;
import java.util.stream.IntStream;

/// Coloured pictures of ten classes that the program makes itself: each class is a smooth pattern of its own, each
/// picture that pattern moved about and under noise. Enough to see that a network learns, and that all sides learn the
/// same.
final class Patterns {
    static final int TRAIN_SIZE = 6_400;
    static final int TEST_SIZE = 1_000;

    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final int CLASSES = 10;
    private static final int COARSE = 8;
    private static final int SHIFT = 8;
    private static final long SEED = 1;

    private final float[][] coarse = new float[CLASSES][CHANNELS * COARSE * COARSE];
    private final Stream random = new Stream(SEED, Purpose.DRAW, 0x20);

    private Patterns() {
        random.reset(0, 0);
        for (float[] pattern : coarse) {
            for (int i = 0; i < pattern.length; i++) {
                pattern[i] = (float) random.nextNormal();
            }
        }
    }

    /// Always the same pictures.
    static Splits make() {
        Patterns patterns = new Patterns();
        return new Splits(patterns.draw(1, TRAIN_SIZE), patterns.draw(2, TEST_SIZE));
    }

    private Dataset draw(int split, int count) {
        Dataset.ImageSize size = new Dataset.ImageSize(CHANNELS, SIDE, SIDE);
        byte[] pixels = new byte[count * size.bytes()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            random.reset(split, i);
            labels[i] = random.nextInt(CLASSES);
            fill(pixels, i * size.bytes(), coarse[labels[i]], random.nextInt(SHIFT), random.nextInt(SHIFT));
        }
        List<String> names = IntStream.range(0, CLASSES).mapToObj(number -> "pattern " + number).toList();
        return Dataset.of(new Dataset.Description("patterns", "drawn by the program", names), size, pixels, labels);
    }

    private void fill(byte[] pixels, int offset, float[] pattern, int down, int right) {
        int next = offset;
        int noise = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    noise = x % 4 == 0 ? random.nextWord() : noise >> 8; // a byte for each pixel
                    float value = 128 + 30 * at(pattern, channel, y + down, x + right) + .6f * (byte) noise;
                    pixels[next++] = (byte) Math.clamp((long) value, 0, 255);
                }
            }
        }
    }

    /// The pattern between its coarse points, repeated at its borders.
    private static float at(float[] pattern, int channel, int y, int x) {
        int step = SIDE / COARSE;
        float down = (float) (y % step) / step;
        float right = (float) (x % step) / step;
        int row = y / step;
        int column = x / step;
        float above =
                point(pattern, channel, row, column) * (1 - right) + point(pattern, channel, row, column + 1) * right;
        float below =
                point(pattern, channel, row + 1, column) * (1 - right)
                        + point(pattern, channel, row + 1, column + 1) * right;
        return above * (1 - down) + below * down;
    }

    private static float point(float[] pattern, int channel, int row, int column) {
        return pattern[(channel * COARSE + row % COARSE) * COARSE + column % COARSE];
    }
}
