package dev.fovea.kernel;

import dev.fovea.shape.Window;

/// A window over the images of a block, `[channels][rows][columns][16]`.
///
/// @param window how the window slides
/// @param channels images in the block
/// @param rows rows of an image
/// @param columns columns of an image
public record PoolingGeometry(Window window, int channels, int rows, int columns) {
    /// Checks that every window holds a pixel.
    ///
    /// @throws IllegalArgumentException if one lies in the padding
    public PoolingGeometry {
        window.checkEveryWindowHoldsAPixel(rows, columns);
    }

    /// Rows of an output image.
    ///
    /// @return at least 1
    public int outputRows() {
        return window.outputRows(rows);
    }

    /// Columns of an output image.
    ///
    /// @return at least 1
    public int outputColumns() {
        return window.outputColumns(columns);
    }

    /// Whether this is the most common pooling: 2 x 2 pixels, stride 2, no padding.
    ///
    /// @return whether the special kernels for it apply
    public boolean isTwoByTwo() {
        return window.equals(Window.of(2, 2).withStride(2, 2));
    }

    /// The first tap of a window that lies on the image: the smallest `k >= 0` with `start + k dilation >= 0`.
    ///
    /// @param start where tap 0 lies, below 0 in the padding
    /// @param dilation pixels from tap to tap
    /// @return the tap
    public static int firstTap(int start, int dilation) {
        return start >= 0 ? 0 : (-start + dilation - 1) / dilation;
    }

    /// The tap behind the last one on the image: the smallest `k <= kernel` with `start + k dilation >= size`.
    ///
    /// @param start where tap 0 lies
    /// @param dilation pixels from tap to tap
    /// @param kernel taps
    /// @param size pixels of the image along this axis
    /// @return the tap, above [#firstTap]
    public static int endTap(int start, int dilation, int kernel, int size) {
        return Math.min(kernel, (size - start + dilation - 1) / dilation);
    }
}
