package dev.fovea.device.cpu;

import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.LeafTree;
import dev.fovea.kernel.WinogradSum;
import dev.fovea.kernel.WinogradWeights;

import java.util.List;

/// The gradients of weights from those of their transforms: joins the leaves of [WinogradWeightStep], and transforms
/// back. It is cut by channels. Leaves are joined where they lie: nothing else reads them.
///
/// @param channels channels that the sums have room for
/// @param leaves leaves of the batch
/// @param from sums `[leaves][parts of the filters][points²][channels][filters]`
/// @param to gradients `[filters][channels][taps][taps]`
record WinogradGradientStep(
        WinogradWeights kernel,
        WinogradSum sum,
        int channels,
        int leaves,
        Elementwise elementwise,
        Value from,
        Value to)
        implements Step.Shared {
    @Override
    public List<Value> reads() {
        return List.of(from);
    }

    @Override
    public List<Value> writes() {
        return List.of(to);
    }

    @Override
    public int scratch() {
        return kernel.scratch();
    }

    /// Elements of a channel.
    private int channel() {
        return sum.tiles().filters() * sum.tiles().allPoints();
    }

    @Override
    public int elements() {
        return sum.tiles().channels() * channel();
    }

    @Override
    public void run(Site site, int first, int last) {
        int begin = Math.ceilDiv(first, channel());
        int end = Math.ceilDiv(last, channel());
        for (int part = 0; part < sum.parts(); part++) {
            run(site, part, begin, end);
        }
    }

    private void run(Site site, int part, int begin, int end) {
        int points = sum.tiles().allPoints();
        int point = channels * sum.filters();
        int at = site.at(from) + part * points * point;
        float[] sums = site.array(from);
        for (int i = 0; i < points; i++) {
            LeafTree.join(
                    elementwise,
                    leaves,
                    sums,
                    at + i * point + begin * sum.filters(),
                    from.size / leaves,
                    (end - begin) * sum.filters());
        }
        int taps = sum.tiles().taps() * sum.tiles().taps();
        int filter = part * sum.filters();
        int live = Math.min(sum.filters(), sum.tiles().filters() - filter);
        int stride = sum.tiles().channels() * taps;
        for (int channel = begin; channel < end; channel++) {
            int out = site.at(to) + filter * stride + channel * taps;
            kernel.gradient(
                    sums,
                    at + channel * sum.filters(),
                    point,
                    0,
                    live,
                    site.array(to),
                    out,
                    stride,
                    site.scratchArray(),
                    site.scratch());
        }
    }
}
