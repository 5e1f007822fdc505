package dev.fovea.kernel;

/// The image that tiles of Winograd's filtering lie on, and where they begin: above and at the left of it are zeros,
/// and tiles may stand out beyond its other ends.
///
/// @param rows rows of the image
/// @param columns columns of the image
/// @param top rows of zeros above it
/// @param left columns of zeros at its left
public record WinogradImage(int rows, int columns, int top, int left) {
    /// Floats of a row.
    public int rowStride() {
        return columns * Kernels.LANES;
    }

    /// Floats of an image, from one channel to the next.
    public int stride() {
        return rows * rowStride();
    }
}
