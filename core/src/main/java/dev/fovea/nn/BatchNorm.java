package dev.fovea.nn;

import dev.fovea.shape.Shape;
import dev.fovea.tensor.BatchNormalisation;
import dev.fovea.tensor.Tensor;

/// Batch normalisation of `[N, C]` or `[N, C, H, W]`, per channel: `gamma (x - mean) / sqrt(variance + epsilon) +
/// beta`.
///
/// In training mean and variance are those of the batch. The running ones follow: `running = (1 - momentum) running +
/// momentum batch`, with the variance over `M - 1` of the `M` elements (over 1 where `M` is 1). Prediction takes the
/// running ones. Parameters: `gamma` `[C]` from 1, `beta` `[C]` from 0; states: `mean` `[C]` from 0, `variance` `[C]`
/// from 1. Source: S. Ioffe, C. Szegedy, *Batch Normalization*, ICML 2015, algorithms 1 and 2.
///
/// @param momentum how much the running statistics take from each batch, .1 by default
/// @param epsilon added to the variance, 1e-5 by default
public record BatchNorm(double momentum, double epsilon) implements Layer {
    /// The usual momentum.
    public static final double MOMENTUM = 0.1;

    /// The usual epsilon.
    public static final double EPSILON = 1e-5;

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if one is outside its range
    public BatchNorm {
        if (!(momentum > 0 && momentum <= 1) || !(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException(
                    "making a batch normalisation: momentum "
                            + momentum
                            + ", epsilon "
                            + epsilon
                            + "; expected a momentum above 0 and at most 1, and an epsilon above 0");
        }
    }

    /// {@return momentum .1, epsilon 1e-5}
    public static BatchNorm of() {
        return new BatchNorm(MOMENTUM, EPSILON);
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        Shape channels = Shape.of(x.shape().rank() < 2 ? 1 : x.shape().dim(1));
        Tensor gamma = scope.parameter("gamma", channels, Initialiser.constant(1));
        Tensor beta = scope.parameter("beta", channels, Initialiser.zeros());
        Tensor mean = scope.state("mean", channels, 0);
        Tensor variance = scope.state("variance", channels, 1);
        if (!scope.isTraining()) {
            return x.normalise(mean, variance, gamma, beta, (float) epsilon);
        }
        BatchNormalisation batch = BatchNormalisation.of(x, gamma, beta, (float) epsilon);
        double count = x.shape().size() / (double) channels.size();
        double unbiased = count / StrictMath.max(1, count - 1);
        scope.update("mean", running(mean, batch.mean(), momentum));
        scope.update("variance", running(variance, batch.variance(), momentum * unbiased));
        return batch.result();
    }

    private Tensor running(Tensor old, Tensor batch, double weight) {
        return old.multiply((float) (1 - momentum)).add(batch.multiply((float) weight));
    }

    @Override
    public String kind() {
        return "bn";
    }

    /// What is not default.
    @Override
    public String toString() {
        return "BatchNorm"
                + (momentum == MOMENTUM ? "" : " momentum " + momentum)
                + (epsilon == EPSILON ? "" : " epsilon " + epsilon);
    }
}
