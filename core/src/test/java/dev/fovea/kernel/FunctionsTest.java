package dev.fovea.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.kernel.Elementwise.Unary;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.function.DoubleUnaryOperator;

/// Errors and monotonicity of the transcendental functions, over every 977th float or a range of neighbours; the tests
/// tagged neighbours; the ones tagged `slow` take all floats.
class FunctionsTest {
    private static final int STRIP = 4096;
    private static final int INFINITY_BITS = 0x7F800000;
    private static final Unary[] MONOTONE = {Unary.EXP, Unary.TANH, Unary.SIGMOID, Unary.RELU};

    @Test
    void errorsAreThoseStated() {
        assertErrors(977);
    }

    @Test
    @Tag("slow")
    void errorsAreThoseStatedOverManyFloats() {
        assertErrors(7);
    }

    private static void assertErrors(int stride) {
        Kernels kernels = fastest();
        assertError(kernels, Unary.EXP, StrictMath::exp, stride, 1.5);
        assertError(kernels, Unary.LOG, StrictMath::log, stride, 0.8);
        assertError(kernels, Unary.TANH, StrictMath::tanh, stride, 1.4);
        assertError(kernels, Unary.SIGMOID, x -> 1 / (1 + StrictMath.exp(-x)), stride, 3.0);
    }

    private static void assertError(Kernels kernels, Unary f, DoubleUnaryOperator exact, int stride, double allowed) {
        float[] x = new float[STRIP];
        for (int sign = f == Unary.LOG ? 1 : -1; sign <= 1; sign += 2) {
            for (long first = 0; first < INFINITY_BITS; first += (long) STRIP * stride) {
                for (int i = 0; i < STRIP; i++) {
                    x[i] = sign * Float.intBitsToFloat((int) Math.min(first + (long) i * stride, INFINITY_BITS - 1));
                }
                assertError(kernels, f, exact, x, allowed);
            }
            // Where the exponent of the power changes, and for the logarithm that of the argument.
            for (int k = 1; k < 150; k++) {
                int centre = Float.floatToRawIntBits((float) (k * StrictMath.log(2)));
                for (int i = 0; i < STRIP; i++) {
                    x[i] = sign * Float.intBitsToFloat(centre + i - STRIP / 2);
                }
                assertError(kernels, f, exact, x, allowed);
            }
        }
    }

    private static void assertError(Kernels kernels, Unary f, DoubleUnaryOperator exact, float[] x, double allowed) {
        float[] y = new float[STRIP];
        kernels.elementwise().unary(f, x, 0, y, 0, STRIP);
        for (int i = 0; i < STRIP; i++) {
            boolean subnormal = f == Unary.SIGMOID && x[i] < -87.3f;
            double error = subnormal ? 0 : error(y[i], exact.applyAsDouble(x[i]));
            assertTrue(error <= allowed, () -> f + ": error " + error + " units in the last place");
        }
    }

    /// In units in the last place of the exact value; beyond the largest float, infinity is right.
    private static double error(float got, double exact) {
        if (Math.abs(exact) > Float.MAX_VALUE) {
            return Float.isInfinite(got) || Math.abs(got) == Float.MAX_VALUE ? 0 : Double.POSITIVE_INFINITY;
        }
        if (Float.isInfinite(got)) {
            return exact == got ? 0 : (Float.MAX_VALUE - Math.abs(exact)) / Math.ulp(Float.MAX_VALUE) + 1;
        }
        return Math.abs(got - exact) / Math.ulp((float) exact);
    }

    @Test
    void neverFallOverNeighboursWhereTheyBend() {
        // Around each value: 2^15 neighbouring floats, on both sides of zero.
        float[] centres = {
            1e-20f,
            0.01f,
            0.17f,
            0.3465736f,
            0.5f,
            0.625f,
            0.6931472f,
            1f,
            1.3862944f,
            2.5f,
            4f,
            6.9f,
            8.3f,
            9.01f,
            16.6f,
            87.3f,
            88.72283f,
            103.97f
        };
        for (float centre : centres) {
            int from = Float.floatToRawIntBits(centre) - (1 << 14);
            assertNeverFalls(from, from + (1 << 15));
        }
    }

    @Test
    @Tag("slow")
    void neverFallOverAllFloats() {
        assertNeverFalls(0, INFINITY_BITS + 1);
    }

    /// Over the floats with bits `from` to `to - 1`, and over their negatives.
    private static void assertNeverFalls(int from, int to) {
        Kernels kernels = fastest();
        float[] x = new float[STRIP];
        float[] y = new float[STRIP];
        for (Unary f : MONOTONE) {
            for (int sign = -1; sign <= 1; sign += 2) {
                float last = sign * Float.POSITIVE_INFINITY * -1;
                for (int first = from; first < to; first += STRIP) {
                    for (int i = 0; i < STRIP; i++) {
                        x[i] = sign * Float.intBitsToFloat(Math.min(first + i, to - 1));
                    }
                    kernels.elementwise().unary(f, x, 0, y, 0, STRIP);
                    if (falls(y, last, sign)) {
                        throw new AssertionError(f + " falls between " + x[0] + " and " + x[STRIP - 1]);
                    }
                    last = y[STRIP - 1];
                }
            }
        }
    }

    private static boolean falls(float[] y, float last, int sign) {
        boolean falls = !(y[0] * sign >= last * sign);
        for (int i = 1; i < STRIP; i++) {
            falls |= !(y[i] * sign >= y[i - 1] * sign);
        }
        return falls;
    }

    @Test
    @Tag("slow")
    void vectorsGiveTheBitsOfTheScalarTwinOverAllFloats() {
        Elementwise scalar = KernelSets.scalar().elementwise();
        Elementwise vector = fastest().elementwise();
        Unary[] functions = {Unary.EXP, Unary.LOG, Unary.TANH, Unary.SIGMOID};
        float[] x = new float[STRIP];
        float[] expected = new float[STRIP];
        float[] actual = new float[STRIP];
        for (long first = Integer.MIN_VALUE; first <= Integer.MAX_VALUE; first += STRIP) {
            for (int i = 0; i < STRIP; i++) {
                x[i] = Float.intBitsToFloat((int) first + i);
            }
            for (Unary f : functions) {
                scalar.unary(f, x, 0, expected, 0, STRIP);
                vector.unary(f, x, 0, actual, 0, STRIP);
                KernelSets.assertSame(expected, actual, f + " from " + x[0]);
            }
        }
    }

    private static Kernels fastest() {
        return KernelSets.all().getLast();
    }
}
