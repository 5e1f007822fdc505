package dev.fovea.device.cpu;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradSums;
import dev.fovea.kernel.WinogradTiles;
import dev.fovea.kernel.WinogradWeightCut;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The gradients of transformed weights: at each of the points a sum over samples and tiles. A task is some rows of
/// points: it transforms a band of images, multiplies, and goes on with the next band, so that transforms and sums stay
/// in the second-level cache.
///
/// @param cut the tasks and their bands
/// @param window what a row of tiles sees of the inputs
/// @param x inputs of the convolution
/// @param dy output gradients, or gradients of their maxima
/// @param index where pooled: which position of each window they belong to
/// @param gradients the result `[points][filters][channels]`
record WinogradWeightStep(
        WinogradKernel kernel,
        WinogradTiles tiles,
        WinogradWeightCut cut,
        WinogradSums sums,
        Leaves leaves,
        BlockSum folds,
        TileWindow window,
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
        return cut.tasks();
    }

    /// Chunks of filters; the last moves back until it fits.
    private int chunks() {
        return Math.ceilDiv(tiles.filters(), tiles.chunk());
    }

    private int filter(int chunk) {
        return Math.min(chunk * tiles.chunk(), tiles.filters() - tiles.chunk());
    }

    /// Points of a task.
    private int points() {
        return cut.rows() * tiles.points();
    }

    /// Lane sums of one point and chunk.
    private int laneSums() {
        return sums.count() * LANES;
    }

    /// Lane sums that a task keeps from band to band.
    private int kept() {
        return cut.isWhole() ? laneSums() : points() * chunks() * laneSums();
    }

    /// Sums of a task.
    private int partial() {
        return points() * tiles.filters() * tiles.channels();
    }

    @Override
    public int scratch() {
        return afterTransforms() + sums.count() + leaves.tiles() * partial();
    }

    private int afterTransforms() {
        return kept()
                + window.size()
                + tiles.betweenPasses()
                + cut.transforms(tiles.channels())
                + cut.transforms(tiles.chunk());
    }

    @Override
    public void run(Site site, int task) {
        float[] scratch = site.scratchArray();
        int partials = site.scratch() + afterTransforms() + sums.count();
        for (int leaf = 0; leaf < leaves.count(); leaf++) {
            leaf(site, task * cut.rows(), leaf, leaves.tile(leaf, partials, partial()));
            leaves.take(leaf, scratch, partials, partial());
        }
        System.arraycopy(scratch, partials, site.array(gradients), site.at(gradients) + task * partial(), partial());
    }

    private void leaf(Site site, int firstPoint, int leaf, int to) {
        int firstBlock = leaves.firstBlock(leaf);
        int tileRows = Math.ceilDiv(leaves.live(leaf), LANES) * tiles.tileRows();
        for (int first = 0; first < tileRows; first += cut.tileRows()) {
            int last = Math.min(tileRows, first + cut.tileRows());
            inputs(site, firstPoint, firstBlock, first, last);
            for (int chunk = 0; chunk < chunks(); chunk++) {
                gradients(site, firstPoint, firstBlock, first, last, chunk);
                products(site, chunk, last - first, first == 0, last == tileRows, to);
            }
        }
    }

    private int buffer(Site site) {
        return site.scratch() + kept();
    }

    private int between(Site site) {
        return buffer(site) + window.size();
    }

    /// The transforms of a band of inputs.
    private void inputs(Site site, int firstPoint, int firstBlock, int first, int last) {
        int v = between(site) + tiles.betweenPasses();
        for (int tileRow = first; tileRow < last; tileRow++) {
            int block = firstBlock + tileRow / tiles.tileRows();
            input(site, firstPoint, site.at(x, block), tileRow % tiles.tileRows(), v);
            v += tiles.tileColumns() * tiles.channels() * LANES;
        }
    }

    /// The transforms of a row of tiles.
    private void input(Site site, int firstPoint, int image, int tileRow, int v) {
        float[] scratch = site.scratchArray();
        int t = between(site);
        if (window.isInside(tileRow)) {
            int at = image + window.offset(tileRow);
            kernel.inputRows(firstPoint, cut.rows(), site.array(x), at, scratch, t, scratch, v, 0, tiles.channels());
            return;
        }
        int buffer = buffer(site);
        for (int channel = 0; channel < tiles.channels(); channel++) {
            window.load(site.array(x), image + channel * tiles.image().stride(), tileRow, scratch, buffer);
            kernel.inputRows(firstPoint, cut.rows(), scratch, buffer, scratch, t, scratch, v, channel, channel + 1);
        }
    }

    /// The transforms of a band of some output gradients.
    private void gradients(Site site, int firstPoint, int firstBlock, int first, int last, int chunk) {
        Value winners = index == null ? dy : index;
        float[] scratch = site.scratchArray();
        int z = between(site) + tiles.betweenPasses() + cut.transforms(tiles.channels());
        for (int tileRow = first; tileRow < last; tileRow++) {
            int block = firstBlock + tileRow / tiles.tileRows();
            int row = tileRow % tiles.tileRows() * tiles.outputTileRowStride();
            int offset = filter(chunk) * tiles.outputStride() + row;
            kernel.gradientRows(
                    firstPoint,
                    cut.rows(),
                    site.array(dy),
                    site.at(dy, block) + offset,
                    site.array(winners),
                    site.at(winners, block) + offset,
                    scratch,
                    between(site),
                    scratch,
                    z);
            z += tiles.tileColumns() * tiles.chunk() * LANES;
        }
    }

    /// Adds the products of a band at each point; after a leaf's last band, folds the lanes.
    private void products(Site site, int chunk, int tileRows, boolean begins, boolean ends, int to) {
        float[] scratch = site.scratchArray();
        int v = between(site) + tiles.betweenPasses();
        int z = v + cut.transforms(tiles.channels());
        int folded = site.scratch() + afterTransforms();
        for (int point = 0; point < points(); point++) {
            int at = site.scratch() + (cut.isWhole() ? 0 : (point * chunks() + chunk) * laneSums());
            if (begins) {
                Arrays.fill(scratch, at, at + laneSums(), 0);
            }
            int zPoint = z + point * cut.pointStride(tiles.chunk());
            int vPoint = v + point * cut.pointStride(tiles.channels());
            kernel.products(scratch, zPoint, scratch, vPoint, tileRows * tiles.tileColumns(), scratch, at);
            if (ends) {
                int ordered = to + (point * tiles.filters() + filter(chunk)) * tiles.channels();
                folds.fold(scratch, at, sums.count(), scratch, sums.isOrdered() ? ordered : folded);
                if (!sums.isOrdered()) {
                    sums.gather(scratch, folded, scratch, ordered);
                }
            }
        }
    }
}
