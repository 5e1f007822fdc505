package dev.fovea.kernel;

/// Runs a [DenseSum] on one to four blocks at a time: a weight that was read serves all of them. For a single output
/// there may also be eight blocks.
public interface DenseKernel {
    /// Computes outputs `first` to `last` (exclusive) of `blocks` blocks.
    ///
    /// @param x inputs `[inputs][16]`, block `n` at `xo + n * xBlock`
    /// @param w weights at `wo`
    /// @param b one bias per output, or `[blocks][16]` with the bias in the lanes, at `bo`; zeros where there is none
    /// @param y outputs, sixteen lanes each, block `n` at `yo + n * yBlock`
    void run(
            float[] x,
            int xo,
            int xBlock,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] y,
            int yo,
            int yBlock,
            int blocks,
            int first,
            int last);
}
