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
    /// @param x `[points][tiles][inputs][16]` at `xo`, points `xPoint` apart
    /// @param u `[points][weights]` at `uo`
    /// @param y `[points][tiles][outputs][16]` at `yo`, points `yPoint` apart
    void run(
            int tiles,
            float[] x,
            int xo,
            int xPoint,
            float[] u,
            int uo,
            float[] zeros,
            int zo,
            float[] y,
            int yo,
            int yPoint,
            int first,
            int last);

    /// Samples in the lanes.
    static WinogradProducts of(Products products, DenseSum sum, int points) {
        return new OfSamples(products.dense(sum), sum, points);
    }

    /// Filters in the lanes: inputs and outputs are blocks of sixteen.
    ///
    /// @param channels channels of the input
    static WinogradProducts inLanes(Products products, WinogradTiles tiles, int channels) {
        int lanes = Kernels.LANES;
        DenseSum sum = DenseSum.withOutputsInLanes(GROUP, channels, tiles.channels() * lanes, tiles.filters() * lanes);
        return new OfChannels(products.dense(sum), sum, tiles);
    }

    /// Blocks are tiles.
    record OfSamples(DenseKernel kernel, DenseSum sum, int points) implements WinogradProducts {
        @Override
        public void run(
                int tiles,
                float[] x,
                int xo,
                int xPoint,
                float[] u,
                int uo,
                float[] zeros,
                int zo,
                float[] y,
                int yo,
                int yPoint,
                int first,
                int last) {
            int xTile = sum.inputs() * Kernels.LANES;
            int yTile = sum.outputs() * Kernels.LANES;
            int weights = sum.inputs() * sum.outputs();
            for (int point = 0; point < points; point++) {
                for (int tile = 0; tile < tiles; tile += GROUP) {
                    kernel.run(
                            x,
                            xo + point * xPoint + tile * xTile,
                            xTile,
                            u,
                            uo + point * weights,
                            zeros,
                            zo,
                            y,
                            yo + point * yPoint + tile * yTile,
                            yTile,
                            Math.min(GROUP, tiles - tile),
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
                int xPoint,
                float[] u,
                int uo,
                float[] zeros,
                int zo,
                float[] y,
                int yo,
                int yPoint,
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
                            xo + point * xPoint,
                            zeros,
                            zo,
                            y,
                            yo + point * yPoint + filter * Kernels.LANES,
                            Kernels.LANES,
                            Math.min(GROUP, last - filter),
                            0,
                            tiles);
                }
            }
        }
    }
}
