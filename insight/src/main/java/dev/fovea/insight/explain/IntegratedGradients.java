package dev.fovea.insight.explain;

import dev.fovea.insight.explain.AttributionMap.Detail;
import dev.fovea.insight.explain.Question.Scores;

import java.util.Arrays;

/// What each pixel contributed to the class's logit on the straight way from the baseline to the image: `(x_i - x'_i)
/// integral over a from 0 to 1 of dS_c(x' + a (x - x')) / dx_i`, summed over channels.
///
/// Attributions are *complete*: they add up to `S_c(x) - S_c(x')`. The integral is a sum over the middles of `m` equal
/// parts (eq. 3 takes their ends, and needs more parts for the same error); `m` is doubled until the sum is complete
/// within the tolerance. Where an image has the baseline's value, a pixel has no attribution by definition: with black
/// as baseline, black ink explains nothing.
///
/// Source: M. Sundararajan, A. Taly, Q. Yan, *Axiomatic Attribution for Deep Networks*, ICML 2017, eq. 1 and 3.
///
/// @param leastSteps the parts to begin with; 32 by default
/// @param mostSteps the parts to end with, complete or not; 1024 by default
/// @param tolerance the relative error of completeness to reach; .005 by default
public record IntegratedGradients(int leastSteps, int mostSteps, double tolerance) implements Attribution {
    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if there is not at least one step, or the tolerance is below 0
    public IntegratedGradients {
        if (leastSteps < 1 || mostSteps < leastSteps || !(tolerance >= 0)) {
            throw new IllegalArgumentException(
                    "integrating gradients in "
                            + leastSteps
                            + " to "
                            + mostSteps
                            + " steps to a tolerance of "
                            + tolerance
                            + ": expected at least 1 step, no fewer at the end than at the beginning, and a tolerance of"
                            + " at least 0");
        }
    }

    /// The defaults.
    public IntegratedGradients() {
        this(32, 1024, 0.005);
    }

    /// A given number of steps.
    ///
    /// @param steps the parts
    public IntegratedGradients(int steps) {
        this(steps, steps, 0);
    }

    @Override
    public AttributionMap map(Question question) {
        float[] ends = Arrays.copyOf(question.input(), 2 * question.input().length);
        System.arraycopy(question.baseline(), 0, ends, question.input().length, question.baseline().length);
        Scores scores = question.scores(ends);
        double difference = (double) scores.logits()[0] - scores.logits()[1];
        int steps = leastSteps;
        while (true) {
            double[] values = contributions(question, steps);
            double sum = Arrays.stream(values).sum();
            Detail.Completeness completeness = new Detail.Completeness(steps, sum, difference);
            if (completeness.relativeError() <= tolerance || steps == mostSteps) {
                return new AttributionMap(question.height(), question.width(), values, completeness);
            }
            steps = Math.min(mostSteps, 2 * steps);
        }
    }

    private static double[] contributions(Question question, int steps) {
        float[] input = question.input();
        float[] baseline = question.baseline();
        double[] slopes = new double[input.length];
        int batch = question.batch();
        for (int from = 0; from < steps; from += batch) {
            int some = Math.min(batch, steps - from);
            float[] points = new float[some * input.length];
            for (int step = 0; step < some; step++) {
                double part = (from + step + 0.5) / steps;
                for (int i = 0; i < input.length; i++) {
                    points[step * input.length + i] = (float) (baseline[i] + part * (input[i] - baseline[i]));
                }
            }
            float[] found = question.slopes(points);
            for (int i = 0; i < found.length; i++) {
                slopes[i % input.length] += found[i];
            }
        }
        int pixels = question.height() * question.width();
        double[] values = new double[pixels];
        for (int i = 0; i < input.length; i++) {
            values[i % pixels] += ((double) input[i] - baseline[i]) * slopes[i] / steps;
        }
        return values;
    }

    /// Those that differ from the baseline.
    @Override
    public boolean[] spoken(Question question) {
        double[] contrast = PixelOrder.contrast(question);
        boolean[] spoken = new boolean[contrast.length];
        for (int i = 0; i < spoken.length; i++) {
            spoken[i] = contrast[i] != 0;
        }
        return spoken;
    }

    @Override
    public Kind kind() {
        return Kind.INTEGRATED_GRADIENTS;
    }
}
