package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;

/// Copies images into a buffer with zeros around them, so that no kernel asks where an image ends. What lies beyond the
/// end of the buffer is left out.
///
/// @param channels images of one group
/// @param rows rows of an image
/// @param columns columns of an image
/// @param top rows of zeros above
/// @param left columns of zeros at the left
/// @param bufferRows rows of the buffer
/// @param bufferColumns columns of the buffer
/// @param lanes floats of a pixel
record Halo(int channels, int rows, int columns, int top, int left, int bufferRows, int bufferColumns, int lanes) {

    /// Images in blocks.
    Halo(int channels, int rows, int columns, int top, int left, int bufferRows, int bufferColumns) {
        this(channels, rows, columns, top, left, bufferRows, bufferColumns, Kernels.LANES);
    }

    /// Whether the buffer is the image itself.
    boolean isNothing() {
        return (top | left) == 0 && rows == bufferRows && columns == bufferColumns;
    }

    /// Floats of the buffer.
    int size() {
        return channels * bufferRows * bufferColumns * lanes;
    }

    /// Rows of an image that the buffer holds.
    private int heldRows() {
        return Math.min(rows, bufferRows - top);
    }

    /// Columns of an image that the buffer holds.
    private int heldColumns() {
        return Math.min(columns, bufferColumns - left);
    }

    /// Copies `[channels][rows][columns][lanes]` into the buffer.
    void copy(float[] x, int xo, float[] y, int yo) {
        int height = heldRows();
        int width = heldColumns();
        clearAround(y, yo, height, width);
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < height; row++) {
                int to = yo + origin() + (channel * bufferRows + row) * bufferColumns * lanes;
                System.arraycopy(x, xo + (channel * rows + row) * columns * lanes, y, to, width * lanes);
            }
        }
    }

    /// Copies channels `first` to `last` (exclusive) out of the buffer; what it does not hold becomes zero.
    void crop(float[] y, int yo, float[] x, int xo, int first, int last) {
        int height = heldRows();
        int width = heldColumns();
        for (int channel = first; channel < last; channel++) {
            for (int row = 0; row < rows; row++) {
                int from = yo + origin() + (channel * bufferRows + row) * bufferColumns * lanes;
                int to = xo + (channel * rows + row) * columns * lanes;
                int held = row < height ? width * lanes : 0;
                System.arraycopy(y, held == 0 ? yo : from, x, to, held);
                Zeros.fill(x, to + held, to + columns * lanes);
            }
        }
    }

    /// Writes zeros into the buffer, but for the first `height` rows and `width` columns of each image.
    void clearAround(float[] y, int yo, int height, int width) {
        int rowStride = bufferColumns * lanes;
        for (int channel = 0; channel < channels; channel++) {
            int image = yo + channel * bufferRows * rowStride;
            int filled = image;
            for (int row = 0; row < height; row++) {
                int from = image + (top + row) * rowStride + left * lanes;
                Zeros.fill(y, filled, from);
                filled = from + width * lanes;
            }
            Zeros.fill(y, filled, image + bufferRows * rowStride);
        }
    }

    /// Where pixel (0, 0) of channel 0 lies in the buffer.
    int origin() {
        return (top * bufferColumns + left) * lanes;
    }
}
