package dev.fovea.device.cpu;

import dev.fovea.kernel.Copy;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradSum;
import dev.fovea.kernel.WinogradSumKernel;
import dev.fovea.kernel.WinogradTiles;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The gradients of transformed weights: at each of the points a sum over samples and tiles. A task takes the blocks of
/// a leaf, row of tiles by row of tiles, so that every image is read once for all points, and transforms and sums stay
/// in the second-level cache. Leaves are joined by [WinogradGradientStep].
///
/// @param inputs transforms of `x`
/// @param outputs transforms of transposed gradients
/// @param transposed [WinogradSum#gradients], made once: a step that runs allocates nothing
/// @param window what a row of tiles sees of the inputs
/// @param x inputs of the convolution
/// @param dy output gradients, or gradients of their maxima
/// @param index where pooled: which position of each window they belong to
/// @param gradients the result `[leaves][parts of the filters][points²][channels][filters]`
record WinogradWeightStep(
        WinogradKernel inputs,
        WinogradKernel outputs,
        WinogradSumKernel products,
        WinogradSum sum,
        WinogradTiles transposed,
        Copy copy,
        TileWindow window,
        Value x,
        Value dy,
        @Nullable Value index,
        Value gradients)
        implements Step.Reduce {

    private static final int LANES = Kernels.LANES;

    /// Blocks of a leaf: few, so that there are several tasks.
    private static final int LEAF = 2;

    /// Leaves, at most: the sums of all are kept.
    private static final int MOST = 8;

    private static int leafBlocks(int samples) {
        return Math.max(LEAF, Math.ceilDiv(Math.ceilDiv(samples, LANES), MOST));
    }

    /// Leaves of a batch.
    static int leaves(int samples) {
        return Math.ceilDiv(samples, leafBlocks(samples) * LANES);
    }

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

    private WinogradTiles tiles() {
        return sum.tiles();
    }

    @Override
    public long cost() {
        return (long) tiles().allPoints()
                * tiles().filters()
                * tiles().channels()
                * tiles().tileRows()
                * tiles().tileColumns();
    }

    @Override
    public int tasks() {
        return leaves(x.shape.dim(0)) * sum.parts();
    }

    /// Sums of a task.
    private int sums() {
        return gradients.size / tasks();
    }

    /// Floats between the passes of a transform.
    private int between() {
        return Math.max(tiles().betweenPasses(), transposed.betweenPasses());
    }

    /// Values of a row of tiles.
    private int rowOfTiles() {
        return transposed.filters() * tiles().outputTileRowStride();
    }

    private int v() {
        return window.size() + between();
    }

    private int z() {
        return v() + tiles().tileRow(tiles().channels());
    }

    @Override
    public int scratch() {
        int filters = transposed.filters();
        return z() + transposed.tileRow(filters) + (index == null ? 1 : 2) * rowOfTiles();
    }

    @Override
    public void run(Site site, int task) {
        float[] to = site.array(gradients);
        int at = site.at(gradients) + task * sums();
        Zeros.fill(to, at, at + sums());
        int samples = x.shape.dim(0);
        int first = task / sum.parts() * leafBlocks(samples);
        int last = Math.min(first + leafBlocks(samples), Math.ceilDiv(samples, LANES));
        for (int block = first; block < last; block++) {
            for (int row = 0; row < tiles().tileRows(); row++) {
                window.transform(inputs, site, x, block, row, site.scratch(), site.scratch() + v());
                gradients(site, block, row, task % sum.parts());
                products(site, to, at);
            }
        }
    }

    private void gradients(Site site, int block, int row, int part) {
        float[] scratch = site.scratchArray();
        int z = site.scratch() + z();
        int gradient = z + transposed.tileRow(transposed.filters());
        transpose(site, dy, block, row, part, gradient);
        int winner = gradient;
        if (index != null) {
            winner += rowOfTiles();
            transpose(site, index, block, row, part, winner);
        }
        int t = site.scratch() + window.size();
        outputs.gradient(scratch, gradient, scratch, winner, scratch, t, scratch, z);
    }

    /// Puts filters into the lanes, `[samples][filters/16][rows][columns][16]`.
    private void transpose(Site site, Value from, int block, int row, int part, int to) {
        int stride = tiles().outputStride();
        int rowSize = tiles().outputTileRowStride();
        float[] scratch = site.scratchArray();
        for (int i = 0; i < sum.filterBlocks(); i++) {
            int filter = part * sum.filters() + i * LANES;
            int live = Math.clamp(tiles().filters() - filter, 0, LANES);
            int at = site.at(from, block) + filter * stride + row * rowSize;
            copy.transpose(
                    site.array(from),
                    at,
                    stride,
                    live,
                    scratch,
                    to + i * rowSize,
                    sum.filterBlocks() * rowSize,
                    rowSize / LANES);
        }
    }

    private void products(Site site, float[] to, int at) {
        float[] scratch = site.scratchArray();
        int v = site.scratch() + v();
        int z = site.scratch() + z();
        int vPoint = tiles().pointStride(tiles().channels());
        int zPoint = transposed.pointStride(transposed.filters());
        int size = products.channels() * sum.filters();
        for (int point = 0; point < tiles().allPoints(); point++) {
            products.add(scratch, z + point * zPoint, scratch, v + point * vPoint, to, at + point * size);
        }
    }
}
