package dev.fovea.kernel;

/// Runs a [TapSum] on one group of one block.
public interface TapSumKernel {
    /// Outputs that are computed together: parts of the work are cut at multiples of it.
    int outputsPerTile();

    /// Computes the outputs of tiles `firstTile` (inclusive) to `lastTile` (exclusive) of `ceil(outputs /
    /// outputsPerTile)`. Threads may run different tiles at once.
    ///
    /// @param x the input buffer with its halo, at `xo`
    /// @param w weights of the group, at `wo`
    /// @param b one bias per output, at `bo`; zeros where there is none
    /// @param y the output, or the maxima where pooled, at `yo`
    /// @param z where pooled: the index (0 to 3) of each maximum, with the layout of `y`, at `zo`
    void run(
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] y,
            int yo,
            float[] z,
            int zo,
            int firstTile,
            int lastTile);
}
