package dev.fovea.device.cpu;

import dev.fovea.kernel.FilterSum;
import dev.fovea.kernel.TapSumKernel;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Forward convolution with the filters in the lanes, with bias and 2x2 max pooling if wanted, sample by sample.
///
/// @param sum its geometry
/// @param halo puts the padding around the image
/// @param x images in rows or in blocks, as the geometry says
/// @param weights in blocks of filters
/// @param bias in blocks of filters
/// @param winners where pooled: the index of each maximum
record FilterSumStep(
        TapSumKernel kernel,
        FilterSum sum,
        Halo halo,
        Value x,
        Value weights,
        Value bias,
        Value y,
        @Nullable Value winners)
        implements Step.Map {

    @Override
    public List<Value> reads() {
        return List.of(x, weights, bias);
    }

    @Override
    public List<Value> writes() {
        return winners == null ? List.of(y) : List.of(y, winners);
    }

    @Override
    public int scratch() {
        return halo.isNothing() ? 0 : halo.size();
    }

    @Override
    public void run(Site site) {
        Value z = winners == null ? y : winners;
        int tiles = Math.ceilDiv(sum.sum().outputs(), kernel.outputsPerTile());
        for (int sample = site.first; sample < site.first + site.count; sample++) {
            float[] in = site.array(x);
            int xo = x.blocked ? site.at(x, sample) : site.row(x, sample);
            if (!halo.isNothing()) {
                halo.copy(in, xo, site.scratchArray(), site.scratch());
                in = site.scratchArray();
                xo = site.scratch();
            }
            kernel.run(
                    in,
                    xo,
                    site.array(weights),
                    site.at(weights),
                    site.array(bias),
                    site.at(bias),
                    site.array(y),
                    site.at(y, sample),
                    site.array(z),
                    site.at(z, sample),
                    0,
                    tiles);
        }
    }
}
