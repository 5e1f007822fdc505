package dev.fovea.device.cpu;

import dev.fovea.kernel.DenseKernel;
import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Products;
import dev.fovea.kernel.WinogradTiles;

/// The products at the points of a band of tiles: tiles stand where blocks do in a dense layer, or, with filters in the
/// lanes, where samples do.
interface WinogradProducts {
    /// Tiles that share a weight that was read, or blocks of filters that share an input.
    int GROUP = 4;

    /// Computes outputs `first` to `last` (exclusive).
    ///
    /// @param tiles tiles of the band
    /// @param x `[tiles][points][inputs][16]` at `xo`, as [WinogradTiles#tileStride] says
    /// @param u `[points][weights]` at `uo`
    /// @param y `[tiles][points][outputs][16]` at `yo`, as [WinogradTiles#tileStride] says
    void run(
            int tiles,
            float[] x,
            int xo,
            float[] u,
            int uo,
            float[] zeros,
            int zo,
            float[] y,
            int yo,
            int first,
            int last);

    /// Samples in the lanes.
    static WinogradProducts of(Products products, DenseSum sum, WinogradTiles tiles) {
        return new OfSamples(products.dense(sum), sum, tiles);
    }

    /// Filters in the lanes: inputs and outputs are blocks of sixteen.
    ///
    /// @param channels channels of the input
    static WinogradProducts inLanes(Products products, WinogradTiles tiles, int channels) {
        int from = tiles.tileStride(tiles.channels());
        int to = tiles.tileStride(tiles.filters());
        DenseSum sum = DenseSum.withOutputsInLanes(GROUP, channels, from, to);
        return new OfChannels(products.dense(sum), sum, tiles);
    }

    /// Blocks are tiles.
    record OfSamples(DenseKernel kernel, DenseSum sum, WinogradTiles geometry) implements WinogradProducts {
        @Override
        public void run(
                int tiles,
                float[] x,
                int xo,
                float[] u,
                int uo,
                float[] zeros,
                int zo,
                float[] y,
                int yo,
                int first,
                int last) {
            int xTile = geometry.tileStride(sum.inputs());
            int yTile = geometry.tileStride(sum.outputs());
            int weights = sum.inputs() * sum.outputs();
            for (int tile = 0; tile < tiles; tile += GROUP) {
                int group = Math.min(GROUP, tiles - tile);
                for (int point = 0; point < geometry.allPoints(); point++) {
                    kernel.run(
                            x,
                            xo + tile * xTile + point * geometry.pointStride(sum.inputs()),
                            xTile,
                            u,
                            uo + point * weights,
                            zeros,
                            zo,
                            y,
                            yo + tile * yTile + point * geometry.pointStride(sum.outputs()),
                            yTile,
                            group,
                            first,
                            last);
                }
            }
        }
    }

    /// Blocks are sixteen filters, `u` is `[points][filters/16][channels][16]`.
    record OfChannels(DenseKernel kernel, DenseSum sum, WinogradTiles geometry) implements WinogradProducts {
        @Override
        public void run(
                int tiles,
                float[] x,
                int xo,
                float[] u,
                int uo,
                float[] zeros,
                int zo,
                float[] y,
                int yo,
                int first,
                int last) {
            int block = sum.inputs() * Kernels.LANES;
            for (int point = 0; point < geometry.allPoints(); point++) {
                int weights = uo + point * geometry.filters() * block;
                for (int filter = first; filter < last; filter += GROUP) {
                    kernel.run(
                            u,
                            weights + filter * block,
                            block,
                            x,
                            xo + point * geometry.pointStride(geometry.channels()),
                            zeros,
                            zo,
                            y,
                            yo + point * geometry.pointStride(geometry.filters()) + filter * Kernels.LANES,
                            Kernels.LANES,
                            Math.min(GROUP, last - filter),
                            0,
                            tiles);
                }
            }
        }
    }
}
