package dev.fovea.random;

/// Normal numbers from 16 random bits each, for noise on millions of pixels.
///
/// Entry `k` is the quantile of the normal distribution at `(k + 1/2) / 65536`, computed in double with [StrictMath]
/// and rounded to float. So the 65,536 equally likely values have mean 0, deviation 1 (0.99998) and lie within 4.33.
///
/// Source of the quantiles: M. J. Wichura, *Algorithm AS 241: The Percentage Points of the Normal Distribution*,
/// Applied Statistics 37, 1988, PPND16; its branch for tails below exp(-25) is not reached.
@SuppressWarnings("FloatingPointLiteralPrecision") // The coefficients stand as they are printed in the paper.
public final class NormalTable {
    private static final int ENTRIES = 1 << 16;

    private static final double[] CENTRE_ABOVE = {
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3
    };
    private static final double[] CENTRE_BELOW = {
        1,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3
    };
    private static final double[] TAIL_ABOVE = {
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4
    };
    private static final double[] TAIL_BELOW = {
        1,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9
    };

    private static final float[] QUANTILES = new float[ENTRIES];

    static {
        for (int i = 0; i < ENTRIES; i++) {
            QUANTILES[i] = (float) quantile((i + 0.5) / ENTRIES);
        }
    }

    private NormalTable() {}

    /// The normal number of 16 random bits.
    ///
    /// @param bits the lower 16 bits count
    /// @return a value between -4.33 and 4.33
    public static float normal(int bits) {
        return QUANTILES[bits & (ENTRIES - 1)];
    }

    static double quantile(double probability) {
        double q = probability - 0.5;
        if (StrictMath.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q * polynomial(CENTRE_ABOVE, r) / polynomial(CENTRE_BELOW, r);
        }
        double tail = q < 0 ? probability : 1 - probability;
        double r = StrictMath.sqrt(-StrictMath.log(tail)) - 1.6;
        double value = polynomial(TAIL_ABOVE, r) / polynomial(TAIL_BELOW, r);
        return q < 0 ? -value : value;
    }

    private static double polynomial(double[] coefficients, double r) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * r + coefficients[i];
        }
        return sum;
    }
}
