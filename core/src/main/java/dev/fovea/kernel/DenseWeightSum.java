package dev.fovea.kernel;

/// The weight gradient of a dense product, with the inputs in the lanes: `dW[o, i] = Σ sample: dy[sample, o] x[sample,
/// i]`, from +0 one fused multiply-add per sample, ascending.
public interface DenseWeightSum {
    /// Inputs that are worked on together.
    int INPUTS = 64;

    /// Sums one leaf for [#INPUTS] inputs and the outputs `first` to `last` (exclusive).
    ///
    /// @param x the inputs of the leaf's samples, transposed: `[samples][64]` at `xo`
    /// @param dy output gradients, the samples of each output in a row: sample `s` of the leaf and output `o` at `dyo +
    ///   o * dyStride + s`
    /// @param samples samples of the leaf, at most 64
    /// @param sums `[last - first][64]` at `so`: overwritten
    void run(
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int dyStride,
            int samples,
            float[] sums,
            int so,
            int first,
            int last);
}
