package dev.fovea.kernel;

import dev.fovea.shape.Window;

/// The geometry of a convolution's weight gradient, for one group and one block.
///
/// `dW[filter, channel, i, j] = Σ sample, row, column: x[sample, channel, row stride + i dilation, column stride + j
/// dilation] dy[sample, filter, row, column]`
///
/// Samples are in the lanes: each lane sums its own samples in ascending (block, row, column), one fused multiply-add
/// per term; the sixteen lane sums of a leaf are folded afterwards (`BlockSum`).
///
/// `x` is a buffer `[channels][rows with padding][columns with padding][16]`, `dy` is dense.
///
/// @param filters filters of the group
/// @param channels channels of the group
/// @param window the window
/// @param rows rows of the input
/// @param columns columns of the input
public record WeightSum(int filters, int channels, Window window, int rows, int columns) {
    private static final int LANES = Kernels.LANES;

    /// Rows of the input buffer.
    public int bufferRows() {
        return rows + window.paddingTop() + window.paddingBottom();
    }

    /// Columns of the input buffer.
    public int bufferColumns() {
        return columns + window.paddingLeft() + window.paddingRight();
    }

    /// Weights of one filter.
    public int taps() {
        return channels * window.kernelRows() * window.kernelColumns();
    }

    /// Positions of the output, of one filter.
    public int positions() {
        return window.outputRows(rows) * window.outputColumns(columns);
    }

    /// Where in the input buffer tap `tap` of output position 0 lies.
    public int tapOffset(int tap) {
        int kernel = window.kernelRows() * window.kernelColumns();
        int row = tap % kernel / window.kernelColumns() * window.dilationRows();
        int column = tap % window.kernelColumns() * window.dilationColumns();
        return ((tap / kernel * bufferRows() + row) * bufferColumns() + column) * LANES;
    }

    /// From output position 0 to output position `position`, in the input buffer.
    public int positionOffset(int position) {
        int width = window.outputColumns(columns);
        int row = position / width * window.strideRows();
        int column = position % width * window.strideColumns();
        return (row * bufferColumns() + column) * LANES;
    }

    /// All [#positionOffset]s.
    public int[] positionOffsets() {
        int[] offsets = new int[positions()];
        for (int position = 0; position < offsets.length; position++) {
            offsets[position] = positionOffset(position);
        }
        return offsets;
    }

    /// Positions of a piece: from its first on, those of all pieces lie alike. Rows of the output, or equal parts of
    /// each.
    ///
    /// @param least how many there are at least, if there are smaller pieces than all positions
    public int piece(int least) {
        int width = window.outputColumns(columns);
        for (int piece = least; piece < positions(); piece++) {
            if (piece < width ? width % piece == 0 : positions() % piece == 0 && piece % width == 0) {
                return piece;
            }
        }
        return positions();
    }

    /// All [#tapOffset]s.
    public int[] tapOffsets() {
        int[] offsets = new int[taps()];
        for (int tap = 0; tap < offsets.length; tap++) {
            offsets[tap] = tapOffset(tap);
        }
        return offsets;
    }
}
