package dev.fovea.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnxruntime.OrtException;

import dev.fovea.bench.onnx.OnnxWindows;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Weights that have diverged: padding counts as zeros, and zero times infinity is NaN, here as in ONNX Runtime.
class WeightsNotFiniteTest {
    private static final Shape IMAGES = Shape.of(2, 3, 6, 5);
    private static final Shape WEIGHTS = Shape.of(4, 3, 3, 3);

    @Test
    void paddingCountsAsZerosWhereAWeightIsNotFinite() throws OrtException {
        Window window = Window.of(3, 3).withPadding(1, 1, 1, 1);
        float[] x = Comparison.normal(IMAGES, 1);
        float[] w = Comparison.normal(WEIGHTS, 2);
        w[0] = Float.POSITIVE_INFINITY;
        w[27 + 13] = Float.NEGATIVE_INFINITY;
        w[2 * 27 + 26] = Float.NaN;
        OnnxRun onnx = new OnnxRun();
        List<String> operands = List.of(onnx.input(IMAGES, x), onnx.input(WEIGHTS, w));
        float[] expected = kinds(onnx.run(onnx.graph().node("Conv", operands, OnnxWindows.attributes(window))));
        Tensor images = Tensor.samples(IMAGES, x);
        Tensor weights = Tensor.of(WEIGHTS, w);
        for (var engine : Comparison.ENGINES.entrySet()) {
            Tensor y = images.convolution(weights, null, window, 1);
            float[] got = engine.getValue().execute(Recording.of(List.of(y), List.of())).getFirst();
            assertArrayEquals(expected, kinds(got), engine.getKey());
        }
    }

    /// Numbers are the other tests' matter: 0 for all that are finite.
    private static float[] kinds(float[] values) {
        float[] kinds = values.clone();
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = Float.isFinite(values[i]) ? 0 : values[i];
        }
        return kinds;
    }
}
