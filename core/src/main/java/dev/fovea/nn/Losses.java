package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// What training makes small: each the mean over a batch, one number.
public final class Losses {
    private Losses() {}

    /// Cross-entropy from logits: the mean of `-log softmax(x)[label]`.
    ///
    /// @param logits `[N, K]`
    /// @param labels `[N]`, class numbers from 0
    /// @return shape `[]`
    /// @throws dev.fovea.shape.ShapeException if the shapes do not fit
    public static Tensor crossEntropy(Tensor logits, Tensor labels) {
        return logits.crossEntropy(labels).mean();
    }

    /// Cross-entropy from logits with smoothed labels: `(1 - s) crossEntropy + s mean over classes of -log softmax(x)`.
    /// Source: C. Szegedy et al., *Rethinking the Inception Architecture*, CVPR 2016, section 7.
    ///
    /// @param logits `[N, K]`
    /// @param labels `[N]`, class numbers from 0
    /// @param smoothing `s`, at least 0 and below 1; 0 for none
    /// @return shape `[]`
    /// @throws IllegalArgumentException if the smoothing is outside its range
    /// @throws dev.fovea.shape.ShapeException if the shapes do not fit
    public static Tensor crossEntropy(Tensor logits, Tensor labels, double smoothing) {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "smoothing labels: the smoothing is " + smoothing + "; expected at least 0 and below 1");
        }
        Tensor sharp = crossEntropy(logits, labels);
        return smoothing == 0
                ? sharp
                : sharp.multiply((float) (1 - smoothing))
                        .subtract(logits.logSoftmax(1).mean().multiply((float) smoothing));
    }

    /// The mean square of the difference, over all elements.
    ///
    /// @param output any shape
    /// @param target the same shape
    /// @return shape `[]`
    /// @throws dev.fovea.shape.ShapeException if the shapes do not meet
    public static Tensor meanSquaredError(Tensor output, Tensor target) {
        return output.subtract(target).square().mean();
    }
}
