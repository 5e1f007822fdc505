package dev.fovea.image;

import dev.fovea.random.NormalTable;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;

import java.util.Arrays;

/// Changes training images as an [Augmentation] says.
///
/// What happens to an image depends on seed, epoch and sample alone: in whatever order, batch or thread, and asked for
/// again years later, it is the same. All arithmetic on pixels is in integers; the angle's sine and cosine and the
/// change of size are doubles by [StrictMath], rounded once. It has memory of its own and belongs to one thread.
///
/// Random numbers: those of [Purpose#AUGMENT], site 0, always in the order turn, shift to the right, shift down, size,
/// mirroring, brightness (two words each), row and column of the erased square; site 1 for the grid, half a word for
/// each coordinate of its points, row by row, across before down; [Purpose#NOISE] for noise. So switching one change on
/// leaves the others as they were.
///
/// ```java
/// Augmenter augmenter = new Augmenter(augmentation, seed, 28, 28);
/// augmenter.change(epoch, sample, source, target);
/// ```
public final class Augmenter {
    private static final int ONE = 1 << 16;

    private final Augmentation augmentation;
    private final int height;
    private final int width;
    private final Stream random;
    private final Stream noise;
    private final Bend bend;

    /// An augmenter for images of one size.
    ///
    /// @param augmentation what is done
    /// @param seed fixes what happens to each sample in each epoch
    /// @param height rows of an image
    /// @param width columns of an image
    public Augmenter(Augmentation augmentation, long seed, int height, int width) {
        this.augmentation = augmentation;
        this.height = height;
        this.width = width;
        this.random = new Stream(seed, Purpose.AUGMENT, 0);
        this.noise = new Stream(seed, Purpose.NOISE, 0);
        this.bend = new Bend(augmentation.warp(), new Stream(seed, Purpose.AUGMENT, 1), height, width);
    }

    /// Changes the pixels of an image: all but noise.
    ///
    /// Where an output pixel comes from is computed in integers of 1/65536 pixel; its value is the mean of the four
    /// pixels around that place, weighted in integers of 1/256 by nearness and rounded; outside the image all is 0.
    ///
    /// @param epoch the epoch, from 0
    /// @param sample the sample's number
    /// @param source bytes `[channels, height, width]`
    /// @param target takes as many bytes
    public void change(int epoch, int sample, byte[] source, byte[] target) {
        random.reset(epoch, sample);
        Warp warp = augmentation.warp();
        double angle = random.nextDouble(-1, 1) * warp.turn() * StrictMath.PI / 180;
        int shiftX = (int) (random.nextDouble(-1, 1) * warp.shift() * ONE);
        int shiftY = (int) (random.nextDouble(-1, 1) * warp.shift() * ONE);
        double size = 1 + random.nextDouble(-1, 1) * warp.scale();
        boolean mirrored = random.nextDouble() < augmentation.flip();
        double brightness = 1 + random.nextDouble(-1, 1) * augmentation.brightness();
        if (warp.moves() || mirrored) {
            int cosine = (int) StrictMath.rint(StrictMath.cos(angle) / size * ONE);
            int sine = (int) StrictMath.rint(StrictMath.sin(angle) / size * ONE);
            bend.draw(epoch, sample);
            move(new Placement(cosine, sine, shiftX, shiftY, mirrored), source, target);
        } else {
            System.arraycopy(source, 0, target, 0, target.length);
        }
        if (augmentation.brightness() > 0) {
            brighten((int) StrictMath.rint(brightness * 256), target);
        }
        if (augmentation.erase() > 0) {
            erase(random.nextInt(height), random.nextInt(width), target);
        }
    }

    /// Cosine and sine over the size, and the shift, all in 1/65536.
    private record Placement(int cosine, int sine, int shiftX, int shiftY, boolean mirrored) {}

    private void move(Placement place, byte[] source, byte[] target) {
        for (int row = 0; row < height; row++) {
            // The place of column 0 from the middle, in 1/65536 pixel, turned; each column adds one pixel, turned.
            long dx = (1L - width) * (ONE / 2) - place.shiftX;
            long dy = (2L * row - (height - 1)) * (ONE / 2) - place.shiftY;
            long x = place.cosine * dx + place.sine * dy + (width - 1L) * (ONE / 2) * ONE;
            long y = place.cosine * dy - place.sine * dx + (height - 1L) * (ONE / 2) * ONE;
            long stepX = (long) place.cosine * ONE;
            if (place.mirrored) {
                x = (width - 1L) * ONE * ONE - x;
                stepX = -stepX;
            }
            moveRow(row, new Line(x, y, stepX, -(long) place.sine * ONE), source, target);
        }
    }

    /// Where a row begins and how it goes on, in 2^-32 pixels.
    private record Line(long x, long y, long stepX, long stepY) {}

    private void moveRow(int row, Line line, byte[] source, byte[] target) {
        long x = line.x;
        long y = line.y;
        int[] across = bend.across(row);
        int[] down = bend.down(row);
        for (int column = 0; column < width; column++) {
            long fromX = (x >> 16) + across[column];
            long fromY = (y >> 16) + down[column];
            for (int plane = 0; plane < target.length; plane += height * width) {
                target[plane + row * width + column] = (byte) between(source, plane, fromX, fromY);
            }
            x += line.stepX;
            y += line.stepY;
        }
    }

    private int between(byte[] source, int plane, long x, long y) {
        int left = (int) (x >> 16);
        int top = (int) (y >> 16);
        if (left < -1 || left >= width || top < -1 || top >= height) {
            return 0;
        }
        int right = (int) (x >> 8) & 0xFF;
        int low = (int) (y >> 8) & 0xFF;
        int above;
        int below;
        if (left >= 0 && left < width - 1 && top >= 0 && top < height - 1) {
            int first = plane + top * width + left;
            above = (256 - right) * (source[first] & 0xFF) + right * (source[first + 1] & 0xFF);
            int second = first + width;
            below = (256 - right) * (source[second] & 0xFF) + right * (source[second + 1] & 0xFF);
        } else {
            above = (256 - right) * at(source, plane, top, left) + right * at(source, plane, top, left + 1);
            below = (256 - right) * at(source, plane, top + 1, left) + right * at(source, plane, top + 1, left + 1);
        }
        return ((256 - low) * above + low * below + (1 << 15)) >> 16;
    }

    private int at(byte[] source, int plane, int row, int column) {
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? source[plane + row * width + column] & 0xFF : 0;
    }

    private static void brighten(int factor, byte[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            int value = ((pixels[i] & 0xFF) * factor + 128) >> 8;
            pixels[i] = (byte) (value > 255 ? 255 : value);
        }
    }

    private void erase(int row, int column, byte[] pixels) {
        int side = augmentation.erase();
        int top = Math.max(0, row - side / 2);
        int bottom = Math.min(height, row - side / 2 + side);
        int left = Math.max(0, column - side / 2);
        int right = Math.min(width, column - side / 2 + side);
        for (int plane = 0; plane < pixels.length; plane += height * width) {
            for (int y = top; y < bottom; y++) {
                Arrays.fill(pixels, plane + y * width + left, plane + y * width + right, (byte) 0);
            }
        }
    }

    /// Adds normal noise to scaled inputs: `x + noise * z`, `z` from [NormalTable] by half a random word, the lower
    /// half first.
    ///
    /// @param epoch the epoch, from 0
    /// @param sample the sample's number
    /// @param inputs scaled inputs, changed in place
    /// @param offset the first input
    /// @param length the number of inputs
    public void addNoiseInPlace(int epoch, int sample, float[] inputs, int offset, int length) {
        noise.reset(epoch, sample);
        float deviation = augmentation.noise();
        for (int i = 0; i < length; i += 2) {
            int word = noise.nextWord();
            inputs[offset + i] += deviation * NormalTable.normal(word);
            if (i + 1 < length) {
                inputs[offset + i + 1] += deviation * NormalTable.normal(word >>> 16);
            }
        }
    }
}
