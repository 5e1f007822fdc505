package dev.fovea.device.cpu;

import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradTiles;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The input gradient of a convolution by the transposed steps of Winograd's minimal filtering, a few tiles at a time,
/// rows in ascending order.
///
/// @param window what a row of tiles reaches of the input
/// @param dy output gradients, or gradients of their maxima
/// @param index where pooled: which position of each window they belong to
/// @param weights the transformed weights
record WinogradInputStep(
        WinogradKernel kernel,
        WinogradTiles tiles,
        WinogradProducts products,
        TileWindow window,
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

    @Override
    public int scratch() {
        return window.size() + tiles.betweenPasses() + tiles.band(tiles.channels()) + tiles.band(tiles.filters());
    }

    @Override
    public void run(Site site) {
        int first = site.from(tiles.channels(), GRAIN);
        int last = site.to(tiles.channels(), GRAIN);
        if (first == last) {
            return;
        }
        for (int block = site.first; block < site.first + site.count; block++) {
            float[] out = site.array(dx);
            int image = site.at(dx, block);
            for (int channel = first; channel < last; channel++) {
                window.clearFirst(out, image + channel * tiles.image().stride());
            }
            for (int row = 0; row < tiles.tileRows(); row += tiles.bandRows()) {
                run(site, block, row, first, last);
            }
            for (int channel = first; channel < last; channel++) {
                window.clearRest(out, image + channel * tiles.image().stride());
            }
        }
    }

    /// A band of tiles whose first row is `firstRow`.
    private void run(Site site, int block, int firstRow, int first, int last) {
        int rows = Math.min(tiles.bandRows(), tiles.tileRows() - firstRow);
        float[] scratch = site.scratchArray();
        int t = site.scratch() + window.size();
        int n = t + tiles.betweenPasses();
        int z = n + tiles.band(tiles.channels());
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
                    z + row * tiles.tileRow(tiles.filters()));
        }
        products.run(
                rows * tiles.tileColumns(),
                scratch,
                z,
                site.array(weights),
                site.at(weights),
                site.array(zeros),
                site.at(zeros),
                scratch,
                n,
                first,
                last);
        for (int row = 0; row < rows; row++) {
            int from = n + row * tiles.tileRow(tiles.channels());
            output(site, block, firstRow + row, from, first, last);
        }
    }

    /// Transforms a row of tiles back and adds it to the rows before.
    private void output(Site site, int block, int tileRow, int from, int first, int last) {
        float[] scratch = site.scratchArray();
        int buffer = site.scratch();
        int t = buffer + window.size();
        int image = site.at(dx, block);
        int stride = tiles.image().stride();
        if (window.isInside(tileRow)) {
            int at = image + first * stride + window.offset(tileRow);
            kernel.inputGradient(scratch, from, scratch, t, site.array(dx), at, first, last);
            return;
        }
        for (int channel = first; channel < last; channel++) {
            int at = image + channel * stride;
            window.loadShared(site.array(dx), at, tileRow, scratch, buffer);
            kernel.inputGradient(scratch, from, scratch, t, scratch, buffer, channel, channel + 1);
            window.store(scratch, buffer, tileRow, site.array(dx), at);
        }
    }
}
