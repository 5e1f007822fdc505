package dev.fovea.device.cpu;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradTiles;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The gradients of transformed weights: at each of the points a sum over samples and tiles. A task is a row of points,
/// and needs no more than that row of the transforms.
///
/// @param x inputs of the convolution, with a border if the window has one
/// @param dy output gradients, or gradients of their maxima
/// @param index where pooled: which position of each window they belong to
/// @param gradients the result `[points][filters][channels]`
record WinogradWeightStep(
        WinogradKernel kernel,
        WinogradTiles tiles,
        Leaves leaves,
        BlockSum folds,
        Value x,
        Value dy,
        @Nullable Value index,
        Value gradients)
        implements Step.Reduce {

    private static final int LANES = Kernels.LANES;

    @Override
    public List<Value> reads() {
        List<Value> reads = new ArrayList<>(List.of(x, dy));
        if (index != null) {
            reads.add(index);
        }
        return reads;
    }

    @Override
    public List<Value> writes() {
        return List.of(gradients);
    }

    @Override
    public long cost() {
        return (long) tiles.allPoints() * tiles.filters() * tiles.channels() * tiles.tileRows() * tiles.tileColumns();
    }

    @Override
    public int tasks() {
        return tiles.points();
    }

    private int sums() {
        return tiles.chunk() * tiles.channels() * LANES;
    }

    private int vPoint() {
        return tiles.leafPointStride(tiles.channels());
    }

    private int zPoint() {
        return tiles.leafPointStride(tiles.chunk());
    }

    /// Sums of a task.
    private int partial() {
        return tiles.points() * tiles.filters() * tiles.channels();
    }

    @Override
    public int scratch() {
        return sums() + tiles.betweenPasses() + tiles.points() * (vPoint() + zPoint()) + leaves.tiles() * partial();
    }

    @Override
    public void run(Site site, int point) {
        float[] scratch = site.scratchArray();
        int partials = site.scratch() + sums() + tiles.betweenPasses() + tiles.points() * (vPoint() + zPoint());
        for (int leaf = 0; leaf < leaves.count(); leaf++) {
            int blocks = Math.ceilDiv(leaves.live(leaf), LANES);
            leaf(site, point, leaves.firstBlock(leaf), blocks, leaves.tile(leaf, partials, partial()));
            leaves.take(leaf, scratch, partials, partial());
        }
        System.arraycopy(scratch, partials, site.array(gradients), site.at(gradients) + point * partial(), partial());
    }

    private void leaf(Site site, int point, int firstBlock, int blocks, int to) {
        float[] scratch = site.scratchArray();
        int between = site.scratch() + sums();
        int v = between + tiles.betweenPasses();
        for (int block = firstBlock; block < firstBlock + blocks; block++) {
            for (int row = 0; row < tiles.tileRows(); row++) {
                int image = site.at(x, block) + row * tiles.tile() * tiles.imageRowStride();
                kernel.inputRow(point, site.array(x), image, scratch, between, scratch, v);
                v += tiles.tileColumns() * tiles.channels() * LANES;
            }
        }
        for (int next = 0; next < tiles.filters(); next += tiles.chunk()) {
            int filter = Math.min(next, tiles.filters() - tiles.chunk());
            gradients(site, point, firstBlock, blocks, filter);
            products(site, blocks * tiles.tileRows() * tiles.tileColumns(), filter, to);
        }
    }

    /// The transforms of some output gradients.
    private void gradients(Site site, int point, int firstBlock, int blocks, int filter) {
        Value winners = index == null ? dy : index;
        float[] scratch = site.scratchArray();
        int between = site.scratch() + sums();
        int z = between + tiles.betweenPasses() + tiles.points() * vPoint();
        for (int block = firstBlock; block < firstBlock + blocks; block++) {
            for (int row = 0; row < tiles.tileRows(); row++) {
                int offset = filter * tiles.outputStride() + row * tiles.outputTileRowStride();
                kernel.gradientRow(
                        point,
                        site.array(dy),
                        site.at(dy, block) + offset,
                        site.array(winners),
                        site.at(winners, block) + offset,
                        scratch,
                        between,
                        scratch,
                        z);
                z += tiles.tileColumns() * tiles.chunk() * LANES;
            }
        }
    }

    private void products(Site site, int terms, int filter, int to) {
        float[] scratch = site.scratchArray();
        int v = site.scratch() + sums() + tiles.betweenPasses();
        int z = v + tiles.points() * vPoint();
        for (int column = 0; column < tiles.points(); column++) {
            kernel.products(
                    scratch, z + column * zPoint(), scratch, v + column * vPoint(), terms, scratch, site.scratch());
            folds.fold(
                    scratch,
                    site.scratch(),
                    tiles.chunk() * tiles.channels(),
                    scratch,
                    to + (column * tiles.filters() + filter) * tiles.channels());
        }
    }
}
