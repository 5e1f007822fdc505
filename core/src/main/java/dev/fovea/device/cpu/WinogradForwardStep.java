package dev.fovea.device.cpu;

import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradTiles;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Forward convolution by Winograd's minimal filtering, with bias and 2x2 max pooling if wanted: a few tiles at a time,
/// so that their transforms stay in the second-level cache.
///
/// @param window what a row of tiles sees of the input
/// @param weights the transformed weights
/// @param winners where pooled: the index of each maximum
record WinogradForwardStep(
        WinogradKernel kernel,
        WinogradTiles tiles,
        WinogradProducts products,
        TileWindow window,
        Value x,
        Value weights,
        Value zeros,
        Value bias,
        Value y,
        @Nullable Value winners)
        implements Step.Map {

    /// Filters that a part is cut at.
    private static final int GRAIN = 5;

    @Override
    public List<Value> reads() {
        return List.of(x, weights, zeros, bias);
    }

    @Override
    public List<Value> writes() {
        return winners == null ? List.of(y) : List.of(y, winners);
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
        int first = site.from(tiles.filters(), GRAIN);
        int last = site.to(tiles.filters(), GRAIN);
        if (first == last) {
            return;
        }
        for (int block = site.first; block < site.first + site.count; block++) {
            for (int row = 0; row < tiles.tileRows(); row += tiles.bandRows()) {
                run(site, block, row, first, last);
            }
        }
    }

    /// A band of tiles whose first row is `firstRow`.
    private void run(Site site, int block, int firstRow, int first, int last) {
        int rows = Math.min(tiles.bandRows(), tiles.tileRows() - firstRow);
        float[] scratch = site.scratchArray();
        int t = site.scratch() + window.size();
        int v = t + tiles.betweenPasses();
        int m = v + tiles.band(tiles.channels());
        for (int row = 0; row < rows; row++) {
            input(site, block, firstRow + row, v + row * tiles.tileRow(tiles.channels()));
        }
        products.run(
                rows * tiles.tileColumns(),
                scratch,
                v,
                site.array(weights),
                site.at(weights),
                site.array(zeros),
                site.at(zeros),
                scratch,
                m,
                first,
                last);
        Value z = winners == null ? y : winners;
        for (int row = 0; row < rows; row++) {
            int yo = (firstRow + row) * tiles.outputTileRowStride();
            kernel.output(
                    scratch,
                    m + row * tiles.tileRow(tiles.filters()),
                    site.array(bias),
                    site.at(bias),
                    scratch,
                    t,
                    site.array(y),
                    site.at(y, block) + yo,
                    site.array(z),
                    site.at(z, block) + yo,
                    first,
                    last);
        }
    }

    /// The transforms of a row of tiles.
    private void input(Site site, int block, int tileRow, int to) {
        float[] scratch = site.scratchArray();
        int buffer = site.scratch();
        int t = buffer + window.size();
        int image = site.at(x, block);
        if (window.isInside(tileRow)) {
            kernel.input(site.array(x), image + window.offset(tileRow), scratch, t, scratch, to, 0, tiles.channels());
            return;
        }
        for (int channel = 0; channel < tiles.channels(); channel++) {
            window.load(site.array(x), image + channel * tiles.image().stride(), tileRow, scratch, buffer);
            kernel.input(scratch, buffer, scratch, t, scratch, to, channel, channel + 1);
        }
    }
}
