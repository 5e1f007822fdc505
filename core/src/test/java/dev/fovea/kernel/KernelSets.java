package dev.fovea.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.fovea.kernel.scalar.ScalarKernels;

import java.util.ArrayList;
import java.util.List;

/// The kernels that this machine can run, for tests that hold the vector kernels against the scalar ones.
public final class KernelSets {
    private KernelSets() {}

    public static Kernels scalar() {
        return new ScalarKernels();
    }

    /// One set for every vector width of the machine; none where the JVM runs without the vector module.
    public static List<Kernels> vectors() {
        List<Kernels> sets = new ArrayList<>();
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return sets;
        }
        try {
            Class<?> type = Class.forName("dev.fovea.kernel.vector.VectorKernels");
            int widest = (int) type.getMethod("preferredBits").invoke(null);
            for (int bits = 128; bits <= 512 && bits <= widest; bits *= 2) {
                sets.add((Kernels) type.getConstructor(int.class).newInstance(bits));
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the vector kernels cannot be loaded", e);
        }
        return sets;
    }

    /// As [#vectors()]; the test counts as skipped where there are none.
    public static List<Kernels> vectorsOrSkip() {
        List<Kernels> sets = vectors();
        assumeFalse(sets.isEmpty(), "no vector kernels here to compare with the scalar ones");
        return sets;
    }

    public static List<Kernels> all() {
        List<Kernels> sets = new ArrayList<>();
        sets.add(scalar());
        sets.addAll(vectors());
        return sets;
    }

    /// The same bits, but for the sign of zero and the payload of NaN.
    public static void assertSame(float[] expected, float[] actual, String where) {
        assertEquals(expected.length, actual.length, where);
        for (int i = 0; i < expected.length; i++) {
            if (canonical(expected[i]) != canonical(actual[i])) {
                throw new AssertionError(where + ": at " + i + " expected " + expected[i] + ", got " + actual[i]);
            }
        }
    }

    private static int canonical(float value) {
        return Float.floatToIntBits(value + 0f);
    }

    /// Values that differ in size and sign, with every special value now and then; the same for the same arguments.
    public static float[] awkward(int count, int seed) {
        float[] special = {
            0f,
            -0f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            1f,
            -1f
        };
        float[] values = plain(count, seed);
        for (int i = 5; i < count; i += 17) {
            values[i] = special[(i / 17 + seed) % special.length];
        }
        return values;
    }

    /// Finite values of moderate size, zeros and ties among them.
    public static float[] plain(int count, int seed) {
        float[] values = new float[count];
        int state = seed * 0x9E3779B9 + 12345;
        for (int i = 0; i < count; i++) {
            state = state * 1664525 + 1013904223;
            int bits = state >>> 9;
            values[i] =
                    switch (state >>> 29) {
                        case 0 -> bits * 0x1p-23f;
                        case 1 -> bits * -0x1p-21f;
                        case 2 -> (bits & 7) - 3f;
                        default -> (bits - (1 << 22)) * 0x1p-22f;
                    };
        }
        return values;
    }
}
