package dev.fovea.kernel;

/// Runs a [FilterSum] on one sample.
public interface FilterSumKernel {
    /// Computes all outputs, or their maxima where pooled.
    ///
    /// @param x the image with its padding, at `xo`
    /// @param w weights in blocks of sixteen filters, at `wo`
    /// @param b bias in blocks of sixteen filters, at `bo`
    /// @param y takes `[filters/16][rows][columns][16]`, at `yo`
    void run(float[] x, int xo, float[] w, int wo, float[] b, int bo, float[] y, int yo);
}
