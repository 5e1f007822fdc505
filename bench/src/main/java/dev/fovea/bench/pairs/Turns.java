package dev.fovea.bench.pairs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was measured: a time for each build and each turn.
///
/// A machine that others share changes its speed from minute to minute. What took its turn in the same moment can be
/// compared, so the ratio of two builds is the median over turns of their ratios, not the ratio of their medians.
final class Turns {
    private final List<String> names;
    private final List<double[]> millis = new ArrayList<>();

    /// No turn so far.
    ///
    /// @param names of the builds, the first being what the others are compared with
    Turns(List<String> names) {
        this.names = names;
    }

    /// One more turn.
    ///
    /// @param turn milliseconds of a step of each build
    void add(double... turn) {
        millis.add(turn);
    }

    int count() {
        return millis.size();
    }

    /// One line for each build under a head.
    String table() {
        int width = Math.max(5, names.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder text = new StringBuilder();
        text.append(line(width, "build", "median", "quartiles", "tenth", "times the first", "quartiles"));
        for (int build = 0; build < names.size(); build++) {
            double[] times = times(build);
            double[] ratios = ratios(build);
            text.append(
                    line(
                            width,
                            names.get(build),
                            millis(quantile(times, 0.5)),
                            millis(quantile(times, 0.25)) + " " + millis(quantile(times, 0.75)),
                            millis(quantile(times, 0.1)),
                            ratio(quantile(ratios, 0.5)),
                            ratio(quantile(ratios, 0.25)) + " " + ratio(quantile(ratios, 0.75))));
        }
        return text.toString();
    }

    private static String line(
            int width, String name, String median, String quartiles, String tenth, String ratio, String ratios) {
        String format = "%-" + width + "s  %8s  %17s  %8s  %15s  %11s%n";
        return String.format(Locale.ROOT, format, name, median, quartiles, tenth, ratio, ratios);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private double[] times(int build) {
        return millis.stream().mapToDouble(turn -> turn[build]).sorted().toArray();
    }

    /// Times over those of the first build in the same turn, ascending.
    double[] ratios(int build) {
        return millis.stream().mapToDouble(turn -> turn[build] / turn[0]).sorted().toArray();
    }

    /// The value below which a share of all lies.
    ///
    /// @param sorted ascending, at least one
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
