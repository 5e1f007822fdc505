package dev.fovea.device.cpu;

import dev.fovea.kernel.FilterSumKernel;

import java.util.List;

/// Forward convolution with the filters in the lanes, with bias and 2x2 max pooling if wanted, sample by sample.
///
/// @param halo puts the padding around the image
/// @param x images in rows or in blocks, as the kernel was made for
/// @param weights in blocks of filters
/// @param bias in blocks of filters
record FilterSumStep(FilterSumKernel kernel, Halo halo, Value x, Value weights, Value bias, Value y)
        implements Step.Map {

    @Override
    public List<Value> reads() {
        return List.of(x, weights, bias);
    }

    @Override
    public List<Value> writes() {
        return List.of(y);
    }

    @Override
    public int scratch() {
        return halo.isNothing() ? 0 : halo.size();
    }

    @Override
    public void run(Site site) {
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
                    site.at(y, sample));
        }
    }
}
