package dev.fovea.kernel;

import dev.fovea.shape.Window;

/// The geometry of a convolution of stride 1 by Winograd's minimal filtering F(m x m, r x r), for one block: outputs in
/// tiles of m x m, each from (m + r - 1)² inputs by as many multiplications instead of m² r².
///
/// With the input tile `d`, the weights `g` and the output tile `y`, `y = A^T [(G g G^T) * (B^T d B)] A`, summed over
/// channels before the last step, with the matrices of [WinogradFilter]. Gradients are the transposed steps.
///
/// Source: A. Lavin, S. Gray, *Fast Algorithms for Convolutional Neural Networks*, 2016, equation 8.
///
/// @param channels channels of the input
/// @param filters filters
/// @param tile m: rows and columns of outputs in a tile
/// @param taps r: rows and columns of the kernel
/// @param tileRows rows of tiles
/// @param tileColumns columns of tiles
/// @param pooled whether outputs are 2x2 max pooled (forward) or gradients come pooled
/// @param image what the tiles lie on
/// @param inLanes whether lanes are not samples but channels, and filters: both are counted in sixteens, and each
///   sixteen filters have a bias in every lane
public record WinogradTiles(
        int channels,
        int filters,
        int tile,
        int taps,
        int tileRows,
        int tileColumns,
        boolean pooled,
        WinogradImage image,
        boolean inLanes) {
    private static final int LANES = Kernels.LANES;

    /// Channels and filters from which the saved multiplications outweigh the transforms.
    private static final int LEAST = 8;

    /// Floats between the tiles of a transform that keep them from sharing one set of the cache.
    private static final int GAP = 48;

    /// Tiles that are transformed before they are multiplied, at least: so many share a weight that was read.
    private static final int BAND = 4;

    /// Filters that are transformed together: what lies between the two passes fits the first-level cache.
    private static final int CHUNK = 10;

    /// Multiplications of the direct sum for each of this one's, at least; fewer do not pay for the transforms.
    private static final int GAIN = 2;

    /// Tiles with samples in the lanes, on an image that they cover exactly.
    public WinogradTiles(int channels, int filters, int tile, int taps, int tileRows, int tileColumns, boolean pooled) {
        this(
                channels,
                filters,
                tile,
                taps,
                tileRows,
                tileColumns,
                pooled,
                new WinogradImage(tile * tileRows + taps - 1, tile * tileColumns + taps - 1, 0, 0),
                false);
    }

    /// The same tiles on another image.
    public WinogradTiles on(WinogradImage other) {
        return new WinogradTiles(channels, filters, tile, taps, tileRows, tileColumns, pooled, other, inLanes);
    }

    /// The same tiles of one sample, with its channels and filters in the lanes.
    public WinogradTiles withChannelsInLanes() {
        return new WinogradTiles(
                Math.ceilDiv(channels, LANES),
                Math.ceilDiv(filters, LANES),
                tile,
                taps,
                tileRows,
                tileColumns,
                pooled,
                image,
                true);
    }

    /// Rows and columns of outputs in a tile of a convolution, or 0 if it is computed directly. A matter of geometry
    /// alone: 3x3 or 5x5, stride 1, one group, at least eight channels and filters, and tiles of 4x4 or of 2x2 that
    /// cover the outputs with at most half the multiplications of the direct sum; of both the one with fewer, tiles
    /// that stand out included.
    ///
    /// @param rows rows of the input
    /// @param columns columns of the input
    public static int tile(Window window, int groups, int channels, int filters, int rows, int columns) {
        int taps = window.kernelRows();
        boolean plain =
                (taps == 3 || taps == 5)
                        && window.kernelColumns() == taps
                        && window.strideRows() == 1
                        && window.strideColumns() == 1
                        && window.dilationRows() == 1
                        && window.dilationColumns() == 1;
        if (!plain || groups != 1 || channels < LEAST || filters < LEAST) {
            return 0;
        }
        int height = window.outputRows(rows);
        int width = window.outputColumns(columns);
        long twos = multiplications(2, taps, height, width);
        long fours = multiplications(4, taps, height, width);
        long most = (long) taps * taps * height * width / GAIN;
        return Math.min(twos, fours) > most ? 0 : fours < twos ? 4 : 2;
    }

    private static long multiplications(int tile, int taps, int rows, int columns) {
        long points = (long) (tile + taps - 1) * (tile + taps - 1);
        return points * Math.ceilDiv(rows, tile) * Math.ceilDiv(columns, tile);
    }

    /// Tiles of a convolution for which [#tile] is not 0.
    ///
    /// @param rows rows of the input
    /// @param columns columns of the input
    /// @param wantedRows rows of outputs that are wanted
    /// @param wantedColumns columns of outputs that are wanted
    public static WinogradTiles of(
            int channels,
            int filters,
            Window window,
            int rows,
            int columns,
            int wantedRows,
            int wantedColumns,
            boolean pooled) {
        int tile = tile(window, 1, channels, filters, rows, columns);
        return new WinogradTiles(
                channels,
                filters,
                tile,
                window.kernelRows(),
                Math.ceilDiv(wantedRows, tile),
                Math.ceilDiv(wantedColumns, tile),
                pooled,
                new WinogradImage(rows, columns, window.paddingTop(), window.paddingLeft()),
                false);
    }

    /// The filter on each axis.
    public WinogradFilter filter() {
        return WinogradFilter.of(tile, taps);
    }

    /// Points of the interpolation on one axis.
    public int points() {
        return tile + taps - 1;
    }

    /// Points of the interpolation in all.
    public int allPoints() {
        return points() * points();
    }

    /// Rows of tiles that are transformed together.
    public int bandRows() {
        return Math.min(tileRows, Math.ceilDiv(BAND, tileColumns));
    }

    /// Filters that are transformed together.
    public int chunk() {
        boolean eights = filters % 8 == 0 && filters % CHUNK != 0;
        return eights ? 8 : Math.min(CHUNK, filters);
    }

    /// Rows of the input with its padding that tiles see.
    public int seenRows() {
        return tile * tileRows + taps - 1;
    }

    /// Columns of the input with its padding that tiles see.
    public int seenColumns() {
        return tile * tileColumns + taps - 1;
    }

    /// Floats of what tiles see of a row.
    public int seenRowStride() {
        return seenColumns() * LANES;
    }

    /// Columns of zeros at the left of what tiles see.
    public int seenLeft() {
        return Math.min(image.left(), seenColumns());
    }

    /// Columns of the image that tiles see.
    public int held() {
        return Math.min(image.columns(), seenColumns() - seenLeft());
    }

    /// Rows of outputs, or of their maxima, in all tiles.
    public int outputRows() {
        return tileRows * outputTile();
    }

    /// Columns of outputs, or of their maxima, in all tiles.
    public int outputColumns() {
        return tileColumns * outputTile();
    }

    /// Rows and columns that a tile has in an output.
    private int outputTile() {
        return pooled ? tile / 2 : tile;
    }

    /// Floats from one tile to the next in an output.
    public int outputTileStride() {
        return outputTile() * LANES;
    }

    /// Floats from one row to the next in an output.
    public int outputRowStride() {
        return tileColumns * outputTileStride();
    }

    /// Floats from one row of tiles to the next in an output.
    public int outputTileRowStride() {
        return outputTile() * outputRowStride();
    }

    /// Floats from one filter to the next in an output.
    public int outputStride() {
        return tileRows * outputTileRowStride();
    }

    /// Floats from one point to the next in the transform of a tile, `[points²][features][16]`: one line more than they
    /// take, so that points do not share one set of the cache.
    public int pointStride(int features) {
        return features * LANES + LANES;
    }

    /// Floats from one tile to the next in the transform of a band, `[tiles][points²][features][16]`: what is done to a
    /// tile meets memory in one piece.
    public int tileStride(int features) {
        return allPoints() * pointStride(features) + GAP;
    }

    /// Floats of the transform of a row of tiles.
    public int tileRow(int features) {
        return tileColumns * tileStride(features);
    }

    /// Floats of the transform of a band.
    public int band(int features) {
        return bandRows() * tileRow(features);
    }

    /// Floats that a transform in two passes keeps between them.
    public int betweenPasses() {
        return points() * Math.max(seenRowStride(), tile * chunk() * LANES) + LANES;
    }
}
