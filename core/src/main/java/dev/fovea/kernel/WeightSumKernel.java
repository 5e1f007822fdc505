package dev.fovea.kernel;

/// Runs a [WeightSum]: adds one block to lane sums that lie in tiles of filters by taps.
public interface WeightSumKernel {
    /// Filters of a tile.
    int filtersPerTile();

    /// Taps of a tile.
    int tapsPerTile();

    /// Pieces that the positions come in. Who takes several tiles of filters through a piece before the next one finds
    /// its inputs in the first-level cache.
    default int pieces() {
        return 1;
    }

    /// Adds a piece of one block to the lane sums of one filter tile and the tap tiles `firstTile` to `lastTile`
    /// (exclusive). The pieces of a block are added in ascending order. The last tile of filters or taps moves back
    /// until it fits; where there are fewer than a tile, the last one is repeated.
    ///
    /// @param x the input buffer of the group, at `xo`
    /// @param dy the output gradient `[filters of the tile][positions][16]`, at `dyo`
    /// @param filters filters of the tile that exist, at most [#filtersPerTile]
    /// @param sums lane sums `[tap tile][filter][tap][16]`, tile `firstTile` at `so`
    /// @param zeros where in `sums` a tile of zeros lies, if the sums begin with this piece; else -1
    /// @param piece which of [#pieces]
    void add(
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int filters,
            float[] sums,
            int so,
            int zeros,
            int piece,
            int firstTile,
            int lastTile);
}
