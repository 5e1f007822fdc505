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
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// A small network with everything that depends on the number of samples, at sizes around blocks (16) and leaves (64):
/// convolution, batch normalisation, a residual, pooling, dropout, dense layers, a loss.
class EngineNetworkTest {
    private static final Window THREE = Window.of(3, 3).withPadding(1, 1, 1, 1);
    private static final Window TWO = Window.of(2, 2).withStride(2, 2);

    private final Engine reference = new ReferenceEngine();
    private final Engine scalar = new StandardEngine(new CpuDevice(KernelSelection.select("scalar").kernels(), 1));
    private final Engine vectors = new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), 3));

    private final List<Tensor> weights =
            List.of(
                    normal(1, 5, 2, 3, 3),
                    normal(2, 5),
                    normal(3, 5),
                    normal(4, 5),
                    normal(5, 5, 5, 3, 3),
                    normal(6, 20, 7),
                    normal(7, 7),
                    normal(8, 3, 7));

    private Tensor logits(Tensor x, Tensor samples) {
        Tensor h = x.convolution(weights.get(0), weights.get(1), THREE, 1);
        h = BatchNormalisation.of(h, weights.get(2), weights.get(3), 1e-3f).result();
        h = h.relu().maxPool(TWO);
        h = h.add(h.convolution(weights.get(4), null, THREE, 1).multiply(.2f)).tanh();
        h = h.dropout(.3f, samples, Tensor.of(Dropout.key(11, 2, 0)));
        h = h.averagePool(TWO).flatten().matmul(weights.get(5), weights.get(6)).sigmoid();
        return h.matmul(weights.get(7).transpose());
    }

    private List<Tensor> outputs(int size) {
        Tensor x = batch(20, size, 2, 8, 8);
        float[] labels = new float[size];
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i * 7 % 3;
            numbers[i] = 1000 - 3 * i;
        }
        Tensor logits = logits(x, Tensor.samples(Shape.of(size), numbers));
        Tensor losses = logits.crossEntropy(Tensor.samples(Shape.of(size), labels));
        List<Tensor> variables = new ArrayList<>(weights);
        variables.add(x);
        List<Tensor> outputs = new ArrayList<>(List.of(logits, losses, losses.mean()));
        outputs.addAll(Gradients.of(losses.mean(), variables));
        return outputs;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 64, 65, 130})
    void lossesAndGradientsAreRightForAnyBatch(int size) {
        Recording recording = Recording.of(outputs(size), List.of());
        List<float[]> expected = reference.execute(recording);
        List<float[]> inScalar = scalar.execute(recording);
        List<float[]> inVectors = vectors.execute(recording);
        for (int output = 0; output < expected.size(); output++) {
            String what = "batch of " + size + ", output " + output;
            close(expected.get(output), inScalar.get(output), what);
            assertArrayEquals(
                    inScalar.get(output), inVectors.get(output), 0, what + ": scalar code and vectors differ");
        }
    }

    private static void close(float[] expected, float[] got, String what) {
        assertEquals(expected.length, got.length, what);
        float scale = 1e-3f;
        for (float value : expected) {
            scale = Math.abs(value) > scale ? Math.abs(value) : scale;
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], got[i], 5e-5f * scale, what + ", element " + i);
        }
    }
}
