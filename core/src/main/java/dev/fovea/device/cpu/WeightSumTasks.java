package dev.fovea.device.cpu;

import dev.fovea.kernel.WeightSum;
import dev.fovea.kernel.WeightSumKernel;

import java.util.ArrayList;
import java.util.List;

/// How a convolution's weight gradient is cut into tasks: each some tiles of filters and a range of tiles of taps.
///
/// @param filterTilesPerTask tiles of filters of one task, at most
/// @param tilesPerRange tiles of taps of one task, at most
/// @param parts the tasks
record WeightSumTasks(int filterTilesPerTask, int tilesPerRange, List<Part> parts) {
    /// Tiles of one task, at most: their lane sums stay in the second-level cache.
    private static final int TILES = 200;

    /// Tap tiles of one task, at most.
    private static final int TAP_TILES = 50;

    /// Tasks, at least, if there are filters enough.
    private static final int TASKS = 8;

    /// What one task works on.
    ///
    /// @param group the group of channels
    /// @param firstFilter its first tile of filters
    /// @param lastFilter the tile behind its last
    /// @param firstTap its first tile of taps
    /// @param lastTap the tile behind its last
    record Part(int group, int firstFilter, int lastFilter, int firstTap, int lastTap) {
        int tapTiles() {
            return lastTap - firstTap;
        }
    }

    static WeightSumTasks of(WeightSumKernel kernel, WeightSum sum, int groups) {
        int filterTiles = Math.ceilDiv(sum.filters(), kernel.filtersPerTile());
        int tapTiles = Math.ceilDiv(sum.taps(), kernel.tapsPerTile());
        int ranges = Math.ceilDiv(tapTiles, TAP_TILES);
        int tilesPerRange = Math.ceilDiv(tapTiles, ranges);
        int most = Math.max(1, TILES / tilesPerRange);
        int wanted = Math.max(1, filterTiles * ranges / TASKS);
        int filterTilesPerTask = Math.ceilDiv(filterTiles, Math.ceilDiv(filterTiles, Math.min(most, wanted)));
        List<Part> parts = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            for (int filter = 0; filter < filterTiles; filter += filterTilesPerTask) {
                for (int tap = 0; tap < tapTiles; tap += tilesPerRange) {
                    int lastFilter = Math.min(filterTiles, filter + filterTilesPerTask);
                    parts.add(new Part(group, filter, lastFilter, tap, Math.min(tapTiles, tap + tilesPerRange)));
                }
            }
        }
        return new WeightSumTasks(filterTilesPerTask, tilesPerRange, List.copyOf(parts));
    }
}
