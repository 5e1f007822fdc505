package dev.fovea.optim;

import dev.fovea.tensor.OptimiserRule;

import java.util.List;

/// Stochastic gradient descent: `h = g + c w`, `v = u v + h`, `w = w - a v`, or with Nesterov's momentum `w = w - a (h
/// + u v)`; `a` learning rate, `c` weight decay, `u` momentum.
///
/// @param momentum how much of the velocity is kept, 0 by default
/// @param nesterov whether to look ahead, false by default
/// @param weightDecay 0 by default
/// @param decaysVectors whether weight decay goes for biases, gamma and beta too, true by default
public record Sgd(double momentum, boolean nesterov, double weightDecay, boolean decaysVectors) implements Optimiser {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is outside its range, or Nesterov's momentum is 0
    public Sgd {
        Ranges.fraction("sgd", "momentum", momentum);
        Ranges.notNegative("sgd", "weight decay", weightDecay);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException(
                    "making sgd: Nesterov's momentum is 0; expected above 0 and below 1, usually .9");
        }
    }

    /// {@return plain gradient descent}
    public static Sgd of() {
        return new Sgd(0, false, 0, true);
    }

    /// {@return this with momentum}
    public Sgd withMomentum(double fraction) {
        return new Sgd(fraction, nesterov, weightDecay, decaysVectors);
    }

    /// {@return this with Nesterov's momentum}
    public Sgd withNesterov(double fraction) {
        return new Sgd(fraction, true, weightDecay, decaysVectors);
    }

    /// {@return this with weight decay}
    public Sgd withWeightDecay(double decay) {
        return new Sgd(momentum, nesterov, decay, decaysVectors);
    }

    /// {@return this with weight decay for parameters of two axes and more only}
    public Sgd withoutVectorDecay() {
        return new Sgd(momentum, nesterov, weightDecay, false);
    }

    @Override
    public OptimiserRule rule() {
        return momentum == 0 ? OptimiserRule.SGD : nesterov ? OptimiserRule.NESTEROV : OptimiserRule.MOMENTUM;
    }

    /// .001
    @Override
    public double usualLearningRate() {
        return 1e-3;
    }

    @Override
    public List<Double> numbers(long step) {
        return momentum == 0 ? List.of() : List.of(momentum);
    }
}
