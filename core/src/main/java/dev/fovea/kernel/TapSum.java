package dev.fovea.kernel;

import dev.fovea.shape.Window;

import org.jspecify.annotations.Nullable;

import java.util.stream.IntStream;

/// The geometry of a sum over channels and taps: what convolution and its input gradient have in common, for one group
/// and one block.
///
/// `y[o, r, c] = b[o] + Σ channel, row tap i, column tap j: w[o, channel, i, j] x[channel, inputRow(r, i),
/// inputColumn(c, j)]`, one fused multiply-add per term in ascending (channel, i, j), with `inputRow(r, i) = r step + i
/// tap + origin` on each [axis][TapAxis] of the image. Outside the image a forward convolution reads the zeros of the
/// padding; an input gradient has no terms there.
///
/// While the weights are finite, a term with a zero changes no bit: kernels may leave it out, or read it from the halo
/// of the buffer. A zero times an infinite weight is NaN, so a kernel asks [#hasFiniteWeights] before it does either.
///
/// Outputs are worked on in tiles of [#tileRows] x [#tileColumns] = 4 positions. With `pooled`, a tile is a 2x2 window
/// of max pooling: its maximum and the index of the first position that holds it are the result.
///
/// @param outputs filters of the group (forward) or channels of the group (input gradient)
/// @param channels channels summed over
/// @param vertical rows
/// @param horizontal columns
/// @param outputStride floats from one output to the next in `y`
/// @param outputRowStride floats from one row (pooled: one row of windows) to the next in `y`
/// @param outputColumnStride floats from one column (pooled: window) to the next in `y`
/// @param weightOutputStride floats from one output to the next in `w`
/// @param weightChannelStride floats from one channel to the next in `w`
/// @param weightOrigin where the first tap of the first output and channel lies in `w`
/// @param tileRows rows of a tile: 1, 2 or 4
/// @param tileColumns columns of a tile: 4, 2 or 1
/// @param pooled whether a tile is reduced to its maximum
/// @param forward whether terms outside the image are products with zero; if not, there are none
public record TapSum(
        int outputs,
        int channels,
        TapAxis vertical,
        TapAxis horizontal,
        int outputStride,
        int outputRowStride,
        int outputColumnStride,
        int weightOutputStride,
        int weightChannelStride,
        int weightOrigin,
        int tileRows,
        int tileColumns,
        boolean pooled,
        boolean forward) {

    private static final int LANES = Kernels.LANES;

    /// The bits of a float's exponent: all are set in infinities and NaN, and in nothing else.
    private static final int EXPONENT = 0x7f80_0000;

    /// Forward convolution of one group.
    ///
    /// @param filters filters of the group
    /// @param channels channels of the group
    /// @param window the window
    /// @param rows rows of the input
    /// @param columns columns of the input
    /// @param pooled whether 2x2 max pooling with stride 2 follows
    public static TapSum forward(int filters, int channels, Window window, int rows, int columns, boolean pooled) {
        int outputRows = window.outputRows(rows);
        int outputColumns = window.outputColumns(columns);
        int taps = window.kernelRows() * window.kernelColumns();
        TapAxis vertical =
                new TapAxis(
                        pooled ? outputRows / 2 * 2 : outputRows,
                        window.kernelRows(),
                        window.strideRows(),
                        window.dilationRows(),
                        -window.paddingTop(),
                        rows,
                        window.kernelColumns());
        TapAxis horizontal =
                new TapAxis(
                        pooled ? outputColumns / 2 * 2 : outputColumns,
                        window.kernelColumns(),
                        window.strideColumns(),
                        window.dilationColumns(),
                        -window.paddingLeft(),
                        columns,
                        1);
        int width = pooled ? outputColumns / 2 : outputColumns;
        int height = pooled ? outputRows / 2 : outputRows;
        return tiled(
                new TapSum(
                        filters,
                        channels,
                        vertical,
                        horizontal,
                        height * width * LANES,
                        width * LANES,
                        LANES,
                        channels * taps,
                        taps,
                        0,
                        2,
                        2,
                        pooled,
                        true));
    }

    /// The input gradient of one group, for the input pixels `(rowPhase + strideRows q, columnPhase + strideColumns
    /// p)`: with a stride, each phase meets taps of its own. Null if no tap reaches that phase: its gradient is zero.
    ///
    /// The input of this sum is the output gradient; its output offset for phase (0, 0) is 0.
    public static @Nullable TapSum inputGradient(
            int filters, int channels, Window window, int rows, int columns, int rowPhase, int columnPhase) {
        int taps = window.kernelRows() * window.kernelColumns();
        TapAxis vertical =
                phase(
                        rows,
                        rowPhase,
                        window.kernelRows(),
                        window.strideRows(),
                        window.dilationRows(),
                        window.paddingTop(),
                        window.outputRows(rows),
                        window.kernelColumns());
        TapAxis horizontal =
                phase(
                        columns,
                        columnPhase,
                        window.kernelColumns(),
                        window.strideColumns(),
                        window.dilationColumns(),
                        window.paddingLeft(),
                        window.outputColumns(columns),
                        1);
        if (vertical.taps() == 0
                || horizontal.taps() == 0
                || vertical.positions() == 0
                || horizontal.positions() == 0) {
            return null;
        }
        int origin =
                firstTap(
                                        rowPhase + window.paddingTop(),
                                        window.kernelRows(),
                                        window.strideRows(),
                                        window.dilationRows())
                                * window.kernelColumns()
                        + firstTap(
                                columnPhase + window.paddingLeft(),
                                window.kernelColumns(),
                                window.strideColumns(),
                                window.dilationColumns());
        return tiled(
                new TapSum(
                        channels,
                        filters,
                        vertical,
                        horizontal,
                        rows * columns * LANES,
                        window.strideRows() * columns * LANES,
                        window.strideColumns() * LANES,
                        taps,
                        channels * taps,
                        origin,
                        2,
                        2,
                        false,
                        false));
    }

    /// Tap `i` adds to pixel `phase + stride q` where `(phase + padding + stride q - i dilation) / stride` is whole.
    private static TapAxis phase(
            int size, int phase, int kernel, int stride, int dilation, int padding, int outputs, int weightStride) {
        int first = firstTap(phase + padding, kernel, stride, dilation);
        int step = stride / gcd(stride, dilation);
        int taps = first < kernel ? (kernel - 1 - first) / step + 1 : 0;
        int positions = phase < size ? (size - 1 - phase) / stride + 1 : 0;
        int origin = Math.floorDiv(phase + padding - first * dilation, stride);
        return new TapAxis(positions, taps, 1, -(step * dilation / stride), origin, outputs, step * weightStride);
    }

    /// The first tap that meets a phase, or `kernel` if none does.
    private static int firstTap(int phase, int kernel, int stride, int dilation) {
        int tap = 0;
        while (tap < kernel && Math.floorMod(phase - tap * dilation, stride) != 0) {
            tap++;
        }
        return tap;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /// The same sum with the tile shape that wastes the fewest multiply-adds at the borders; ties go to 2x2.
    private static TapSum tiled(TapSum sum) {
        if (sum.pooled) {
            return sum;
        }
        TapSum best = sum;
        for (int rows : new int[] {2, 1, 4}) {
            TapSum candidate = sum.withTile(rows, 4 / rows);
            if (candidate.cost() < best.cost()) {
                best = candidate;
            }
        }
        return best;
    }

    private TapSum withTile(int rows, int columns) {
        return new TapSum(
                outputs,
                channels,
                vertical,
                horizontal,
                outputStride,
                outputRowStride,
                outputColumnStride,
                weightOutputStride,
                weightChannelStride,
                weightOrigin,
                rows,
                columns,
                pooled,
                forward);
    }

    private long cost() {
        return vertical.cost(tileRows) * horizontal.cost(tileColumns);
    }

    /// Rows of zeros before the image in the input buffer. The buffer is `[channels][rows with halo][columns with
    /// halo][16]`.
    public int haloTop() {
        return vertical.haloBefore(tileRows);
    }

    public int haloBottom() {
        return vertical.haloAfter(tileRows);
    }

    public int haloLeft() {
        return horizontal.haloBefore(tileColumns);
    }

    public int haloRight() {
        return horizontal.haloAfter(tileColumns);
    }

    /// Whether products with the zeros of a padding are part of the sum.
    public boolean hasPadding() {
        return forward && !(vertical.isAllInside() && horizontal.isAllInside());
    }

    /// Whether the weights of some outputs are finite, those of taps that the sum does not use among them.
    ///
    /// @param w the weights of the group, from `wo` on
    /// @param first the first output
    /// @param last the output behind the last
    public boolean hasFiniteWeights(float[] w, int wo, int first, int last) {
        int bits = 0;
        for (int run = 0; run < weightRuns(); run++) {
            int from = wo + run * weightChannelStride + first * weightOutputStride;
            for (int i = from; i < from + (last - first) * weightOutputStride; i++) {
                bits = Math.max(bits, Float.floatToRawIntBits(w[i]) & EXPONENT);
            }
        }
        return bits < EXPONENT;
    }

    /// In how many pieces, [#weightChannelStride] apart, the weights of neighbouring outputs lie.
    public int weightRuns() {
        return forward ? 1 : channels;
    }

    /// Whether the input must be copied into a larger buffer with zeros around it.
    public boolean needsHalo() {
        return (haloTop() | haloBottom() | haloLeft() | haloRight()) != 0;
    }

    /// Rows of the input buffer.
    public int bufferRows() {
        return vertical.size() + haloTop() + haloBottom();
    }

    /// Columns of the input buffer.
    public int bufferColumns() {
        return horizontal.size() + haloLeft() + haloRight();
    }

    /// Floats from one channel to the next in the input buffer.
    public int inputChannelStride() {
        return bufferRows() * bufferColumns() * LANES;
    }

    public int inputTapRowStride() {
        return vertical.tap() * bufferColumns() * LANES;
    }

    public int inputTapColumnStride() {
        return horizontal.tap() * LANES;
    }

    public int rows() {
        return vertical.positions();
    }

    public int columns() {
        return horizontal.positions();
    }

    /// Where the first tap of an output position lies in the input buffer.
    public int inputOffset(int row, int column) {
        int inputRow = vertical.input(row, 0) + haloTop();
        int inputColumn = horizontal.input(column, 0) + haloLeft();
        return (inputRow * bufferColumns() + inputColumn) * LANES;
    }

    /// Where an output position (pooled: the window it begins) lies in `y`.
    public int outputOffset(int row, int column) {
        int divisor = pooled ? 2 : 1;
        return row / divisor * outputRowStride + column / divisor * outputColumnStride;
    }

    /// Row of position `p` (0 to 3) of a tile; in an image smaller than a tile some positions coincide.
    private int tileRow(int p) {
        return Math.min(p / tileColumns, rows() - 1);
    }

    private int tileColumn(int p) {
        return Math.min(p % tileColumns, columns() - 1);
    }

    /// From the first position of a tile to position `p`, in the input buffer.
    public int tileInputOffset(int p) {
        return (tileRow(p) * vertical.step() * bufferColumns() + tileColumn(p) * horizontal.step()) * LANES;
    }

    /// From the first position of a tile to position `p`, in `y`.
    public int tileOutputOffset(int p) {
        return tileRow(p) * outputRowStride + tileColumn(p) * outputColumnStride;
    }

    /// The last tiles of an image move back until they fit: their positions are computed twice, with the same bits.
    public int clampRow(int row) {
        return vertical.clamp(row, tileRows);
    }

    public int clampColumn(int column) {
        return horizontal.clamp(column, tileColumns);
    }

    /// The first column of each tile of a row.
    public int[] columnsOfTiles() {
        return IntStream.range(0, Math.ceilDiv(columns(), tileColumns))
                .map(tile -> clampColumn(tile * tileColumns))
                .toArray();
    }

    public int firstTapRow(int row) {
        return vertical.firstTap(row, tileRows);
    }

    public int lastTapRow(int row) {
        return vertical.lastTap(row, tileRows);
    }

    public int firstTapColumn(int column) {
        return horizontal.firstTap(column, tileColumns);
    }

    public int lastTapColumn(int column) {
        return horizontal.lastTap(column, tileColumns);
    }
}
