package dev.fovea.device.cpu;

import dev.fovea.kernel.Copy;
import dev.fovea.kernel.DenseWeightSum;
import dev.fovea.kernel.Kernels;
import dev.fovea.shape.Shape;

import java.util.List;

/// The product `A^T B` of two per-sample matrices, summed over the samples: a dense weight gradient. Columns of `B` are
/// in the lanes; a task transposes 64 of them for all samples, then goes through a range of rows, whose samples lie in
/// a row each: one simple loop over a leaf.
///
/// @param kernel the sum
/// @param copy transposes
/// @param leaves the leaves of the batch
/// @param a what makes the rows of the result: `[features][samples]`, as [#samplesInRows] makes it
/// @param b what makes its columns
/// @param product the result `[features of a][features of b]`
record DenseWeightStep(DenseWeightSum kernel, Copy copy, Leaves leaves, Value a, Value b, Value product)
        implements Step.Reduce {

    private static final int COLUMNS = DenseWeightSum.INPUTS;

    /// Rows that are summed together: their partial sums stay in the first-level cache.
    private static final int ROWS = 20;

    /// Rows of a task.
    private static final int ROWS_PER_TASK = 260;

    @Override
    public List<Value> reads() {
        return List.of(a, b);
    }

    @Override
    public List<Value> writes() {
        return List.of(product);
    }

    /// Room for a matrix with the samples of each feature in a row, whole blocks of them.
    static Value samplesInRows(Value blocks) {
        return Value.rows(Shape.of(blocks.elements(), blocks.blocks() * Kernels.LANES));
    }

    /// The step that fills [#samplesInRows].
    static Step samplesInRows(Value blocks, Value rows) {
        int stride = rows.shape.dim(1);
        return new BlockStep(
                List.of(blocks),
                rows,
                (site, block) -> {
                    int from = site.at(blocks, block);
                    int to = site.at(rows) + block * Kernels.LANES;
                    for (int feature = 0; feature < blocks.elements(); feature++) {
                        System.arraycopy(site.array(blocks), from, site.array(rows), to, Kernels.LANES);
                        from += Kernels.LANES;
                        to += stride;
                    }
                });
    }

    /// Rows of the result.
    private int features() {
        return a.shape.dim(0);
    }

    private int ranges() {
        return Math.ceilDiv(features(), ROWS_PER_TASK);
    }

    private int transposed() {
        return b.blocks() * Kernels.LANES * COLUMNS;
    }

    @Override
    public int scratch() {
        return transposed() + leaves.tiles() * ROWS * COLUMNS;
    }

    @Override
    public long cost() {
        return product.size;
    }

    @Override
    public int tasks() {
        return Math.ceilDiv(b.elements(), COLUMNS) * ranges();
    }

    @Override
    public void run(Site site, int task) {
        int column = task / ranges() * COLUMNS;
        int columns = Math.min(COLUMNS, b.elements() - column);
        transpose(site, column, columns);
        int last = Math.min(features(), (task % ranges() + 1) * ROWS_PER_TASK);
        for (int row = task % ranges() * ROWS_PER_TASK; row < last; row += ROWS) {
            rows(site, row, Math.min(last, row + ROWS), column, columns);
        }
    }

    private void transpose(Site site, int column, int columns) {
        float[] scratch = site.scratchArray();
        int at = site.scratch();
        if (columns < COLUMNS) {
            Zeros.fill(scratch, at, at + transposed());
        }
        for (int block = 0; block < b.blocks(); block++) {
            copy.fromBlock(
                    site.array(b),
                    site.at(b, block) + column * Kernels.LANES,
                    columns,
                    Math.min(Kernels.LANES, leaves.samples() - block * Kernels.LANES),
                    scratch,
                    at + block * Kernels.LANES * COLUMNS,
                    COLUMNS);
        }
    }

    private void rows(Site site, int first, int last, int column, int columns) {
        float[] scratch = site.scratchArray();
        int partials = site.scratch() + transposed();
        int size = (last - first) * COLUMNS;
        for (int leaf = 0; leaf < leaves.count(); leaf++) {
            int firstBlock = leaves.firstBlock(leaf);
            kernel.run(
                    scratch,
                    site.scratch() + firstBlock * Kernels.LANES * COLUMNS,
                    site.array(a),
                    site.at(a) + firstBlock * Kernels.LANES,
                    a.shape.dim(1),
                    leaves.live(leaf),
                    scratch,
                    leaves.tile(leaf, partials, size),
                    first,
                    last);
            leaves.take(leaf, scratch, partials, size);
        }
        float[] out = site.array(product);
        for (int row = first; row < last; row++) {
            int to = site.at(product) + row * b.elements() + column;
            System.arraycopy(scratch, partials + (row - first) * COLUMNS, out, to, columns);
        }
    }
}
