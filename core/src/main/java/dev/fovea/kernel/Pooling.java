package dev.fovea.kernel;

/// Pooling of one block, `[channels][rows][columns][16]`, per channel, output pixel and lane.
///
/// The taps of a window are numbered in row-major order over the whole kernel, those in the padding included. Padding
/// takes no part: it is never the largest, and an average divides by the pixels that are there.
public interface Pooling {
    /// Largest value of each window: from the first pixel on, `x > best ? x : best`, so the first wins a tie, a NaN
    /// that is first stays and a later one is passed over.
    ///
    /// @param y takes `[channels][outputRows][outputColumns][16]`
    /// @param taps takes the number of the winning tap, laid out as `y`
    void maximum(PoolingGeometry geometry, float[] x, int xo, float[] y, int yo, float[] taps, int to);

    /// The same values without the taps.
    void maximum(PoolingGeometry geometry, float[] x, int xo, float[] y, int yo);

    /// Gradient of the maximum: each output's `dy` is added to the pixel that won; from +0, where windows overlap in
    /// ascending order of the outputs. All of `dx` is written.
    void maximumGradient(PoolingGeometry geometry, float[] dy, int dyo, float[] taps, int to, float[] dx, int dxo);

    /// Mean of each window: `sum / count`, the sum from +0 in ascending order of the taps on the image.
    void average(PoolingGeometry geometry, float[] x, int xo, float[] y, int yo);

    /// Gradient of the mean: `dy / count` is added to every pixel of the window, in ascending order of the outputs. All
    /// of `dx` is written.
    void averageGradient(PoolingGeometry geometry, float[] dy, int dyo, float[] dx, int dxo);
}
