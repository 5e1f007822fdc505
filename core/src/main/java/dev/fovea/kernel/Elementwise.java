package dev.fovea.kernel;

/// One simple loop per function over a strip of values that fits the first-level cache.
///
/// A strip may be read and written in place (`y` the same array and offset as an input); strips that overlap otherwise
/// are not allowed.
public interface Elementwise {
    /// A function of one value. `NaN` gives `NaN` everywhere.
    enum Unary {
        /// `-x`.
        NEGATE,
        /// `x <= 0 ? 0 : x`.
        RELU,
        /// Hyperbolic tangent; never falls as `x` grows, over all floats.
        TANH,
        /// `1 / (1 + e^-x)`; never falls as `x` grows, over all floats.
        SIGMOID,
        /// `e^x`.
        EXP,
        /// Natural logarithm.
        LOG,
        /// Square root, correctly rounded.
        SQRT,
        /// `1 / x`.
        RECIPROCAL,
        /// `x x`.
        SQUARE,
        /// `|x|`.
        ABSOLUTE
    }

    /// A function of two values. Comparisons answer 1 or 0, and 0 where one side is NaN (`NOT_EQUAL`: 1). The gradients
    /// take the incoming gradient `dy` first and the function's *result* `y` second.
    enum Binary {
        /// `a + b`.
        ADD,
        /// `a - b`.
        SUBTRACT,
        /// `a b`.
        MULTIPLY,
        /// `a / b`.
        DIVIDE,
        /// `b > a ? b : a`: the first wins a tie, a NaN in `a` stays and one in `b` is passed over.
        MAXIMUM,
        /// `b < a ? b : a`: ties and NaN as for the maximum.
        MINIMUM,
        /// `a == b`.
        EQUAL,
        /// `a != b`.
        NOT_EQUAL,
        /// `a < b`.
        LESS,
        /// `a <= b`.
        LESS_OR_EQUAL,
        /// `a > b`.
        GREATER,
        /// `a >= b`.
        GREATER_OR_EQUAL,
        /// `a > 0 ? a : b a`, with `b` the slope; never falls as `a` grows if the slope is at least 0.
        LEAKY_RELU,
        /// `y > 0 ? dy : 0`.
        RELU_GRADIENT,
        /// `dy (1 - y y)`, the bracket as `fma(-y, y, 1)`.
        TANH_GRADIENT,
        /// `dy (y - y y)`, the bracket as `fma(-y, y, y)`.
        SIGMOID_GRADIENT
    }

    /// A function of three values.
    enum Ternary {
        /// `a != 0 ? b : c`; a NaN counts as true.
        WHERE,
        /// `fma(a, b, c)`: `a b + c`, rounded once.
        MULTIPLY_ADD,
        /// `b > 0 ? a : c a`: gradient `a`, the leaky relu's argument or result `b` (they have the same sign), slope
        /// `c` above 0.
        LEAKY_RELU_GRADIENT,
        /// `b > c ? a : 0`: what a maximum or minimum sends back to its second argument.
        KEEP_IF_GREATER,
        /// `b > c ? 0 : a`: what it sends back to its first.
        ZERO_IF_GREATER
    }

    /// `y[yo+i] = f(x[xo+i])` for `0 <= i < n`.
    void unary(Unary f, float[] x, int xo, float[] y, int yo, int n);

    /// `y[yo+i] = f(a[ao+i*as], b[bo+i*bs])`; a step (`as`, `bs`) is 1 or 0 (one value for the whole strip).
    void binary(Binary f, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n);

    /// `y[yo+i] = f(a[ao+i*as], b[bo+i*bs], c[co+i*cs])`; steps are 1 or 0.
    void ternary(
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
            int n);
}
