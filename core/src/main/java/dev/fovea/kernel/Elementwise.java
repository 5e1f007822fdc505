package dev.fovea.kernel;

/// One simple loop per function over a strip of values that fits the first-level cache.
public interface Elementwise {
    /// A function of one value.
    enum Unary { NEGATE, RELU, TANH, SIGMOID, EXP, LOG, SQRT, RECIPROCAL, SQUARE, ABSOLUTE }

    /// A function of two values. Comparisons answer 1 or 0. `MAXIMUM` is `b > a ? b : a`: the first wins a tie, and a NaN in `a` stays.
    /// The gradients take the incoming gradient first and the function's *result* second.
    enum Binary {
        ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM,
        EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL,
        LEAKY_RELU, RELU_GRADIENT, TANH_GRADIENT, SIGMOID_GRADIENT
    }

    /// A function of three values: `WHERE` is `a != 0 ? b : c`, `MULTIPLY_ADD` is `fma(a, b, c)`.
    enum Ternary { WHERE, MULTIPLY_ADD }

    /// `y[yo+i] = f(x[xo+i])` for `0 <= i < n`. `x` and `y` may be the same strip.
    void unary(Unary f, float[] x, int xo, float[] y, int yo, int n);

    /// `y[yo+i] = f(a[ao+i*as], b[bo+i*bs])`; a step (`as`, `bs`) is 1 or 0 (one value for the whole strip).
    void binary(Binary f, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n);

    /// `y[yo+i] = f(a[ao+i*as], b[bo+i*bs], c[co+i*cs])`; steps are 1 or 0.
    void ternary(
            Ternary f, float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co, int cs, float[] y, int yo, int n);
}
