package dev.fovea.insight.report;

import static dev.fovea.insight.markup.Markup.number;

import dev.fovea.insight.markup.Markup;

import java.util.List;

/// How numbers are spread, after training as filled columns and before it as an outline on the same range.
///
/// @param name of what is counted
/// @param before the numbers before training; may be empty
/// @param after the numbers after training
@SuppressWarnings("ArrayRecordComponent") // parameters' own arrays, read here and nowhere kept
record Histogram(String name, float[] before, float[] after) {
    private static final int BINS = 40;
    private static final double WIDTH = 240;
    private static final double HEIGHT = 84;
    private static final double BASE = 66;

    void write(Markup out) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float[] values : List.of(before, after)) {
            for (float value : values) {
                if (Float.isFinite(value)) {
                    low = StrictMath.min(low, value);
                    high = StrictMath.max(high, value);
                }
            }
        }
        if (!(low <= high)) {
            out.text("no finite number");
            return;
        }
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        out.open(
                "svg",
                "class",
                "histogram",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                "role",
                "img",
                "aria-label",
                "Histogram of " + name + " from " + Words.number(low) + " to " + Words.number(high));
        double[] filled = shares(after, low, high);
        double[] outlined = shares(before, low, high);
        double most = 0;
        for (int i = 0; i < BINS; i++) {
            most = StrictMath.max(most, StrictMath.max(filled[i], outlined[i]));
        }
        columns(out, filled, most);
        if (before.length > 0) {
            outline(out, outlined, most);
        }
        axis(out, low, high);
        out.close();
    }

    private static double[] shares(float[] values, double low, double high) {
        double[] shares = new double[BINS];
        for (float value : values) {
            if (Float.isFinite(value)) {
                int bin = (int) ((value - low) / (high - low) * BINS);
                shares[StrictMath.min(BINS - 1, bin)] += 1.0 / values.length;
            }
        }
        return shares;
    }

    /// Square roots, so that a few far from the rest are still seen.
    private static double level(double share, double most) {
        return BASE - StrictMath.sqrt(share / most) * (BASE - 4);
    }

    private static void columns(Markup out, double[] shares, double most) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < BINS; i++) {
            if (shares[i] > 0) {
                path.append('M').append(number(i * WIDTH / BINS)).append(' ').append(number(BASE));
                path.append('V').append(number(level(shares[i], most))).append('h').append(number(WIDTH / BINS - 0.6));
                path.append('V').append(number(BASE)).append('z');
            }
        }
        out.empty("path", "class", "after", "d", path.toString());
    }

    private static void outline(Markup out, double[] shares, double most) {
        StringBuilder path = new StringBuilder("M0 " + number(BASE));
        for (int i = 0; i < BINS; i++) {
            path.append('V').append(number(level(shares[i], most))).append('H').append(number((i + 1) * WIDTH / BINS));
        }
        out.empty("path", "class", "before", "d", path.append('V').append(number(BASE)).toString());
    }

    private static void axis(Markup out, double low, double high) {
        out.empty("path", "class", "tick", "d", "M0 " + number(BASE) + "H" + number(WIDTH));
        out.element("text", Words.number(low), "x", "0", "y", number(HEIGHT - 3));
        out.element("text", Words.number(high), "x", number(WIDTH), "y", number(HEIGHT - 3), "text-anchor", "end");
        double zero = -low / (high - low) * WIDTH;
        if (zero > 60 && zero < WIDTH - 60) {
            out.empty("path", "class", "tick", "d", "M" + number(zero) + " " + number(BASE) + "v4");
            out.element("text", "0", "x", number(zero), "y", number(HEIGHT - 3), "text-anchor", "middle");
        }
    }
}
