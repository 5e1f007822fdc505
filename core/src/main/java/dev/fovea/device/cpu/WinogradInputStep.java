package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradTiles;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The input gradient of a convolution by the transposed steps of Winograd's minimal filtering, a few tiles at a time,
/// rows in ascending order.
///
/// @param halo the padding around the input
/// @param dy output gradients, or gradients of their maxima
/// @param index where pooled: which position of each window they belong to
/// @param weights the transformed weights
record WinogradInputStep(
        WinogradKernel kernel,
        WinogradTiles tiles,
        WinogradProducts products,
        Halo halo,
        Value dy,
        @Nullable Value index,
        Value weights,
        Value zeros,
        Value dx)
        implements Step.Map {

    /// Channels that a part is cut at.
    private static final int GRAIN = 5;

    @Override
    public List<Value> reads() {
        List<Value> reads = new ArrayList<>(List.of(dy, weights, zeros));
        if (index != null) {
            reads.add(index);
        }
        return reads;
    }

    @Override
    public List<Value> writes() {
        return List.of(dx);
    }

    @Override
    public boolean divides() {
        return true;
    }

    private int padded() {
        return halo.isNothing() ? 0 : halo.size();
    }

    @Override
    public int scratch() {
        return padded()
                + tiles.betweenPasses()
                + tiles.allPoints() * (tiles.pointStride(tiles.channels()) + tiles.pointStride(tiles.filters()));
    }

    @Override
    public void run(Site site) {
        int first = site.from(tiles.channels(), GRAIN);
        int last = site.to(tiles.channels(), GRAIN);
        if (first == last) {
            return;
        }
        for (int block = site.first; block < site.first + site.count; block++) {
            float[] out = halo.isNothing() ? site.array(dx) : site.scratchArray();
            int xo = halo.isNothing() ? site.at(dx, block) : site.scratch();
            for (int channel = first; channel < last; channel++) {
                int image = xo + channel * tiles.imageStride();
                Arrays.fill(out, image, image + (tiles.taps() - 1) * tiles.imageRowStride(), 0);
            }
            for (int row = 0; row < tiles.tileRows(); row += tiles.bandRows()) {
                run(site, block, row, out, xo, first, last);
            }
            if (!halo.isNothing()) {
                halo.crop(out, xo, site.array(dx), site.at(dx, block), first, last);
            }
        }
    }

    /// A band of tiles whose first row is `firstRow`.
    private void run(Site site, int block, int firstRow, float[] out, int xo, int first, int last) {
        int rows = Math.min(tiles.bandRows(), tiles.tileRows() - firstRow);
        float[] scratch = site.scratchArray();
        int t = site.scratch() + padded();
        int n = t + tiles.betweenPasses();
        int nPoint = tiles.pointStride(tiles.channels());
        int z = n + tiles.allPoints() * nPoint;
        int zPoint = tiles.pointStride(tiles.filters());
        Value winners = index == null ? dy : index;
        for (int row = 0; row < rows; row++) {
            int offset = (firstRow + row) * tiles.outputTileRowStride();
            kernel.gradient(
                    site.array(dy),
                    site.at(dy, block) + offset,
                    site.array(winners),
                    site.at(winners, block) + offset,
                    scratch,
                    t,
                    scratch,
                    z + row * tiles.tileColumns() * tiles.filters() * Kernels.LANES);
        }
        products.run(
                rows * tiles.tileColumns(),
                scratch,
                z,
                zPoint,
                site.array(weights),
                site.at(weights),
                site.array(zeros),
                site.at(zeros),
                scratch,
                n,
                nPoint,
                first,
                last);
        for (int row = 0; row < rows; row++) {
            kernel.inputGradient(
                    scratch,
                    n + row * tiles.tileColumns() * tiles.channels() * Kernels.LANES,
                    scratch,
                    t,
                    out,
                    xo + (firstRow + row) * tiles.tile() * tiles.imageRowStride(),
                    first,
                    last);
        }
    }
}
