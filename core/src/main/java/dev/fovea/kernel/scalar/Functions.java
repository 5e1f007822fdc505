package dev.fovea.kernel.scalar;

/// The transcendental functions of the library, in float32 with fused multiply-adds: the one expression that every path
/// computes, lane by lane. No branches: a condition chooses between two computed values.
///
/// The largest errors, measured over every float by `FunctionsTest`, and what happens at the edges:
///
/// | function | error, units in the last place | edges |
/// |---|---|---|
/// | [#exp(float)] | 1.5 | +inf from 88.73, +0 from -103.98 down; subnormal results are right to 1 unit |
/// | [#log(float)] | 0.8 | -inf at +-0, NaN below, +inf at +inf; subnormal arguments are right |
/// | [#tanh(float)] | 1.4 | +-1 from 9.02; subnormals and +-0 are their own answer |
/// | [#sigmoid(float)] | 3.0 | 1 from 16.7, +0 below -88.73 (the true value is subnormal there) |
///
/// NaN gives NaN. `exp`, `tanh` and `sigmoid` never fall as the argument grows, over all floats: that allows max
/// pooling to move before the activation. For `exp` and `sigmoid` and for the large part of `tanh` the reason is the
/// form: every step rounds a monotone function of the step before (the polynomial has positive coefficients and a
/// non-negative argument, and is cut off at 2, where the next power of two begins). The test goes through all floats
/// nevertheless.
final class Functions {
    /// 1.5 * 2^23: adding it rounds to a whole number, which then stands in the low bits.
    static final float ROUND = 12582912f;

    static final int ROUND_BITS = 0x4B400000;
    static final float LOG2_E = 0x1.715476p0f;

    /// ln 2 in two parts; the first has 9 bits, so that its product with an exponent is exact.
    static final float LN2_HIGH = 0x1.63p-1f;

    static final float LN2_LOW = -0x1.bd0106p-13f;

    private static final float SMALLEST_NORMAL = 0x1p-126f;

    /// The bits of the square root of a half: arguments of the logarithm are brought to [sqrt(1/2), sqrt(2)).
    private static final int ROOT_HALF_BITS = 0x3F3504F3;

    private Functions() {}

    /// `e^x`: `k = floor(x / ln 2)`, then `2^k p(x - k ln 2)`, with a polynomial of our own fit (relative error 3e-9 on
    /// [0, ln 2]). The first guess at `k` is never too small; where it is too large the remainder is negative and `k -
    /// 1` is right.
    static float exp(float x) {
        float high = x > 89f ? 89f : x;
        float c = high < -104f ? -104f : high;
        float guess = (Fma.of(c, LOG2_E, -0x0.FFEp-1f) + ROUND) - ROUND;
        float k = remainder(c, guess) < 0f ? guess - 1f : guess;
        float p = power(remainder(c, k));
        int exponent = Float.floatToRawIntBits(k + ROUND) - ROUND_BITS;
        int half = exponent >> 1;
        return p * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    /// `c - k ln 2`.
    private static float remainder(float c, float k) {
        return Fma.of(k, -LN2_LOW, Fma.of(k, -LN2_HIGH, c));
    }

    /// `e^r` for `r` from 0 to ln 2, at most 2.
    private static float power(float r) {
        float p = 0x1.f53b8ap-10f;
        p = Fma.of(p, r, 0x1.01dc6p-7f);
        p = Fma.of(p, r, 0x1.56def8p-5f);
        p = Fma.of(p, r, 0x1.554336p-3f);
        p = Fma.of(p, r, 0x1.00004cp-1f);
        p = Fma.of(p, r, 1f);
        p = Fma.of(p, r, 1f);
        return p > 2f ? 2f : p;
    }

    private static float powerOfTwo(int k) {
        return Float.intBitsToFloat((k + 127) << 23);
    }

    /// `ln x`: the exponent times ln 2, and `ln(1 + f) = f - f^2 / 2 + f^3 q(f)` with `logf`'s polynomial. Source: S.
    /// Moshier, Cephes.
    static float log(float x) {
        boolean subnormal = x < SMALLEST_NORMAL;
        float scaled = subnormal ? x * 0x1p23f : x;
        int bits = Float.floatToRawIntBits(scaled) - ROOT_HALF_BITS;
        float exponent = Float.intBitsToFloat((bits >> 23) + ROUND_BITS) - ROUND;
        float e = subnormal ? exponent - 23f : exponent;
        float f = Float.intBitsToFloat((bits & 0x7FFFFF) + ROOT_HALF_BITS) - 1f;
        float q = 0.070376836f;
        q = Fma.of(q, f, -0.1151461f);
        q = Fma.of(q, f, 0.116769984f);
        q = Fma.of(q, f, -0.12420141f);
        q = Fma.of(q, f, 0.14249323f);
        q = Fma.of(q, f, -0.16668057f);
        q = Fma.of(q, f, 0.20000714f);
        q = Fma.of(q, f, -0.24999994f);
        q = Fma.of(q, f, 0.3333333f);
        float square = f * f;
        float tail = Fma.of(e, LN2_LOW, square * (q * f));
        tail = Fma.of(square, -0.5f, tail);
        float y = Fma.of(e, LN2_HIGH, f + tail);
        float belowInfinity = x < Float.POSITIVE_INFINITY ? y : x;
        float atZero = x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
        return x > 0f ? belowInfinity : atZero;
    }

    /// `tanh x`: below 0.625 `x + x^3 q(x^2)` with Cephes' polynomial, above `1 - 2 / (e^(2|x|) + 1)` with the sign of
    /// `x`.
    static float tanh(float x) {
        float a = Math.abs(x);
        float z = a * a;
        float q = -0.0057049887f;
        q = Fma.of(q, z, 0.020639088f);
        q = Fma.of(q, z, -0.053739715f);
        q = Fma.of(q, z, 0.13331442f);
        q = Fma.of(q, z, -0.3333328f);
        float small = Fma.of(a, z * q, a);
        float limited = a > 10f ? 10f : a;
        float c = limited + limited;
        float rounded = Fma.of(c, LOG2_E, -0.5f) + ROUND;
        float r = remainder(c, rounded - ROUND);
        float p = power(r < 0f ? 0f : r);
        float e = p * powerOfTwo(Float.floatToRawIntBits(rounded) - ROUND_BITS);
        float large = 1f - 2f / (e + 1f);
        float y = a < 0.625f ? small : large;
        int sign = Float.floatToRawIntBits(x) & 0x80000000;
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) | sign);
    }

    /// The logistic function `1 / (1 + e^-x)`.
    static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }
}
