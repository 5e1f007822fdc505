package dev.fovea.tensor;

import static dev.fovea.tensor.GradientCheck.batch;
import static dev.fovea.tensor.GradientCheck.normal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.reference.ReferenceEngine;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// 5x5 convolutions that run by Winograd's minimal filtering, with and without padding and pooling: forward, input and
/// weight gradients are those of the reference device, the bits the same for any threads and any vectors, and a
/// sample's bits the same in any batch.
class WinogradNetworkTest {
    private static final Window FIVE = Window.of(5, 5);
    private static final Window TWO = Window.of(2, 2).withStride(2, 2);

    private final Engine reference = new ReferenceEngine();
    private final Engine scalar = new StandardEngine(new CpuDevice(KernelSelection.select("scalar").kernels(), 1));
    private final Engine vectors = new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), 3));

    private static List<Tensor> outputs(int size, int padding, boolean pooled) {
        Tensor x = batch(20, size, 9, 8, 8);
        Tensor weights = normal(1, 12, 9, 5, 5);
        Tensor bias = normal(2, 12);
        Tensor h = x.convolution(weights, bias, FIVE.withPadding(padding, padding, padding, padding), 1);
        h = (pooled ? h.maxPool(TWO) : h).multiply(.1f).tanh();
        Tensor loss = h.multiply(h).mean();
        List<Tensor> outputs = new ArrayList<>(List.of(h, loss));
        outputs.addAll(Gradients.of(loss, List.of(weights, bias, x)));
        return outputs;
    }

    @ParameterizedTest
    @CsvSource({"1, 0, true", "17, 0, false", "66, 2, true", "16, 2, false", "5, 1, true", "70, 3, true"})
    void everyNumberIsThatOfTheReference(int size, int padding, boolean pooled) {
        Recording recording = Recording.of(outputs(size, padding, pooled), List.of());
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
    @CsvSource({"0, true", "2, false"})
    void aSampleHasTheSameBitsInAnyBatch(int padding, boolean pooled) {
        float[] many = vectors.execute(Recording.of(outputs(40, padding, pooled), List.of())).getFirst();
        float[] few = vectors.execute(Recording.of(outputs(40, padding, pooled), List.of())).getFirst();
        float[] one = vectors.execute(Recording.of(first(padding, pooled), List.of())).getFirst();
        assertArrayEquals(many, few, 0, "the same run again");
        assertArrayEquals(Arrays.copyOf(many, one.length), one, 0, "three samples of 40");
    }

    /// The first three samples of the batch of 40 alone.
    private static List<Tensor> first(int padding, boolean pooled) {
        Tensor x = batch(20, 40, 9, 8, 8);
        float[] values = Arrays.copyOf(x.value(), 3 * 9 * 8 * 8);
        Tensor h =
                Tensor.samples(Shape.of(3, 9, 8, 8), values)
                        .convolution(
                                normal(1, 12, 9, 5, 5),
                                normal(2, 12),
                                FIVE.withPadding(padding, padding, padding, padding),
                                1);
        return List.of((pooled ? h.maxPool(TWO) : h).multiply(.1f).tanh());
    }
}
