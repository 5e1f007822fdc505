package dev.fovea.kernel;

/// The weight gradient of a dense product, with the inputs in the lanes: `dW[o, i] = Σ sample: dy[sample, o] x[sample,
/// i]`, from +0 one fused multiply-add per sample, ascending.
public interface DenseWeightSum {
    /// Inputs that are worked on together.
    int INPUTS = 64;

    /// Sums one leaf for [#INPUTS] inputs and the outputs `first` to `last` (exclusive).
    ///
    /// @param x the inputs of the leaf's samples, transposed: `[samples][64]` at `xo`
    /// @param dy output gradients `[outputs][16]`; the leaf's block `n` at `dyo + n * dyBlock`
    /// @param samples samples of the leaf, at most 64
    /// @param sums `[last - first][64]` at `so`: overwritten
    void run(
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int dyBlock,
            int samples,
            float[] sums,
            int so,
            int first,
            int last);
}
