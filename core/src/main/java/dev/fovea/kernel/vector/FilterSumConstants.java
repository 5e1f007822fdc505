package dev.fovea.kernel.vector;

import dev.fovea.kernel.FilterSum;

import jdk.incubator.vector.VectorSpecies;

/// Class data of [KFilterSum].
///
/// @param species the vector width
/// @param geometry the sum
/// @param blocks blocks of sixteen filters that are worked on at once, 1 to 4
/// @param tiles tiles of four positions side by side that are worked on at once
record FilterSumConstants(VectorSpecies<Float> species, FilterSum geometry, int blocks, int tiles) {
    /// Sums that are worked on at once: with fewer, they wait for each other, with more, they fit no registers.
    private static final int SUMS = 16;

    static FilterSumConstants of(VectorSpecies<Float> species, FilterSum geometry) {
        int blocks = TapSumConstants.outputsPerTile(4, geometry.sum().outputs());
        int columns = geometry.sum().columns();
        int tile = geometry.sum().tileColumns();
        int most = Math.min(columns / tile, SUMS / 4 / blocks);
        int across = Math.ceilDiv(columns, tile);
        int best = 1;
        for (int tiles = 2; tiles <= most; tiles++) {
            if (cost(across, tiles) < cost(across, best)) {
                best = tiles;
            }
        }
        return new FilterSumConstants(species, geometry, blocks, best);
    }

    private static int cost(int across, int tiles) {
        return Math.ceilDiv(across, tiles) * (tiles + 1);
    }
}
