package dev.fovea.device.cpu;

import dev.fovea.kernel.DenseKernel;

import java.util.List;

/// A dense product of blocks by more weights than the second-level cache likes to hold: a task computes some of the
/// outputs of several blocks, so that every weight is read once for all of them and not by each worker for each of its
/// own.
///
/// The bits are those of a [DenseStep].
///
/// @param kernel the product
/// @param x inputs
/// @param weights weights
/// @param bias bias, or zeros
/// @param y outputs
record WideDenseStep(DenseKernel kernel, Value x, Value weights, Value bias, Value y) implements Step.Reduce {
    /// Weights from which it pays.
    static final long LEAST_WEIGHTS = 1 << 16;

    /// Outputs of a task: a multiple of all tiles.
    private static final int GRAIN = 60;

    /// Blocks of a task: their inputs stay in the second-level cache.
    private static final int BLOCKS = 8;

    /// Blocks that the kernel takes at once.
    private static final int GROUP = 4;

    @Override
    public List<Value> reads() {
        return List.of(x, weights, bias);
    }

    @Override
    public List<Value> writes() {
        return List.of(y);
    }

    @Override
    public long cost() {
        return (long) x.elements() * y.elements();
    }

    @Override
    public int tasks() {
        return chunks() * Math.ceilDiv(y.blocks(), BLOCKS);
    }

    private int chunks() {
        return Math.ceilDiv(y.elements(), GRAIN);
    }

    @Override
    public void run(Site site, int task) {
        int first = task % chunks() * GRAIN;
        int last = Math.min(y.elements(), first + GRAIN);
        int firstBlock = task / chunks() * BLOCKS;
        int lastBlock = Math.min(y.blocks(), firstBlock + BLOCKS);
        for (int block = firstBlock; block < lastBlock; block += GROUP) {
            kernel.run(
                    site.array(x),
                    site.at(x, block),
                    x.size,
                    site.array(weights),
                    site.at(weights),
                    site.array(bias),
                    site.at(bias),
                    site.array(y),
                    site.at(y, block),
                    y.size,
                    Math.min(GROUP, lastBlock - block),
                    first,
                    last);
        }
    }
}
