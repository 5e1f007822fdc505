package dev.fovea.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.reference.ReferenceEngine;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Stream;

/// The CPU computes what the reference device computes: each operation, its gradient and its gradient's gradient; and
/// the same bits in scalar code and in vectors.
class EngineParityTest {
    private static final float TOLERANCE = 3e-5f;

    private final Engine reference = new ReferenceEngine();
    private final Engine scalar = new StandardEngine(new CpuDevice(KernelSelection.select("scalar").kernels(), 1));
    private final Engine vectors = new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), 3));

    @TestFactory
    Stream<DynamicTest> theCpuComputesWhatTheReferenceComputes() {
        return GradientCases.all().stream().map(check -> DynamicTest.dynamicTest(check.name(), () -> compare(check)));
    }

    private void compare(GradientCheck check) {
        Recording recording = Recording.of(check.everything(), List.of());
        List<float[]> expected = reference.execute(recording);
        List<float[]> inScalar = scalar.execute(recording);
        List<float[]> inVectors = vectors.execute(recording);
        for (int output = 0; output < expected.size(); output++) {
            String what = check.name() + ", output " + output;
            float[] right = expected.get(output);
            float[] got = inScalar.get(output);
            assertEquals(right.length, got.length, what);
            float scale = 1;
            for (float value : right) {
                scale = Math.abs(value) > scale ? Math.abs(value) : scale;
            }
            for (int i = 0; i < right.length; i++) {
                assertEquals(right[i], got[i], TOLERANCE * scale, what + ", element " + i);
            }
            assertArrayEquals(got, inVectors.get(output), 0, what + ": scalar code and vectors differ");
        }
    }
}
