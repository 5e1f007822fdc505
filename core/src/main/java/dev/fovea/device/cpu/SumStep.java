package dev.fovea.device.cpu;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.Kernels;

import java.util.List;

/// Sums per channel over all samples of a batch. A task is a range of channels.
///
/// @param leaves the leaves of the batch
/// @param folds folds the lanes
/// @param channels channels
/// @param reads what is read
/// @param sums the result, one value per channel
/// @param laneSums makes the lane sums of one leaf
record SumStep(Leaves leaves, BlockSum folds, int channels, List<Value> reads, Value sums, LaneSums laneSums)
        implements Step.Reduce {

    /// Lane sums of some channels of one leaf.
    interface LaneSums {
        /// @param firstBlock the leaf's first block
        /// @param samples samples of the leaf
        /// @param first the first channel
        /// @param count how many
        /// @param lanes takes `[count][16]` at `at`
        void run(Site site, int firstBlock, int samples, int first, int count, float[] lanes, int at);
    }

    private static final int CHANNELS_PER_TASK = 16;

    @Override
    public List<Value> writes() {
        return List.of(sums);
    }

    @Override
    public int scratch() {
        return CHANNELS_PER_TASK * (Kernels.LANES + leaves.tiles());
    }

    @Override
    public int tasks() {
        return Math.ceilDiv(channels, CHANNELS_PER_TASK);
    }

    @Override
    public void run(Site site, int task) {
        int first = task * CHANNELS_PER_TASK;
        int count = Math.min(CHANNELS_PER_TASK, channels - first);
        float[] scratch = site.scratchArray();
        int lanes = site.scratch();
        int partials = lanes + CHANNELS_PER_TASK * Kernels.LANES;
        for (int leaf = 0; leaf < leaves.count(); leaf++) {
            laneSums.run(site, leaves.firstBlock(leaf), leaves.live(leaf), first, count, scratch, lanes);
            folds.fold(scratch, lanes, count, scratch, leaves.tile(leaf, partials, count));
            leaves.take(leaf, scratch, partials, count);
        }
        System.arraycopy(scratch, partials, site.array(sums), site.at(sums) + first, count);
    }
}
