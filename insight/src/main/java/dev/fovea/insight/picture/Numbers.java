package dev.fovea.insight.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as text that is short enough for a picture.
public final class Numbers {
    private Numbers() {}

    /// A number to some digits, without zeros at its end: `0.25`, `-1.5`, `1.2e-7`.
    ///
    /// @param value a number
    /// @param digits how many count, at least 1
    /// @return text with a true minus sign
    public static String text(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (rounded.signum() == 0) {
            return "0";
        }
        BigDecimal plain = rounded.stripTrailingZeros();
        int exponent = plain.precision() - plain.scale() - 1;
        String text =
                exponent < -4 || exponent > 6
                        ? plain.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent
                        : plain.toPlainString();
        return text.replace('-', '−');
    }

    /// A positive number rounded up to two digits, so that it can be written shortly.
    static double roundedUp(double value) {
        return new BigDecimal(value).round(new MathContext(2, RoundingMode.CEILING)).doubleValue();
    }

    /// A distance between ticks, 1, 2 or 5 times a power of ten, that puts at most some of them on a range.
    ///
    /// @param range the range's length
    /// @param most how many ticks at most
    static double step(double range, int most) {
        double least = range / most;
        double power = new BigDecimal(1).movePointRight(exponent(least)).doubleValue();
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static int exponent(double value) {
        BigDecimal exact = new BigDecimal(value);
        return exact.precision() - exact.scale() - 1;
    }
}
