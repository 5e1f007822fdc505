package dev.fovea.device.cpu;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WeightSum;
import dev.fovea.kernel.WeightSumKernel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The weight gradient of a convolution. A task is a tile of filters and a range of taps; it goes through all blocks in
/// order, so that the output gradients of its filters stay in the first-level cache while inputs stream by.
///
/// @param kernel the sum
/// @param sum its geometry, of one group
/// @param groups how many groups
/// @param leaves the leaves of the batch
/// @param folds folds the lanes
/// @param x inputs of the convolution, with a border if the window has one
/// @param dy output gradients, or gradients of their maxima
/// @param pooled where `dy` is pooled
/// @param weights the result
record WeightSumStep(
        WeightSumKernel kernel,
        WeightSum sum,
        int groups,
        Leaves leaves,
        BlockSum folds,
        Value x,
        Value dy,
        TapSumStep.@Nullable Pooled pooled,
        Value weights)
        implements Step.Reduce {

    private static final int LANES = Kernels.LANES;

    /// Tap tiles of one task: enough work to spread over threads, without spreading a pooled gradient too often.
    private static final int TILES_PER_TASK = 16;

    @Override
    public List<Value> reads() {
        List<Value> reads = new ArrayList<>(List.of(x, dy));
        if (pooled != null) {
            reads.add(pooled.index());
        }
        return reads;
    }

    @Override
    public List<Value> writes() {
        return List.of(weights);
    }

    private int filterTiles() {
        return Math.ceilDiv(sum.filters(), kernel.filtersPerTile());
    }

    private int tapTiles() {
        return Math.ceilDiv(sum.taps(), kernel.tapsPerTile());
    }

    private int ranges() {
        return Math.max(Math.min(2, tapTiles()), Math.ceilDiv(tapTiles(), TILES_PER_TASK));
    }

    private int tilesPerRange() {
        return Math.ceilDiv(tapTiles(), ranges());
    }

    /// Lane sums or folded sums of a tile.
    private int tile() {
        return kernel.filtersPerTile() * kernel.tapsPerTile();
    }

    private int partial() {
        return tilesPerRange() * tile();
    }

    private int gradients() {
        return pooled == null ? 0 : Math.min(kernel.filtersPerTile(), sum.filters()) * sum.positions() * LANES;
    }

    @Override
    public int scratch() {
        return partial() * LANES + gradients() + leaves.tiles() * partial();
    }

    @Override
    public int tasks() {
        return groups * filterTiles() * ranges();
    }

    @Override
    public void run(Site site, int task) {
        int range = task % ranges();
        int filterTile = task / ranges() % filterTiles();
        int group = task / ranges() / filterTiles();
        int perTile = Math.min(kernel.filtersPerTile(), sum.filters());
        int filter = Math.min(filterTile * kernel.filtersPerTile(), sum.filters() - perTile);
        int firstTile = range * tilesPerRange();
        int lastTile = Math.min(tapTiles(), firstTile + tilesPerRange());
        float[] scratch = site.scratchArray();
        int sums = site.scratch();
        int partials = sums + partial() * LANES + gradients();
        leaves.sum(
                scratch,
                partials,
                partial(),
                (firstBlock, live, tile) -> {
                    int count = (lastTile - firstTile) * tile();
                    Arrays.fill(scratch, sums, sums + count * LANES, 0);
                    for (int block = firstBlock; block < firstBlock + Math.ceilDiv(live, LANES); block++) {
                        add(site, block, group, filter, perTile, firstTile, lastTile);
                    }
                    folds.fold(scratch, sums, count, scratch, tile);
                });
        scatter(site, partials, group * sum.filters() + filter, perTile, firstTile, lastTile);
    }

    private void add(Site site, int block, int group, int filter, int perTile, int firstTile, int lastTile) {
        float[] gradients = site.array(dy);
        int at = site.at(dy, block) + (group * sum.filters() + filter) * (dy.size / (groups * sum.filters()));
        if (pooled != null) {
            gradients = site.scratchArray();
            at =
                    spread(
                            site,
                            block,
                            (group * sum.filters() + filter) * pooled.rows() * pooled.columns() * LANES,
                            perTile,
                            pooled);
        }
        int inputs = site.at(x, block) + group * (x.size / groups);
        int sums = site.scratch();
        kernel.add(site.array(x), inputs, gradients, at, perTile, site.scratchArray(), sums, firstTile, lastTile);
    }

    /// Spreads the pooled gradients of the task's filters over their windows; what no window covers is zero.
    private int spread(Site site, int block, int offset, int filters, TapSumStep.Pooled from) {
        float[] scratch = site.scratchArray();
        int at = site.scratch() + partial() * LANES;
        int columns = sum.window().outputColumns(sum.columns());
        if (4 * from.rows() * from.columns() != sum.positions()) {
            Arrays.fill(scratch, at, at + gradients(), 0);
        }
        from.unpool()
                .run(
                        site.array(dy),
                        site.at(dy, block) + offset,
                        site.array(from.index()),
                        site.at(from.index(), block) + offset,
                        filters,
                        from.rows(),
                        from.columns(),
                        scratch,
                        at,
                        columns * LANES,
                        sum.positions() * LANES);
        return at;
    }

    /// Tiles that moved back to fit, or repeat a filter or tap, write the same bits twice.
    private void scatter(Site site, int partials, int filter, int perTile, int firstTile, int lastTile) {
        float[] scratch = site.scratchArray();
        float[] out = site.array(weights);
        int taps = kernel.tapsPerTile();
        for (int tile = firstTile; tile < lastTile; tile++) {
            int firstTap = Math.max(0, Math.min(tile * taps, sum.taps() - taps));
            int from = partials + (tile - firstTile) * tile();
            for (int f = 0; f < perTile; f++) {
                int to = site.at(weights) + (filter + f) * sum.taps() + firstTap;
                System.arraycopy(scratch, from + f * taps, out, to, Math.min(taps, sum.taps()));
            }
        }
    }
}
