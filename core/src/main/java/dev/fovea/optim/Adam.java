package dev.fovea.optim;

import dev.fovea.tensor.OptimiserRule;

import java.util.List;

/// Adam: steps of the mean gradient over the root of the mean square; weight decay is added to the gradient. Formula:
/// [OptimiserRule#ADAM]. Source: D. Kingma, J. Ba, *Adam*, ICLR 2015, algorithm 1.
///
/// @param beta1 how much of the mean gradient is kept, .9 by default
/// @param beta2 how much of the mean square is kept, .999 by default
/// @param epsilon 1e-8 by default
/// @param weightDecay 0 by default
/// @param decaysVectors whether weight decay goes for biases, gamma and beta too, true by default
public record Adam(double beta1, double beta2, double epsilon, double weightDecay, boolean decaysVectors)
        implements Optimiser {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is outside its range
    public Adam {
        Ranges.fraction("adam", "beta1", beta1);
        Ranges.fraction("adam", "beta2", beta2);
        Ranges.positive("adam", "epsilon", epsilon);
        Ranges.notNegative("adam", "weight decay", weightDecay);
    }

    /// {@return the defaults}
    public static Adam of() {
        return new Adam(.9, .999, 1e-8, 0, true);
    }

    /// {@return this with other averages}
    public Adam withBetas(double ofMean, double ofSquare) {
        return new Adam(ofMean, ofSquare, epsilon, weightDecay, decaysVectors);
    }

    /// {@return this with weight decay}
    public Adam withWeightDecay(double strength) {
        return new Adam(beta1, beta2, epsilon, strength, decaysVectors);
    }

    /// {@return this with weight decay for parameters of two axes and more only}
    public Adam withoutVectorDecay() {
        return new Adam(beta1, beta2, epsilon, weightDecay, false);
    }

    @Override
    public OptimiserRule rule() {
        return OptimiserRule.ADAM;
    }

    /// .001
    @Override
    public double usualLearningRate() {
        return 1e-3;
    }

    /// The averages, epsilon, and what corrects averages that started at 0: `1 - beta^step`, of the betas as floats
    /// hold them, because the averages are made with those.
    @Override
    public List<Double> numbers(long step) {
        return List.of(beta1, beta2, epsilon, Ranges.correction(beta1, step), Ranges.correction(beta2, step));
    }
}
