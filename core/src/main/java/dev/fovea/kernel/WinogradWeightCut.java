package dev.fovea.kernel;

/// How a weight gradient at Winograd's points is cut: into tasks of some rows of points, each of which transforms and
/// multiplies a band of tile rows after the other, so that what it works on stays in the second-level cache. Any cut
/// gives the same bits.
///
/// @param tiles the geometry
/// @param rows rows of points of a task
/// @param tileRows tile rows of a band, which may go over blocks of a leaf
public record WinogradWeightCut(WinogradTiles tiles, int rows, int tileRows) {
    private static final int LANES = Kernels.LANES;

    /// Floats that a task works on, at most: three quarters of a second-level cache of 2 MiB.
    private static final int MOST = 384 * 1024;

    /// Floats between points that keep them from sharing one set of the cache.
    private static final int GAP = 48;

    /// The cut that reads and writes least, of those into an even number of tasks; of equals the one with more rows,
    /// because kernels make two at once. Where none fits, one row.
    static WinogradWeightCut of(WinogradTiles tiles) {
        WinogradWeightCut best = null;
        for (int rows = tiles.points() / 2; rows >= 1; rows--) {
            for (int tileRows = tiles.points() % (2 * rows) == 0 ? leafRows(tiles) : 0; tileRows >= 1; tileRows--) {
                WinogradWeightCut cut = new WinogradWeightCut(tiles, rows, tileRows);
                if (cut.floats() <= MOST && (best == null || cut.traffic() < best.traffic())) {
                    best = cut;
                }
            }
        }
        return best == null ? new WinogradWeightCut(tiles, 1, leafRows(tiles)) : best;
    }

    private static int leafRows(WinogradTiles tiles) {
        return Kernels.LEAF_BLOCKS * tiles.tileRows();
    }

    /// Tasks.
    public int tasks() {
        return tiles.points() / rows;
    }

    /// Whether a band is a leaf: sums are complete at once.
    public boolean isWhole() {
        return tileRows == leafRows(tiles);
    }

    /// Floats from one point to the next in the transforms of a band, `[rows][points][tiles][features][16]`.
    public int pointStride(int features) {
        return tileRows * tiles.tileColumns() * features * LANES + GAP;
    }

    /// Floats of a band's transforms.
    ///
    /// @param features channels, or filters of a chunk
    public int transforms(int features) {
        return rows * tiles.points() * pointStride(features);
    }

    /// In long, because a large image may be asked whose weights nobody learns.
    private long floats() {
        long points = (long) rows * tiles.points();
        long features = (long) tiles.channels() + tiles.chunk();
        long sums = points * tiles.filters() * tiles.channels() * LANES;
        long band = (long) tileRows * tiles.tileColumns() * features * LANES;
        return points * (band + 2 * GAP) + (isWhole() ? 0 : sums);
    }

    /// What comes into the cache and leaves it for a leaf, in vectors: images, for each task anew unless all stay in
    /// the cache, and sums for each band.
    private long traffic() {
        long inputs = (long) tiles.channels() * tiles.seenRows() * tiles.seenColumns();
        long gradients = (long) tiles.filters() * tiles.outputRows() * tiles.outputColumns();
        long images = Kernels.LEAF_BLOCKS * (inputs + gradients);
        long sums = (long) tiles.allPoints() * tiles.filters() * tiles.channels();
        long bands = Math.ceilDiv(leafRows(tiles), tileRows);
        boolean stays = images * LANES + floats() <= MOST;
        return (stays ? 1 : tasks()) * images + (isWhole() ? 0 : bands * sums);
    }
}
