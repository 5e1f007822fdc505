package dev.fovea.device.cpu;

import dev.fovea.kernel.DenseKernel;
import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.Products;

import java.util.List;

/// A dense product of blocks by more weights than the second-level cache likes to hold: a task computes some of the
/// outputs of several blocks, so that every weight is read once for all of them and not by each worker for each of its
/// own.
///
/// The weights of one output may lie rows apart, as they do for an input gradient. Then a task first copies those of
/// its outputs, some in a row. Read where they are, every five outputs fetched the same lines again, and each waited
/// for its own: rows are 4 KiB or so apart, where no prefetching helps and lines fall into few sets of the first-level
/// cache.
///
/// The bits are those of a [DenseStep].
///
/// @param kernel the product
/// @param x inputs
/// @param weights weights
/// @param bias bias, or zeros
/// @param y outputs
/// @param copies whether a task copies its weights
record WideDenseStep(DenseKernel kernel, Value x, Value weights, Value bias, Value y, boolean copies)
        implements Step.Reduce {

    /// Weights from which it pays.
    static final long LEAST_WEIGHTS = 1 << 16;

    /// Outputs of a task: a multiple of all tiles.
    private static final int GRAIN = 60;

    /// Outputs of a task that copies their weights: longer rows are copied faster.
    private static final int ROW = 80;

    /// Blocks from which it pays to copy.
    private static final int LEAST_BLOCKS = 3;

    /// Blocks of a task: their inputs stay in the second-level cache.
    private static final int BLOCKS = 8;

    /// Blocks that the kernel takes at once.
    private static final int GROUP = 4;

    /// A product of blocks by weights that lie as the sum says. Where those of one output lie rows apart, they are
    /// copied if there are enough blocks.
    static WideDenseStep of(Products products, DenseSum sum, Value x, Value weights, Value bias, Value y) {
        boolean copies = sum.weightOutputStride() == 1 && y.blocks() >= LEAST_BLOCKS;
        DenseSum read = copies ? new DenseSum(sum.outputs(), sum.inputs(), 1, ROW) : sum;
        return new WideDenseStep(products.dense(read), x, weights, bias, y, copies);
    }

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
    public int scratch() {
        return copies ? x.elements() * ROW : 0;
    }

    @Override
    public int tasks() {
        return chunks() * Math.ceilDiv(y.blocks(), BLOCKS);
    }

    private int grain() {
        return copies ? ROW : GRAIN;
    }

    private int chunks() {
        return Math.ceilDiv(y.elements(), grain());
    }

    @Override
    public void run(Site site, int task) {
        int first = task % chunks() * grain();
        int last = Math.min(y.elements(), first + grain());
        int firstBlock = task / chunks() * BLOCKS;
        int lastBlock = Math.min(y.blocks(), firstBlock + BLOCKS);
        if (copies) {
            copy(site, first, last);
        }
        for (int block = firstBlock; block < lastBlock; block += GROUP) {
            kernel.run(
                    site.array(x),
                    site.at(x, block),
                    x.size,
                    copies ? site.scratchArray() : site.array(weights),
                    copies ? site.scratch() - first : site.at(weights),
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

    private void copy(Site site, int first, int last) {
        float[] from = site.array(weights);
        float[] to = site.scratchArray();
        int at = site.at(weights) + first;
        for (int input = 0; input < x.elements(); input++) {
            System.arraycopy(from, at, to, site.scratch() + input * ROW, last - first);
            at += y.elements();
        }
    }
}
