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

    /// Filters that a part is cut at where there are fewer rows of tiles than parts: each part then transforms what the
    /// others do.
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
        if (tiles.tileRows() >= site.parts) {
            run(site, site.from(tiles.tileRows(), 1), site.to(tiles.tileRows(), 1), 0, tiles.filters());
        } else {
            run(site, 0, tiles.tileRows(), site.from(tiles.filters(), GRAIN), site.to(tiles.filters(), GRAIN));
        }
    }

    /// Some rows of tiles of some filters.
    private void run(Site site, int firstRow, int lastRow, int first, int last) {
        if (first == last) {
            return;
        }
        for (int block = site.first; block < site.first + site.count; block++) {
            for (int row = firstRow; row < lastRow; row += tiles.bandRows()) {
                band(site, block, row, Math.min(lastRow, row + tiles.bandRows()), first, last);
            }
        }
    }

    /// A band of tiles.
    private void band(Site site, int block, int firstRow, int lastRow, int first, int last) {
        int rows = lastRow - firstRow;
        float[] scratch = site.scratchArray();
        int t = site.scratch() + window.size();
        int v = t + tiles.betweenPasses();
        int m = v + tiles.band(tiles.channels());
        for (int row = 0; row < rows; row++) {
            int to = v + row * tiles.tileRow(tiles.channels());
            window.transform(kernel, site, x, block, firstRow + row, site.scratch(), to);
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
}
