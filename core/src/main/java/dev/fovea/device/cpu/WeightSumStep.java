package dev.fovea.device.cpu;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WeightSum;
import dev.fovea.kernel.WeightSumKernel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The weight gradient of a convolution. A task is some tiles of filters and a range of taps; it goes through all
/// blocks in order, and in each, for a few tiles of taps, piece by piece of the positions through its filters, so that
/// what is read again stays in the first-level cache.
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
/// @param cut its tasks
record WeightSumStep(
        WeightSumKernel kernel,
        WeightSum sum,
        int groups,
        Leaves leaves,
        BlockSum folds,
        Value x,
        Value dy,
        TapSumStep.@Nullable Pooled pooled,
        Value weights,
        WeightSumTasks cut)
        implements Step.Reduce {

    private static final int LANES = Kernels.LANES;

    /// Tap tiles that go through all filters of a task before the next: the inputs of a piece stay in the first-level
    /// cache.
    private static final int CHUNK = 5;

    WeightSumStep(
            WeightSumKernel kernel,
            WeightSum sum,
            int groups,
            Leaves leaves,
            BlockSum folds,
            Value x,
            Value dy,
            TapSumStep.@Nullable Pooled pooled,
            Value weights) {
        this(kernel, sum, groups, leaves, folds, x, dy, pooled, weights, WeightSumTasks.of(kernel, sum, groups));
    }

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

    /// Lane sums or folded sums of a tile.
    private int tile() {
        return kernel.filtersPerTile() * kernel.tapsPerTile();
    }

    /// Sums of one task.
    private int partial() {
        return cut.filterTilesPerTask() * cut.tilesPerRange() * tile();
    }

    /// Filters of a tile that exist.
    private int filtersPerTile() {
        return Math.min(kernel.filtersPerTile(), sum.filters());
    }

    private int spreadTile() {
        return pooled == null ? 0 : filtersPerTile() * sum.positions() * LANES;
    }

    @Override
    public int scratch() {
        return (partial() + tile()) * LANES + cut.filterTilesPerTask() * spreadTile() + leaves.tiles() * partial();
    }

    @Override
    public long cost() {
        return (long) groups * sum.filters() * sum.taps() * sum.positions();
    }

    @Override
    public int tasks() {
        return cut.parts().size();
    }

    /// Where a tile of zeros lies, behind everything else.
    private int zeros(Site site) {
        return site.scratch() + scratch() - tile() * LANES;
    }

    /// The first filter of a tile: the last tile moves back until it fits.
    private int filter(WeightSumTasks.Part part, int filterTile) {
        int filter = Math.min(filterTile * kernel.filtersPerTile(), sum.filters() - filtersPerTile());
        return part.group() * sum.filters() + filter;
    }

    @Override
    public void run(Site site, int task) {
        WeightSumTasks.Part part = cut.parts().get(task);
        float[] scratch = site.scratchArray();
        int sums = site.scratch();
        int partials = sums + partial() * LANES + cut.filterTilesPerTask() * spreadTile();
        int count = (part.lastFilter() - part.firstFilter()) * part.tapTiles() * tile();
        Zeros.fill(scratch, zeros(site), zeros(site) + tile() * LANES);
        for (int leaf = 0; leaf < leaves.count(); leaf++) {
            int firstBlock = leaves.firstBlock(leaf);
            for (int block = firstBlock; block < firstBlock + Math.ceilDiv(leaves.live(leaf), LANES); block++) {
                add(site, part, block, block == firstBlock);
            }
            folds.fold(scratch, sums, count, scratch, leaves.tile(leaf, partials, partial()));
            leaves.take(leaf, scratch, partials, partial());
        }
        scatter(site, part, partials);
    }

    private void add(Site site, WeightSumTasks.Part part, int block, boolean begins) {
        if (pooled != null) {
            for (int filterTile = part.firstFilter(); filterTile < part.lastFilter(); filterTile++) {
                spread(site, part, block, filterTile, pooled);
            }
        }
        for (int tile = part.firstTap(); tile < part.lastTap(); tile += CHUNK) {
            int last = Math.min(part.lastTap(), tile + CHUNK);
            for (int piece = 0; piece < kernel.pieces(); piece++) {
                int zeros = begins && piece == 0 ? zeros(site) : -1;
                for (int filterTile = part.firstFilter(); filterTile < part.lastFilter(); filterTile++) {
                    add(site, part, block, filterTile, zeros, piece, tile, last);
                }
            }
        }
    }

    private void add(
            Site site,
            WeightSumTasks.Part part,
            int block,
            int filterTile,
            int zeros,
            int piece,
            int firstTap,
            int lastTap) {
        boolean spread = pooled != null;
        int row = filterTile - part.firstFilter();
        int image = dy.size / (groups * sum.filters());
        int gradients = spread ? spread(site, row) : site.at(dy, block) + filter(part, filterTile) * image;
        int inputs = site.at(x, block) + part.group() * (x.size / groups);
        int sums = site.scratch() + (row * part.tapTiles() + firstTap - part.firstTap()) * tile() * LANES;
        kernel.add(
                site.array(x),
                inputs,
                spread ? site.scratchArray() : site.array(dy),
                gradients,
                filtersPerTile(),
                site.scratchArray(),
                sums,
                zeros,
                piece,
                firstTap,
                lastTap);
    }

    /// Where the spread gradients of a task's filter tile lie.
    private int spread(Site site, int row) {
        return site.scratch() + partial() * LANES + row * spreadTile();
    }

    /// Spreads the pooled gradients of a filter tile over their windows; what no window covers is zero.
    private void spread(Site site, WeightSumTasks.Part part, int block, int filterTile, TapSumStep.Pooled from) {
        float[] scratch = site.scratchArray();
        int at = spread(site, filterTile - part.firstFilter());
        int windows = from.rows() * from.columns();
        if (4 * windows != sum.positions()) {
            Zeros.fill(scratch, at, at + spreadTile());
        }
        int offset = filter(part, filterTile) * windows * LANES;
        from.unpool()
                .run(
                        site.array(dy),
                        site.at(dy, block) + offset,
                        site.array(from.index()),
                        site.at(from.index(), block) + offset,
                        filtersPerTile(),
                        from.rows(),
                        from.columns(),
                        scratch,
                        at,
                        sum.window().outputColumns(sum.columns()) * LANES,
                        sum.positions() * LANES);
    }

    /// Tiles that moved back to fit, or repeat a filter or tap, write the same bits twice.
    private void scatter(Site site, WeightSumTasks.Part part, int partials) {
        int taps = kernel.tapsPerTile();
        for (int filterTile = part.firstFilter(); filterTile < part.lastFilter(); filterTile++) {
            for (int tile = part.firstTap(); tile < part.lastTap(); tile++) {
                int firstTap = Math.max(0, Math.min(tile * taps, sum.taps() - taps));
                int row = (filterTile - part.firstFilter()) * part.tapTiles() + tile - part.firstTap();
                int from = partials + row * tile();
                for (int f = 0; f < filtersPerTile(); f++) {
                    int to = site.at(weights) + (filter(part, filterTile) + f) * sum.taps() + firstTap;
                    System.arraycopy(
                            site.scratchArray(), from + f * taps, site.array(weights), to, Math.min(taps, sum.taps()));
                }
            }
        }
    }
}
