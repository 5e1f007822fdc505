package dev.fovea.device.cpu;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.Kernels;

import java.util.List;

/// Sums per channel over all samples of a batch, one or several in one pass. A task is a range of channels.
///
/// @param leaves the leaves of the batch
/// @param folds folds the lanes
/// @param channels channels
/// @param reads what is read
/// @param sums the results, each one value per channel
/// @param laneSums makes the lane sums of one leaf
record SumStep(Leaves leaves, BlockSum folds, int channels, List<Value> reads, List<Value> sums, LaneSums laneSums)
        implements Step.Reduce {

    /// Lane sums of some channels of one leaf.
    interface LaneSums {
        /// @param firstBlock the leaf's first block
        /// @param samples samples of the leaf
        /// @param first the first channel
        /// @param count how many
        /// @param lanes takes `[sums][count][16]` at `at`
        void run(Site site, int firstBlock, int samples, int first, int count, float[] lanes, int at);
    }

    /// Channels that are summed together.
    private static final int TOGETHER = 4;

    /// Tasks, at most: few channels of large images are work for several threads.
    private static final int TASKS = 16;

    @Override
    public List<Value> writes() {
        return sums;
    }

    @Override
    public int scratch() {
        return sums.size() * channelsPerTask() * (Kernels.LANES + leaves.tiles());
    }

    private int channelsPerTask() {
        return Math.ceilDiv(channels, TASKS * TOGETHER) * TOGETHER;
    }

    @Override
    public int tasks() {
        return Math.ceilDiv(channels, channelsPerTask());
    }

    @Override
    public void run(Site site, int task) {
        int first = task * channelsPerTask();
        int count = Math.min(channelsPerTask(), channels - first);
        float[] scratch = site.scratchArray();
        int lanes = site.scratch();
        int values = sums.size() * count;
        int partials = lanes + values * Kernels.LANES;
        for (int leaf = 0; leaf < leaves.count(); leaf++) {
            laneSums.run(site, leaves.firstBlock(leaf), leaves.live(leaf), first, count, scratch, lanes);
            folds.fold(scratch, lanes, values, scratch, leaves.tile(leaf, partials, values));
            leaves.take(leaf, scratch, partials, values);
        }
        for (int i = 0; i < sums.size(); i++) {
            Value sum = sums.get(i);
            System.arraycopy(scratch, partials + i * count, site.array(sum), site.at(sum) + first, count);
        }
    }
}
