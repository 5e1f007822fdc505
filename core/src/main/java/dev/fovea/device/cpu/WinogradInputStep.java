package dev.fovea.device.cpu;

import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradTiles;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The input gradient of a convolution by the transposed steps of Winograd's minimal filtering, a few tiles at a time,
/// rows in ascending order.
///
/// @param window the padding around the input
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

    /// Floats of a window and of the rows that it leaves to the next.
    private int windowed() {
        return window.size() + window.overlaps();
    }

    @Override
    public int scratch() {
        return windowed() + tiles.betweenPasses() + tiles.band(tiles.channels()) + tiles.band(tiles.filters());
    }

    @Override
    public void run(Site site) {
        int first = site.from(tiles.channels(), GRAIN);
        int last = site.to(tiles.channels(), GRAIN);
        if (first == last) {
            return;
        }
        for (int block = site.first; block < site.first + site.count; block++) {
            begin(site, block, first, last);
            for (int row = 0; row < tiles.tileRows(); row += tiles.bandRows()) {
                run(site, block, row, first, last);
            }
        }
    }

    /// Zeros in the rows that the first row of tiles adds to.
    private void begin(Site site, int block, int first, int last) {
        for (int channel = first; channel < last; channel++) {
            float[] out = window.isNothing() ? site.array(dx) : site.scratchArray();
            int at = window.isNothing() ? site.at(dx, block) + channel * tiles.imageStride() : overlap(site, channel);
            Arrays.fill(out, at, at + window.overlap(), 0);
        }
    }

    /// Where the rows lie that a row of tiles leaves to the next.
    private int overlap(Site site, int channel) {
        return site.scratch() + window.size() + channel * window.overlap();
    }

    /// A band of tiles whose first row is `firstRow`.
    private void run(Site site, int block, int firstRow, int first, int last) {
        int rows = Math.min(tiles.bandRows(), tiles.tileRows() - firstRow);
        float[] scratch = site.scratchArray();
        int t = site.scratch() + windowed();
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
        int t = buffer + windowed();
        int image = site.at(dx, block);
        if (window.isNothing()) {
            int at = image + first * tiles.imageStride() + tileRow * tiles.tile() * tiles.imageRowStride();
            kernel.inputGradient(scratch, from, scratch, t, site.array(dx), at, first, last);
            return;
        }
        int done = buffer + tiles.tile() * tiles.imageRowStride();
        for (int channel = first; channel < last; channel++) {
            int overlap = overlap(site, channel);
            System.arraycopy(scratch, overlap, scratch, buffer, window.overlap());
            kernel.inputGradient(scratch, from, scratch, t, scratch, buffer, channel, channel + 1);
            System.arraycopy(scratch, done, scratch, overlap, window.overlap());
            window.store(scratch, buffer, tileRow, site.array(dx), image + channel * window.imageStride());
        }
    }
}
