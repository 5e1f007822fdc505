package dev.fovea.bench.peers;

import java.util.Arrays;

/// Calls a predictor again and again and says how long that took.
///
/// @param calls that were timed
/// @param seconds all of them together
/// @param p50 the median call, in seconds
/// @param p99 the call that 99 of 100 are not slower than, in seconds
/// @param others the share of the processors that other processes used meanwhile, from 0 to 1
record PredictionTiming(int calls, double seconds, double p50, double p99, double others) {
    private static final int LEAST_CALLS = 3;
    private static final int MOST_CALLS = 200_000;

    /// A call as slow as this is not repeated.
    private static final double LONG_ENOUGH = 20;

    /// Warms up, then times.
    ///
    /// @param predictor what is timed
    /// @param warmUp seconds to warm up for, at least one call
    /// @param longest seconds to time for, at least three calls unless they are very slow
    static PredictionTiming of(Side.Predictor predictor, double warmUp, double longest) throws Exception {
        long start = System.nanoTime();
        do {
            predictor.predict();
        } while ((System.nanoTime() - start) * 1e-9 < warmUp);
        double[] each = new double[MOST_CALLS];
        int calls = 0;
        Load load = Load.now();
        long begin = System.nanoTime();
        long before = begin;
        while (calls < MOST_CALLS && more(calls, (before - begin) * 1e-9, longest)) {
            predictor.predict();
            long now = System.nanoTime();
            each[calls++] = (now - before) * 1e-9;
            before = now;
        }
        double others = Load.now().others(load);
        double[] sorted = Arrays.copyOf(each, calls);
        Arrays.sort(sorted);
        return new PredictionTiming(
                calls, (before - begin) * 1e-9, sorted[calls / 2], sorted[(int) (calls * 0.99)], others);
    }

    private static boolean more(int calls, double seconds, double longest) {
        return seconds < longest || (calls < LEAST_CALLS && seconds < LONG_ENOUGH);
    }
}
