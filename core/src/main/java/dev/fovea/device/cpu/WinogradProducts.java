package dev.fovea.device.cpu;

import dev.fovea.kernel.DenseKernel;
import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.Kernels;

/// The products at the points of a band of tiles: tiles stand where blocks do in a dense layer.
///
/// @param kernel the product at one point
/// @param sum its geometry
/// @param points points of both axes
record WinogradProducts(DenseKernel kernel, DenseSum sum, int points) {
    /// Tiles that share a weight that was read.
    private static final int GROUP = 4;

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
