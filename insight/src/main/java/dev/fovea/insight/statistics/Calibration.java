package dev.fovea.insight.statistics;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Whether a classifier is right as often as it says: of the answers given with a confidence of .8, are 80 % right?
///
/// The answers are sorted by their confidence `c`, the probability of the class that was said, into `M` bins of equal
/// width; bin `m` takes those with `(m - 1) / M < c <= m / M`. (C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, *On
/// Calibration of Modern Neural Networks*, ICML 2017, section 2.)
///
/// @param bins from the least confidence to the greatest, all of them, also empty ones
public record Calibration(List<Bin> bins) {
    /// The usual number of bins, so that each is a tenth.
    public static final int BINS = 10;

    /// The answers with about the same confidence.
    ///
    /// @param lower below their confidence
    /// @param upper at least their confidence
    /// @param count how many there are
    /// @param confidence their mean confidence, null if there are none
    /// @param accuracy the part that is right, null if there are none
    public record Bin(double lower, double upper, int count, @Nullable Double confidence, @Nullable Double accuracy) {
        /// How much surer the classifier is here than it is right.
        ///
        /// @return mean confidence less accuracy: positive where it is too sure; 0 for an empty bin
        public double excess() {
            return confidence == null || accuracy == null ? 0 : confidence - accuracy;
        }
    }

    /// Takes a copy.
    public Calibration {
        bins = List.copyOf(bins);
    }

    /// Sorts the answers into bins.
    ///
    /// @param predictions the answers
    /// @param count the number of bins, at least 1
    /// @return the bins
    public static Calibration of(Predictions predictions, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "sorting answers by confidence into " + count + " bins: expected at least 1");
        }
        int[] answers = new int[count];
        int[] right = new int[count];
        double[] sums = new double[count];
        for (int i = 0; i < predictions.size(); i++) {
            double confidence = predictions.confidence(i);
            int bin = Math.clamp((int) StrictMath.ceil(confidence * count) - 1, 0, count - 1);
            answers[bin]++;
            right[bin] += predictions.isCorrect(i) ? 1 : 0;
            sums[bin] += confidence;
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean empty = answers[i] == 0;
            bins.add(
                    new Bin(
                            (double) i / count,
                            (i + 1.0) / count,
                            answers[i],
                            empty ? null : sums[i] / answers[i],
                            empty ? null : (double) right[i] / answers[i]));
        }
        return new Calibration(bins);
    }

    /// The expected calibration error: `sum over m of |B_m| / n * |acc(B_m) - conf(B_m)|`, equation 3 there.
    ///
    /// @return from 0, where the classifier is right as often as it says, to 1
    public double expectedError() {
        double sum = 0;
        long answers = 0;
        for (Bin bin : bins) {
            sum += bin.count * StrictMath.abs(bin.excess());
            answers += bin.count;
        }
        return sum / answers;
    }

    /// The maximum calibration error: the largest `|acc(B_m) - conf(B_m)|`, equation 5 there.
    ///
    /// @return from 0 to 1
    public double maximumError() {
        return bins.stream().mapToDouble(bin -> StrictMath.abs(bin.excess())).max().orElse(0);
    }
}
