package dev.fovea.device.cpu;

import dev.fovea.kernel.TapSum;
import dev.fovea.kernel.TapSumKernel;
import dev.fovea.kernel.Unpool;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Forward convolution, with bias and 2x2 max pooling if wanted, or an input gradient, of gradients that may still be
/// pooled.
///
/// @param sums the sum of one group; several where a strided input gradient has one for each phase
/// @param outputOffsets where the outputs of each sum begin
/// @param groups groups, and how far apart they lie
/// @param x input, or output gradient
/// @param index where `x` is a pooled gradient: which position of each window it belongs to
/// @param weights weights
/// @param bias bias, or zeros
/// @param y the result; with gaps between phases that no tap reaches if `clears`
/// @param winners where pooled: the index of each maximum
/// @param clears whether `y` must be zeroed first
/// @param halos for each sum the buffer with a border that it reads
record TapSumStep(
        List<TapSumKernel> kernels,
        List<TapSum> sums,
        List<Integer> outputOffsets,
        Groups groups,
        Value x,
        @Nullable Pooled index,
        Value weights,
        Value bias,
        Value y,
        @Nullable Value winners,
        boolean clears,
        List<Halo> halos)
        implements Step.Map {

    TapSumStep(
            List<TapSumKernel> kernels,
            List<TapSum> sums,
            List<Integer> outputOffsets,
            Groups groups,
            Value x,
            @Nullable Pooled index,
            Value weights,
            Value bias,
            Value y,
            @Nullable Value winners,
            boolean clears) {
        this(
                kernels,
                sums,
                outputOffsets,
                groups,
                x,
                index,
                weights,
                bias,
                y,
                winners,
                clears,
                sums.stream().map(TapSumStep::halo).toList());
    }

    /// Groups of channels.
    ///
    /// @param count how many
    /// @param input floats from one group to the next in a block of the input
    /// @param output floats from one group to the next in a block of the result
    /// @param weights floats from one group to the next in the weights
    /// @param bias floats from one group to the next in the bias; 0 where the bias is all zeros
    record Groups(int count, int input, int output, int weights, int bias) {}

    /// A gradient of 2x2 max pooling that has not been spread over its windows.
    ///
    /// @param index which position held each maximum
    /// @param unpool spreads it
    /// @param rows rows of windows
    /// @param columns columns of windows
    record Pooled(Value index, Unpool unpool, int rows, int columns) {}

    @Override
    public List<Value> reads() {
        List<Value> reads = new ArrayList<>(List.of(x, weights, bias));
        if (index != null) {
            reads.add(index.index());
        }
        return reads;
    }

    @Override
    public List<Value> writes() {
        return winners == null ? List.of(y) : List.of(y, winners);
    }

    @Override
    public boolean divides() {
        return !clears;
    }

    @Override
    public int scratch() {
        return sums.stream().mapToInt(sum -> buffered(sum) ? halo(sum).size() : 0).max().orElse(0);
    }

    private boolean buffered(TapSum sum) {
        return index != null || sum.needsHalo();
    }

    private static Halo halo(TapSum sum) {
        return new Halo(
                sum.channels(),
                sum.vertical().size(),
                sum.horizontal().size(),
                sum.haloTop(),
                sum.haloLeft(),
                sum.bufferRows(),
                sum.bufferColumns());
    }

    @Override
    public void run(Site site) {
        if (clears && site.part != 0) {
            return;
        }
        float[] out = site.array(y);
        for (int block = site.first; block < site.first + site.count; block++) {
            int yo = site.at(y, block);
            if (clears) {
                Zeros.fill(out, yo, yo + y.size);
            }
            for (int phase = 0; phase < sums.size(); phase++) {
                for (int group = 0; group < groups.count(); group++) {
                    run(site, block, phase, group);
                }
            }
        }
    }

    private void run(Site site, int block, int phase, int group) {
        TapSum sum = sums.get(phase);
        TapSumKernel kernel = kernels.get(phase);
        int tiles = Math.ceilDiv(sum.outputs(), kernel.outputsPerTile());
        float[] in = site.array(x);
        int xo = site.at(x, block) + group * groups.input();
        if (buffered(sum)) {
            fill(site, halos.get(phase), in, xo, block, group);
            in = site.scratchArray();
            xo = site.scratch();
        }
        int yo = group * groups.output() + outputOffsets.get(phase);
        Value z = winners == null ? y : winners;
        kernel.run(
                in,
                xo,
                site.array(weights),
                site.at(weights) + group * groups.weights(),
                site.array(bias),
                site.at(bias) + group * groups.bias(),
                site.array(y),
                site.at(y, block) + yo,
                site.array(z),
                site.at(z, block) + yo,
                clears ? 0 : site.from(tiles, 1),
                clears ? tiles : site.to(tiles, 1));
    }

    private void fill(Site site, Halo halo, float[] in, int xo, int block, int group) {
        float[] buffer = site.scratchArray();
        int at = site.scratch();
        if (index == null) {
            halo.copy(in, xo, buffer, at);
            return;
        }
        halo.clearAround(buffer, at, 2 * index.rows(), 2 * index.columns());
        index.unpool()
                .run(
                        in,
                        xo,
                        site.array(index.index()),
                        site.at(index.index(), block) + group * groups.input(),
                        halo.channels(),
                        index.rows(),
                        index.columns(),
                        buffer,
                        at + halo.origin(),
                        halo.bufferColumns() * 16,
                        halo.bufferRows() * halo.bufferColumns() * 16);
    }
}
