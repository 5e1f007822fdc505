package dev.fovea.reference;

import dev.fovea.tensor.OptimiserRule;

import java.util.List;

/// The optimisers' formulas in double precision, one weight after the other.
final class ReferenceOptimiser {
    private ReferenceOptimiser() {}

    /// One step, in place.
    ///
    /// @param rule the formula
    /// @param weights what is trained
    /// @param state in the rule's order
    /// @param gradient the gradient
    /// @param scalars in the rule's order: learning rate, weight decay, ...
    static void step(OptimiserRule rule, float[] weights, List<float[]> state, double[] gradient, double[] scalars) {
        double rate = scalars[0];
        double decay = scalars[1];
        for (int i = 0; i < weights.length; i++) {
            double w = weights[i];
            double h = rule == OptimiserRule.ADAM_W ? gradient[i] : gradient[i] + decay * w;
            double direction =
                    switch (rule) {
                        case SGD -> h;
                        case MOMENTUM -> average(state.get(0), i, scalars[2], 1, h);
                        case NESTEROV -> h + scalars[2] * average(state.get(0), i, scalars[2], 1, h);
                        case RMS_PROP ->
                                h
                                        / (Math.sqrt(average(state.get(0), i, scalars[2], 1 - scalars[2], h * h))
                                                + scalars[3]);
                        case ADAM -> adam(state, i, h, scalars);
                        case ADAM_W -> adam(state, i, h, scalars) + decay * w;
                    };
            weights[i] = (float) (w - rate * direction);
        }
    }

    private static double adam(List<float[]> state, int i, double h, double[] scalars) {
        double mean = average(state.get(0), i, scalars[2], 1 - scalars[2], h) / scalars[5];
        double square = average(state.get(1), i, scalars[3], 1 - scalars[3], h * h) / scalars[6];
        return mean / (Math.sqrt(square) + scalars[4]);
    }

    /// `s = keep s + take value`
    private static double average(float[] state, int i, double keep, double take, double value) {
        double next = keep * state[i] + take * value;
        state[i] = (float) next;
        return next;
    }
}
