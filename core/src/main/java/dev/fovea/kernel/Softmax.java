package dev.fovea.kernel;

/// Softmax and its relatives over an axis of classes, `[outer][classes][inner]`, each position of `outer` and `inner`
/// for itself.
///
/// With `m` the largest value of the classes (from class 0 on, `x > m ? x : m`) and `s = Σ e^(x - m)` from +0 in
/// ascending order. A NaN among the classes makes the position NaN, and so do only infinities of one sign. Labels are
/// class numbers as floats; each is one of the classes, which the caller has checked. `x` and the result may be the
/// same array at the same offset.
public interface Softmax {
    /// `y = e^(x - m) / s`.
    void softmax(SoftmaxGeometry geometry, float[] x, int xo, float[] y, int yo);

    /// `y = (x - m) - ln s`.
    void logSoftmax(SoftmaxGeometry geometry, float[] x, int xo, float[] y, int yo);

    /// Cross-entropy of logits, a value per position: `y = ln s - (x[label] - m)`.
    ///
    /// @param labels `[outer][inner]`
    /// @param y takes `[outer][inner]`
    void crossEntropy(SoftmaxGeometry geometry, float[] x, int xo, float[] labels, int lo, float[] y, int yo);

    /// Gradient of the cross-entropy: `dx = (softmax(x) - (1 at the label, else 0)) dy`.
    ///
    /// @param labels `[outer][inner]`
    /// @param dy `[outer][inner]`
    /// @param dx takes `[outer][classes][inner]`
    void crossEntropyGradient(
            SoftmaxGeometry geometry,
            float[] x,
            int xo,
            float[] labels,
            int lo,
            float[] dy,
            int dyo,
            float[] dx,
            int dxo);

    /// `y = 1` at the label's class, else 0.
    ///
    /// @param labels `[outer][inner]`
    void oneHot(SoftmaxGeometry geometry, float[] labels, int lo, float[] y, int yo);
}
