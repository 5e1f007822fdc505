package dev.fovea.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.kernel.Elementwise.Binary;
import dev.fovea.kernel.Elementwise.Ternary;
import dev.fovea.kernel.Elementwise.Unary;

import org.junit.jupiter.api.Test;

class ElementwiseTest {
    private static final int[] SIZES = {0, 1, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 61, 257, 1021};
    private static final int MARGIN = 3;

    @Test
    @ParityOf({"KUnary", "KBinary", "KTernary", "KExp", "KLog", "KTanh", "KSigmoid"})
    void vectorsGiveTheBitsOfTheScalarTwin() {
        Elementwise scalar = KernelSets.scalar().elementwise();
        for (Kernels kernels : KernelSets.vectorsOrSkip()) {
            Elementwise vector = kernels.elementwise();
            for (int n : SIZES) {
                for (Unary f : Unary.values()) {
                    KernelSets.assertSame(
                            unary(scalar, f, n), unary(vector, f, n), kernels.describe() + " " + f + " " + n);
                }
                for (Binary f : Binary.values()) {
                    for (int steps = 0; steps < 4; steps++) {
                        KernelSets.assertSame(
                                binary(scalar, f, n, steps),
                                binary(vector, f, n, steps),
                                kernels.describe() + " " + f + " " + n + " steps " + steps);
                    }
                }
                for (Ternary f : Ternary.values()) {
                    for (int steps = 0; steps < 8; steps++) {
                        KernelSets.assertSame(
                                ternary(scalar, f, n, steps),
                                ternary(vector, f, n, steps),
                                kernels.describe() + " " + f + " " + n + " steps " + steps);
                    }
                }
            }
        }
    }

    private static float[] unary(Elementwise kernels, Unary f, int n) {
        float[] y = new float[n + 2 * MARGIN];
        kernels.unary(f, KernelSets.awkward(n + 2, 1), 2, y, MARGIN, n);
        return y;
    }

    private static float[] binary(Elementwise kernels, Binary f, int n, int steps) {
        float[] y = new float[n + 2 * MARGIN];
        float[] a = KernelSets.awkward(n + 2, 1);
        float[] b = KernelSets.awkward(n + 1, 2);
        kernels.binary(f, a, 1, steps >> 1, b, 0, steps & 1, y, MARGIN, n);
        return y;
    }

    private static float[] ternary(Elementwise kernels, Ternary f, int n, int steps) {
        float[] y = new float[n + 2 * MARGIN];
        float[] a = KernelSets.awkward(n + 2, 1);
        float[] b = KernelSets.awkward(n + 1, 2);
        float[] c = KernelSets.awkward(n + 1, 5);
        kernels.ternary(f, a, 1, steps >> 2, b, 0, steps >> 1 & 1, c, 1, steps & 1, y, MARGIN, n);
        return y;
    }

    @Test
    void worksInPlace() {
        for (Kernels kernels : KernelSets.all()) {
            float[] x = KernelSets.plain(37, 3);
            float[] expected = x.clone();
            kernels.elementwise().unary(Unary.TANH, x, 0, expected, 0, 37);
            kernels.elementwise().unary(Unary.TANH, x, 0, x, 0, 37);
            KernelSets.assertSame(expected, x, kernels.describe());
        }
    }

    @Test
    void edgesAreThoseStated() {
        float nan = Float.NaN;
        for (Kernels kernels : KernelSets.all()) {
            for (Unary f : Unary.values()) {
                assertTrue(Float.isNaN(one(kernels, f, nan)), "NaN stays NaN in " + f);
            }
            assertEquals(0f, one(kernels, Unary.RELU, -3f));
            assertEquals(3f, one(kernels, Unary.RELU, 3f));
            assertEquals(Float.NEGATIVE_INFINITY, one(kernels, Unary.LOG, 0f));
            assertTrue(Float.isNaN(one(kernels, Unary.LOG, -1f)));
            assertEquals(1f, one(kernels, Unary.EXP, 0f));
            assertEquals(0f, one(kernels, Unary.EXP, Float.NEGATIVE_INFINITY));
            assertEquals(Float.POSITIVE_INFINITY, one(kernels, Unary.EXP, Float.POSITIVE_INFINITY));
            assertEquals(-1f, one(kernels, Unary.TANH, Float.NEGATIVE_INFINITY));
            assertEquals(Float.MIN_VALUE, one(kernels, Unary.TANH, Float.MIN_VALUE));
            assertEquals(0.5f, one(kernels, Unary.SIGMOID, 0f));
            assertEquals(0f, one(kernels, Unary.SIGMOID, Float.NEGATIVE_INFINITY));
            assertEquals(1f, one(kernels, Unary.SIGMOID, Float.POSITIVE_INFINITY));
            assertEquals(2f, one(kernels, Binary.MAXIMUM, 2f, nan));
            assertTrue(Float.isNaN(one(kernels, Binary.MAXIMUM, nan, 2f)));
            assertEquals(1f, one(kernels, Binary.NOT_EQUAL, nan, nan));
            assertEquals(0f, one(kernels, Binary.GREATER_OR_EQUAL, nan, nan));
            assertEquals(-0.5f, one(kernels, Binary.LEAKY_RELU, -5f, 0.1f));
            assertEquals(0f, one(kernels, Binary.RELU_GRADIENT, 7f, 0f));
            assertEquals(6f, one(kernels, Binary.TANH_GRADIENT, 8f, 0.5f));
            assertEquals(2f, one(kernels, Binary.SIGMOID_GRADIENT, 8f, 0.5f));
        }
    }

    /// Over 32 values, so that vectors are used.
    private static float one(Kernels kernels, Unary f, float x) {
        float[] y = new float[32];
        java.util.Arrays.fill(y, x);
        kernels.elementwise().unary(f, y, 0, y, 0, 32);
        return y[11];
    }

    private static float one(Kernels kernels, Binary f, float a, float b) {
        float[] y = new float[32];
        kernels.elementwise().binary(f, new float[] {a}, 0, 0, new float[] {b}, 0, 0, y, 0, 32);
        return y[11];
    }
}
