package dev.fovea.insight.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One direction of a chart.
///
/// @param low the number at its beginning
/// @param high the number at its end, above `low`
/// @param ticks the numbers that are written
/// @param logarithmic whether equal ratios are equally long
record Axis(double low, double high, List<Double> ticks, boolean logarithmic) {
    private static final int TICKS = 4;

    Axis {
        ticks = List.copyOf(ticks);
    }

    /// An axis that holds numbers and begins and ends at round ones.
    static Axis around(double least, double most) {
        double low = least;
        double high = most;
        if (high - low < 1e-9 * StrictMath.max(1, StrictMath.abs(high))) {
            double room = high == 0 ? 1 : StrictMath.abs(high) * 0.1;
            low -= room;
            high += room;
        }
        double step = step((high - low) / TICKS);
        double first = StrictMath.floor(low / step + 1e-9) * step;
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; first + (i - 1) * step < high - 1e-9 * step; i++) {
            ticks.add(first + i * step);
        }
        return new Axis(ticks.getFirst(), ticks.getLast(), ticks, false);
    }

    /// An axis of powers of ten.
    static Axis logarithmic(double least, double most) {
        double low = StrictMath.floor(StrictMath.log10(least) + 1e-9);
        double high = StrictMath.max(low + 1, StrictMath.ceil(StrictMath.log10(most) - 1e-9));
        int every = (int) StrictMath.ceil((high - low) / 6);
        List<Double> ticks = new ArrayList<>();
        for (double power = low; power <= high; power += every) {
            ticks.add(StrictMath.pow(10, power));
        }
        return new Axis(StrictMath.pow(10, low), StrictMath.pow(10, high), ticks, true);
    }

    /// An axis of epochs: whole numbers only.
    static Axis epochs(int first, int last) {
        int least = first == last ? StrictMath.max(0, first - 1) : first;
        int most = first == last ? last + 1 : last;
        int step = (int) StrictMath.max(1, step((most - least) / 6.0));
        List<Double> ticks = new ArrayList<>();
        for (int epoch = least; epoch <= most; epoch++) {
            if (epoch == least || (epoch % step == 0 && epoch - least >= 0.6 * step)) {
                ticks.add((double) epoch);
            }
        }
        return new Axis(least, most, ticks, false);
    }

    private static double step(double least) {
        double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (power * factor >= least * (1 - 1e-9)) {
                return power * factor;
            }
        }
        return power * 10;
    }

    /// Where a number is, from 0 to 1.
    double place(double value) {
        return logarithmic
                ? (StrictMath.log10(value) - StrictMath.log10(low)) / (StrictMath.log10(high) - StrictMath.log10(low))
                : (value - low) / (high - low);
    }

    /// A tick in words, as exact as its neighbours ask for.
    String label(double tick) {
        if (logarithmic) {
            return tick >= 1e-4 && tick < 1e5 ? Words.number(tick) : String.format(Locale.ROOT, "%.0e", tick);
        }
        double step = ticks.size() < 2 ? 1 : ticks.get(1) - ticks.get(0);
        int decimals = (int) StrictMath.max(0, StrictMath.ceil(-StrictMath.log10(step) - 1e-9));
        return decimals > 5 && tick != 0
                ? String.format(Locale.ROOT, "%.1e", tick)
                : String.format(Locale.ROOT, "%,." + (tick == 0 ? 0 : decimals) + "f", tick + 0.0);
    }
}
