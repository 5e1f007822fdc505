package dev.fovea.tensor;

import static dev.fovea.tensor.GradientCheck.batch;
import static dev.fovea.tensor.GradientCheck.normal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.reference.ReferenceEngine;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Convolutions that run by Winograd's minimal filtering, with and without padding and pooling: forward, input and
/// weight gradients are those of the reference device, the bits the same for any threads and any vectors, and a
/// sample's bits the same in any batch.
class WinogradNetworkTest {
    private static final Window TWO = Window.of(2, 2).withStride(2, 2);

    private final Engine reference = new ReferenceEngine();
    private final Engine scalar = new StandardEngine(new CpuDevice(KernelSelection.select("scalar").kernels(), 1));
    private final Engine vectors = new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), 3));

    private static Window window(int taps, int padding) {
        return Window.of(taps, taps).withPadding(padding, padding, padding, padding);
    }

    private static List<Tensor> outputs(int size, int taps, int padding, boolean pooled) {
        return outputs(size, 9, 12, 8, 8, window(taps, padding), pooled ? Pooling.MAX : Pooling.NONE);
    }

    private enum Pooling {
        NONE,
        MAX,
        AVERAGE,
        RELU_AVERAGE,
        MAX_OF_THREE,
        AVERAGE_OF_FOUR,
        SPARSE;

        Tensor of(Tensor h) {
            return switch (this) {
                case NONE -> h;
                case MAX -> h.maxPool(TWO);
                case AVERAGE -> h.averagePool(TWO);
                case RELU_AVERAGE -> h.relu().averagePool(TWO);
                case MAX_OF_THREE -> h.maxPool(Window.of(3, 3).withStride(3, 3));
                case AVERAGE_OF_FOUR -> h.averagePool(Window.of(4, 4).withStride(4, 4));
                case SPARSE -> h.maxPool(Window.of(2, 2).withStride(19, 19));
            };
        }
    }

    private static List<Tensor> outputs(
            int size, int channels, int filters, int rows, int columns, Window window, Pooling pooling) {
        Tensor x = batch(20, size, channels, rows, columns);
        Tensor weights = normal(1, filters, channels, window.kernelRows(), window.kernelColumns());
        Tensor bias = normal(2, filters);
        Tensor h = x.convolution(weights, bias, window, 1);
        h = pooling.of(h).multiply(.1f).tanh();
        Tensor loss = h.multiply(h).mean();
        List<Tensor> outputs = new ArrayList<>(List.of(h, loss));
        outputs.addAll(Gradients.of(loss, List.of(weights, bias, x)));
        return outputs;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5, 0, true",
        "17, 5, 0, false",
        "66, 5, 2, true",
        "16, 5, 2, false",
        "5, 5, 1, true",
        "70, 5, 3, true",
        "17, 3, 0, true",
        "66, 3, 1, false",
        "5, 3, 1, true",
        "70, 3, 2, false"
    })
    void everyNumberIsThatOfTheReference(int size, int taps, int padding, boolean pooled) {
        assertNumbers(outputs(size, taps, padding, pooled));
    }

    /// Tiles stand out at the right and below, and where a pooling drops rows or columns, they are not computed.
    /// Threads that share a block share its rows of tiles, several bands of them where images are large.
    @ParameterizedTest
    @CsvSource({
        "17, 9, 9, 5, 0, NONE",
        "17, 13, 13, 5, 0, AVERAGE",
        "66, 13, 13, 5, 0, RELU_AVERAGE",
        "5, 13, 11, 5, 0, MAX",
        "5, 30, 12, 3, 0, MAX",
        "5, 34, 10, 3, 1, NONE",
        "33, 7, 7, 3, 1, MAX",
        "17, 7, 7, 3, 1, NONE",
        "17, 14, 14, 3, 1, MAX",
        "5, 7, 9, 3, 2, RELU_AVERAGE",
        "17, 5, 6, 3, 0, NONE",
        "17, 14, 14, 3, 1, MAX_OF_THREE",
        "17, 10, 10, 3, 1, AVERAGE_OF_FOUR",
        "17, 6, 6, 3, 1, AVERAGE_OF_FOUR",
        "5, 26, 26, 3, 1, AVERAGE_OF_FOUR",
        "5, 8, 8, 3, 7, SPARSE",
        "17, 6, 2, 5, 2, NONE",
        "5, 6, 5, 5, 2, MAX",
        "5, 1, 6, 5, 2, NONE"
    })
    void tilesThatStandOutChangeNothing(int size, int rows, int columns, int taps, int padding, Pooling pooling) {
        assertNumbers(outputs(size, 9, 12, rows, columns, window(taps, padding), pooling));
    }

    @ParameterizedTest
    @CsvSource({
        "17, 8, 9, 5, 0, 2, 1, 3, NONE",
        "5, 13, 8, 5, 1, 2, 3, 1, RELU_AVERAGE",
        "17, 9, 6, 3, 0, 2, 1, 0, MAX",
        "33, 7, 12, 3, 3, 1, 0, 4, NONE"
    })
    void eachSideHasItsPadding(
            int size, int rows, int columns, int taps, int top, int left, int bottom, int right, Pooling pooling) {
        Window window = Window.of(taps, taps).withPadding(top, left, bottom, right);
        assertNumbers(outputs(size, 9, 12, rows, columns, window, pooling));
    }

    /// Weight gradients of several rows of tiles, blocks and leaves, of filters in parts of which the last has fewer,
    /// and of so many blocks that leaves have more than two.
    @ParameterizedTest
    @CsvSource({
        "17, 16, 16, 20, 3, 1, MAX",
        "70, 16, 16, 10, 3, 1, MAX",
        "5, 96, 70, 5, 3, 1, NONE",
        "17, 64, 116, 4, 3, 1, MAX",
        "275, 9, 17, 4, 3, 1, NONE",
        "300, 8, 10, 7, 3, 1, MAX"
    })
    void weightGradientsInPartsAreThoseOfTheReference(
            int size, int channels, int filters, int side, int taps, int padding, Pooling pooling) {
        assertNumbers(outputs(size, channels, filters, side, side, window(taps, padding), pooling));
    }

    /// Sums of rounded up channels and filters read what others left behind: an infinity there must not stay.
    @ParameterizedTest
    @CsvSource({"5, true", "3, false"})
    void whatIsNotFiniteIsGoneInTheNextRun(int taps, boolean pooled) {
        float[] images = batch(20, 19, 9, 8, 8).value();
        float[] broken = images.clone();
        for (int i = 7; i < broken.length; i += 50) {
            broken[i] = i % 4 == 0 ? Float.NaN : Float.POSITIVE_INFINITY;
        }
        float[] given = images.clone();
        Tensor x = Tensor.samples(Shape.of(19, 9, 8, 8), given);
        Tensor weights = normal(1, 12, 9, taps, taps);
        Tensor h = x.convolution(weights, null, window(taps, 1), 1);
        Tensor y = pooled ? h.maxPool(TWO) : h;
        List<Tensor> outputs = Gradients.of(y.multiply(y).mean(), List.of(weights, x));
        RecordedRun run = RecordedRun.of(vectors, outputs, List.of());
        List<float[]> expected = run.run();
        System.arraycopy(broken, 0, given, 0, given.length);
        assertTrue(Float.isNaN(run.run().getFirst()[0]));
        System.arraycopy(images, 0, given, 0, given.length);
        List<float[]> got = run.run();
        for (int output = 0; output < got.size(); output++) {
            assertArrayEquals(expected.get(output), got.get(output), 0, "output " + output);
        }
    }

    private void assertNumbers(List<Tensor> outputs) {
        Recording recording = Recording.of(outputs, List.of());
        List<float[]> expected = reference.execute(recording);
        List<float[]> inScalar = scalar.execute(recording);
        List<float[]> inVectors = vectors.execute(recording);
        for (int output = 0; output < expected.size(); output++) {
            float[] right = expected.get(output);
            float[] got = inScalar.get(output);
            float scale = 1e-9f;
            for (float value : right) {
                scale = Math.abs(value) > scale ? Math.abs(value) : scale;
            }
            for (int i = 0; i < right.length; i++) {
                assertEquals(right[i], got[i], 3e-5f * scale, "output " + output + ", element " + i);
            }
            assertArrayEquals(got, inVectors.get(output), 0, "output " + output + " in vectors");
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 0, true", "5, 2, false", "3, 1, true", "3, 0, false"})
    void aSampleHasTheSameBitsInAnyBatch(int taps, int padding, boolean pooled) {
        float[] many = vectors.execute(Recording.of(outputs(40, taps, padding, pooled), List.of())).getFirst();
        float[] few = vectors.execute(Recording.of(outputs(40, taps, padding, pooled), List.of())).getFirst();
        float[] one = vectors.execute(Recording.of(first(taps, padding, pooled), List.of())).getFirst();
        assertArrayEquals(many, few, 0, "the same run again");
        assertArrayEquals(Arrays.copyOf(many, one.length), one, 0, "three samples of 40");
    }

    /// Within the error of Winograd's filtering, and not to the bit: it is another sum.
    @Test
    void directSumsAreAnotherArithmetic() {
        Tensor x = batch(20, 17, 9, 8, 8);
        Tensor weights = normal(1, 12, 9, 3, 3);
        float[] fast = vectors.execute(one(x.convolution(weights, null, window(3, 1), 1))).getFirst();
        float[] direct = vectors.execute(one(x.convolution(weights, null, window(3, 1), 1, true))).getFirst();
        float[] inScalar = scalar.execute(one(x.convolution(weights, null, window(3, 1), 1, true))).getFirst();
        assertArrayEquals(fast, direct, 1e-3f);
        assertFalse(Arrays.equals(fast, direct), "the same bits");
        assertArrayEquals(direct, inScalar, 0);
    }

    private static Recording one(Tensor tensor) {
        return Recording.of(List.of(tensor), List.of());
    }

    /// The first three samples of the batch of 40 alone.
    private static List<Tensor> first(int taps, int padding, boolean pooled) {
        Tensor x = batch(20, 40, 9, 8, 8);
        float[] values = Arrays.copyOf(x.value(), 3 * 9 * 8 * 8);
        Tensor h =
                Tensor.samples(Shape.of(3, 9, 8, 8), values)
                        .convolution(normal(1, 12, 9, taps, taps), normal(2, 12), window(taps, padding), 1);
        return List.of((pooled ? h.maxPool(TWO) : h).multiply(.1f).tanh());
    }
}
