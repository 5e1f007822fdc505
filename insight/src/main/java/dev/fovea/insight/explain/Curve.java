package dev.fovea.insight.explain;

import java.util.Arrays;
import java.util.List;

/// The probability of a class while pixels are removed from an image, or put into an empty one.
///
/// @param probabilities with no pixels changed, then after equal parts of them, at last with all
@SuppressWarnings("ArrayRecordComponent") // made for this record, read in place
public record Curve(double[] probabilities) {
    /// The most points after the first.
    private static final int STEPS = 112;

    /// Changes pixels in an order.
    ///
    /// @param question what is asked about each image
    /// @param order of the pixels
    /// @param removing whether pixels are removed from the image, else they are put into the baseline
    static Curve of(Question question, int[] order, boolean removing) {
        int pixels = order.length;
        int part = Math.ceilDiv(pixels, STEPS);
        int points = Math.ceilDiv(pixels, part) + 1;
        double[] probabilities = new double[points];
        float[] present = (removing ? question.input() : question.baseline()).clone();
        float[] coming = removing ? question.baseline() : question.input();
        int batch = question.batch();
        for (int from = 0; from < points; from += batch) {
            int some = Math.min(batch, points - from);
            float[] samples = new float[some * present.length];
            for (int i = 0; i < some; i++) {
                System.arraycopy(present, 0, samples, i * present.length, present.length);
                int begin = Math.min(pixels, (from + i) * part);
                for (int place = begin; place < Math.min(pixels, begin + part); place++) {
                    for (int at = order[place]; at < present.length; at += pixels) {
                        present[at] = coming[at];
                    }
                }
            }
            float[] found = question.scores(samples).probabilities();
            for (int i = 0; i < some; i++) {
                probabilities[from + i] = found[i];
            }
        }
        return new Curve(probabilities);
    }

    /// The mean of curves, point by point.
    ///
    /// @param curves of one length
    /// @return their mean
    static Curve mean(List<Curve> curves) {
        double[] means = new double[curves.getFirst().probabilities.length];
        for (int i = 0; i < means.length; i++) {
            for (Curve curve : curves) {
                means[i] += curve.probabilities[i];
            }
            means[i] /= curves.size();
        }
        return new Curve(means);
    }

    /// The area under the curve over the part of the pixels that are changed, by trapezia.
    ///
    /// @return from 0 to 1
    public double area() {
        double ends = (probabilities[0] + probabilities[probabilities.length - 1]) / 2;
        return (Arrays.stream(probabilities).sum() - probabilities[0] - probabilities[probabilities.length - 1] + ends)
                / (probabilities.length - 1);
    }
}
