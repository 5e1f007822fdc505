package dev.fovea.optim;

/// Checks the numbers of rules, and computes with them.
final class Ranges {
    private Ranges() {}

    static void fraction(String rule, String what, double value) {
        check(rule, what, value, value >= 0 && value < 1, "at least 0 and below 1");
    }

    static void positive(String rule, String what, double value) {
        check(rule, what, value, value > 0 && Double.isFinite(value), "a number above 0");
    }

    static void notNegative(String rule, String what, double value) {
        check(rule, what, value, value >= 0 && Double.isFinite(value), "a number of at least 0");
    }

    static void check(String rule, String what, double value, boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "making " + rule + ": the " + what + " is " + value + "; expected " + expected);
        }
    }

    /// `1 - beta^step` of a beta rounded to float.
    static double correction(double beta, long step) {
        return 1 - StrictMath.pow((float) beta, (double) step);
    }
}
