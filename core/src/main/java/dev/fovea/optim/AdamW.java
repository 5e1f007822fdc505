package dev.fovea.optim;

import dev.fovea.tensor.OptimiserRule;

import java.util.List;

/// Adam with weight decay apart from the gradient: `w` shrinks by `learning rate x weight decay`. Formula:
/// [OptimiserRule#ADAM_W]. Source: I. Loshchilov, F. Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019,
/// algorithm 2.
///
/// @param beta1 how much of the mean gradient is kept, .9 by default
/// @param beta2 how much of the mean square is kept, .999 by default
/// @param epsilon 1e-8 by default
/// @param weightDecay .01 by default
/// @param decaysVectors whether weight decay goes for biases, gamma and beta too, true by default
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay, boolean decaysVectors)
        implements Optimiser {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is outside its range
    public AdamW {
        Ranges.fraction("adamW", "beta1", beta1);
        Ranges.fraction("adamW", "beta2", beta2);
        Ranges.positive("adamW", "epsilon", epsilon);
        Ranges.notNegative("adamW", "weight decay", weightDecay);
    }

    /// {@return the defaults}
    public static AdamW of() {
        return new AdamW(.9, .999, 1e-8, .01, true);
    }

    /// {@return this with other averages}
    public AdamW withBetas(double ofMean, double ofSquare) {
        return new AdamW(ofMean, ofSquare, epsilon, weightDecay, decaysVectors);
    }

    /// {@return this with weight decay}
    public AdamW withWeightDecay(double strength) {
        return new AdamW(beta1, beta2, epsilon, strength, decaysVectors);
    }

    /// {@return this with weight decay for parameters of two axes and more only}
    public AdamW withoutVectorDecay() {
        return new AdamW(beta1, beta2, epsilon, weightDecay, false);
    }

    @Override
    public OptimiserRule rule() {
        return OptimiserRule.ADAM_W;
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
