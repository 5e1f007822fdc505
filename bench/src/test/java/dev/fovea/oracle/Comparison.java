package dev.fovea.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// Fovea's engines, and what is the same as theirs.
final class Comparison {
    /// Of the largest element of the expected output.
    private static final float TOLERANCE = 1e-5f;

    /// One with scalar kernels, one with the widest vectors of this machine.
    static final Map<String, Engine> ENGINES = engines();

    private Comparison() {}

    private static Map<String, Engine> engines() {
        Map<String, Engine> engines = new LinkedHashMap<>();
        for (String kernels : new String[] {"scalar", "auto"}) {
            engines.put(kernels, new StandardEngine(new CpuDevice(KernelSelection.select(kernels).kernels(), 2)));
        }
        return engines;
    }

    /// Draws from the normal distribution, the same for the same seed.
    static float[] normal(Shape shape, int seed) {
        Stream stream = new Stream(seed, Purpose.INITIALISE, 0);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) stream.nextNormal();
        }
        return values;
    }

    static void close(float[] expected, float[] got, String what) {
        assertEquals(expected.length, got.length, what);
        float largest = 0;
        for (float value : expected) {
            assertTrue(Float.isFinite(value), what + ": ONNX Runtime's output is not finite");
            largest = Math.abs(value) > largest ? Math.abs(value) : largest;
        }
        assertTrue(largest > 0, what + ": ONNX Runtime's output is all zeros");
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], got[i], TOLERANCE * largest, what + ", element " + i);
        }
    }
}
