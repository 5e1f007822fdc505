package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Elementwise;

/// The expressions of [Elementwise], one loop each.
final class ScalarElementwise implements Elementwise {
    @Override
    public void unary(Unary f, float[] x, int xo, float[] y, int yo, int n) {
        switch (f) {
            case NEGATE -> negate(x, xo, y, yo, n);
            case RELU -> relu(x, xo, y, yo, n);
            case TANH -> tanh(x, xo, y, yo, n);
            case SIGMOID -> sigmoid(x, xo, y, yo, n);
            case EXP -> exp(x, xo, y, yo, n);
            case LOG -> log(x, xo, y, yo, n);
            case SQRT -> sqrt(x, xo, y, yo, n);
            case RECIPROCAL -> reciprocal(x, xo, y, yo, n);
            case SQUARE -> square(x, xo, y, yo, n);
            case ABSOLUTE -> absolute(x, xo, y, yo, n);
        }
    }

    private static void negate(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = -x[xo + i];
        }
    }

    private static void relu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[xo + i];
            y[yo + i] = v <= 0f ? 0f : v;
        }
    }

    private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Functions.tanh(x[xo + i]);
        }
    }

    private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Functions.sigmoid(x[xo + i]);
        }
    }

    private static void exp(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Functions.exp(x[xo + i]);
        }
    }

    private static void log(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Functions.log(x[xo + i]);
        }
    }

    /// The double root of a float, rounded to float, is the correctly rounded root.
    private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) Math.sqrt(x[xo + i]);
        }
    }

    private static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = 1f / x[xo + i];
        }
    }

    private static void square(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = x[xo + i] * x[xo + i];
        }
    }

    private static void absolute(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = Math.abs(x[xo + i]);
        }
    }

    @Override
    public void binary(Binary f, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
        switch (f) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = a[ao + i * as] + b[bo + i * bs];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = a[ao + i * as] - b[bo + i * bs];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = a[ao + i * as] * b[bo + i * bs];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = a[ao + i * as] / b[bo + i * bs];
                }
            }
            default -> choose(f, a, ao, as, b, bo, bs, y, yo, n);
        }
    }

    private static void choose(
            Binary f, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = apply(f, a[ao + i * as], b[bo + i * bs]);
        }
    }

    private static float apply(Binary f, float a, float b) {
        return switch (f) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> b > a ? b : a;
            case MINIMUM -> b < a ? b : a;
            case EQUAL -> a == b ? 1f : 0f;
            case NOT_EQUAL -> a != b ? 1f : 0f;
            case LESS -> a < b ? 1f : 0f;
            case LESS_OR_EQUAL -> a <= b ? 1f : 0f;
            case GREATER -> a > b ? 1f : 0f;
            case GREATER_OR_EQUAL -> a >= b ? 1f : 0f;
            case LEAKY_RELU -> a > 0f ? a : b * a;
            case RELU_GRADIENT -> b > 0f ? a : 0f;
            case TANH_GRADIENT -> a * Fma.of(-b, b, 1f);
            case SIGMOID_GRADIENT -> a * Fma.of(-b, b, b);
        };
    }

    @Override
    public void ternary(
            Ternary f,
            float[] a,
            int ao,
            int as,
            float[] b,
            int bo,
            int bs,
            float[] c,
            int co,
            int cs,
            float[] y,
            int yo,
            int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = apply(f, a[ao + i * as], b[bo + i * bs], c[co + i * cs]);
        }
    }

    private static float apply(Ternary f, float a, float b, float c) {
        return switch (f) {
            case WHERE -> a != 0f ? b : c;
            case MULTIPLY_ADD -> Fma.of(a, b, c);
            case LEAKY_RELU_GRADIENT -> b > 0f ? a : c * a;
            case KEEP_IF_GREATER -> b > c ? a : 0f;
            case ZERO_IF_GREATER -> b > c ? 0f : a;
        };
    }
}
