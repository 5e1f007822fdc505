package dev.fovea.insight.report;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// Numbers as the page writes them.
final class Words {
    /// What stands where there is no number.
    static final String NONE = "–";

    private Words() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /// Two decimals of a percentage; only what is all is said to be 100 %.
    static String percent(double part) {
        if (!Double.isFinite(part)) {
            return NONE;
        }
        String text = String.format(Locale.ROOT, "%.2f", part * 100);
        if (part < 1 && text.equals("100.00")) {
            return "> 99.99\u00A0%";
        }
        String whole = part == 1 ? "100" : part == 0 ? "0" : text;
        return whole + "\u00A0%";
    }

    static String percent(@Nullable Double part) {
        return part == null ? NONE : percent((double) part);
    }

    /// A probability, to a tenth of a percent.
    static String probability(double part) {
        return part > 0 && part < 0.0005 ? "< 0.1\u00A0%" : String.format(Locale.ROOT, "%.1f\u00A0%%", part * 100);
    }

    /// A p-value.
    static String pValue(@Nullable Double value) {
        return value == null
                ? NONE
                : value < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }

    /// A p-value with its letter.
    static String p(double value) {
        String text = pValue(value);
        return text.startsWith("<") ? "p " + text : "p = " + text;
    }

    /// Four significant digits.
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = StrictMath.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e6) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int before = (int) StrictMath.floor(StrictMath.log10(size)) + 1;
        String text = String.format(Locale.ROOT, "%." + StrictMath.max(0, 4 - before) + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    static String seconds(double seconds) {
        if (seconds < 120) {
            return number(StrictMath.rint(seconds * 10) / 10) + " s";
        }
        long minutes = (long) StrictMath.rint(seconds / 60);
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    static String bytes(long bytes) {
        return bytes < 10_000
                ? count(bytes) + " B"
                : bytes < 1_000_000
                        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                        : String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
    }
}
