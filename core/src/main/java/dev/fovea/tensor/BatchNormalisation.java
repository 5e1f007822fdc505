package dev.fovea.tensor;

/// A batch normalised by its own statistics, as in training: the result, and the statistics for running averages.
///
/// The gradient of the result goes through the statistics. Source: S. Ioffe, C. Szegedy, *Batch Normalization*, ICML
/// 2015, algorithm 1.
///
/// @param result of the shape of the input
/// @param mean `[C]`
/// @param variance `[C]`, over `M` elements per channel, not `M - 1`
public record BatchNormalisation(Tensor result, Tensor mean, Tensor variance) {

    /// Normalises `x` per channel: `gamma (x - mean) / sqrt(variance + epsilon) + beta`.
    ///
    /// @param x `[N, C]` or `[N, C, H, W]`
    /// @param gamma `[C]`, scales the result
    /// @param beta `[C]`, shifts the result
    /// @param epsilon added to the variance
    /// @return result and statistics
    /// @throws dev.fovea.shape.ShapeException if the shapes do not fit
    public static BatchNormalisation of(Tensor x, Tensor gamma, Tensor beta, float epsilon) {
        NormalisationOp.Normalise op = new NormalisationOp.Normalise(epsilon, true);
        op.checkChannels(x.shape());
        int count = x.shape().size() / x.shape().dim(1);
        Tensor mean = NormalisationOp.sum(x).divide(count);
        Tensor variance = Tensor.apply(new NormalisationOp.DeviationSquares(), x, mean).divide(count);
        return new BatchNormalisation(Tensor.apply(op, x, mean, variance, gamma, beta), mean, variance);
    }
}
