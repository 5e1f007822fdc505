package dev.fovea.device.cpu;

import dev.fovea.kernel.DenseKernel;
import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.Kernels;

import java.util.List;

/// A dense product with the outputs in the lanes: what the kernel takes for blocks are sixteen rows of the weights, and
/// what it takes for weights are up to four samples.
///
/// Every other time it begins with the last outputs: of weights that are a little larger than the second-level cache,
/// those that were read last are still there.
///
/// @param sum its geometry
/// @param weights `[outputs/16][inputs][16]`
/// @param bias `[outputs/16][16]`
record LanesDenseStep(DenseKernel kernel, DenseSum sum, Value x, Value weights, Value bias, Value y)
        implements Step.Map {

    /// Blocks that the kernel takes at once.
    private static final int GROUP = 4;

    /// Blocks that it takes with one sample: enough sums to wait for the memory and not for each other.
    private static final int GROUP_OF_ONE = 8;

    @Override
    public List<Value> reads() {
        return List.of(x, weights, bias);
    }

    @Override
    public List<Value> writes() {
        return List.of(y);
    }

    @Override
    public boolean takesGroups() {
        return true;
    }

    @Override
    public void run(Site site) {
        int block = sum.inputs() * Kernels.LANES;
        int blocks = y.images();
        int group = site.count == 1 && blocks % GROUP_OF_ONE == 0 ? GROUP_OF_ONE : GROUP;
        site.isBackwards = !site.isBackwards;
        int groups = Math.ceilDiv(blocks, group);
        for (int i = 0; i < groups; i++) {
            int first = (site.isBackwards ? groups - 1 - i : i) * group;
            kernel.run(
                    site.array(weights),
                    site.at(weights) + first * block,
                    block,
                    site.array(x),
                    site.at(x, site.first),
                    site.array(bias),
                    site.at(bias) + first * Kernels.LANES,
                    site.array(y),
                    site.at(y, site.first) + first * Kernels.LANES,
                    Kernels.LANES,
                    Math.min(group, blocks - first),
                    0,
                    site.count);
        }
    }
}
