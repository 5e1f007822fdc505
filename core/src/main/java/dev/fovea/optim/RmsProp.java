package dev.fovea.optim;

import dev.fovea.tensor.OptimiserRule;

import java.util.List;

/// RMSProp: `h = g + c w`, `s = r s + (1 - r) h h`, `w = w - a h / (sqrt(s) + e)`; `a` learning rate, `c` weight decay.
/// Source: T. Tieleman, G. Hinton, lecture 6.5, Coursera 2012.
///
/// @param decay `r`, how much of the mean square is kept, .99 by default
/// @param epsilon `e`, 1e-8 by default
/// @param weightDecay 0 by default
/// @param decaysVectors whether weight decay goes for biases, gamma and beta too, true by default
public record RmsProp(double decay, double epsilon, double weightDecay, boolean decaysVectors) implements Optimiser {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is outside its range
    public RmsProp {
        Ranges.fraction("rmsProp", "decay", decay);
        Ranges.positive("rmsProp", "epsilon", epsilon);
        Ranges.notNegative("rmsProp", "weight decay", weightDecay);
    }

    /// {@return the defaults}
    public static RmsProp of() {
        return new RmsProp(.99, 1e-8, 0, true);
    }

    /// {@return this with weight decay}
    public RmsProp withWeightDecay(double strength) {
        return new RmsProp(decay, epsilon, strength, decaysVectors);
    }

    /// {@return this with weight decay for parameters of two axes and more only}
    public RmsProp withoutVectorDecay() {
        return new RmsProp(decay, epsilon, weightDecay, false);
    }

    @Override
    public OptimiserRule rule() {
        return OptimiserRule.RMS_PROP;
    }

    /// .01
    @Override
    public double usualLearningRate() {
        return 1e-2;
    }

    @Override
    public List<Double> numbers(long step) {
        return List.of(decay, epsilon);
    }
}
