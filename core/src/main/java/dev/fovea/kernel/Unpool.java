package dev.fovea.kernel;

/// Spreads the gradients of 2x2 max pooling with stride 2 over their windows, into images that may have a border.
public interface Unpool {
    /// Writes, for each window, its gradient at the position that held the maximum and +0 at the other three.
    ///
    /// @param dy gradients of the maxima `[channels][rows][columns][16]`, at `dyo`
    /// @param index which position (0 to 3, row-major) held each maximum, at `io`
    /// @param y images: pixel (0, 0) of the first at `yo`, `rowStride` floats from row to row, `imageStride` from image
    ///   to image
    void run(
            float[] dy,
            int dyo,
            float[] index,
            int io,
            int channels,
            int rows,
            int columns,
            float[] y,
            int yo,
            int rowStride,
            int imageStride);
}
