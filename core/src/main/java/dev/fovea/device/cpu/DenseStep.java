package dev.fovea.device.cpu;

import dev.fovea.kernel.DenseKernel;

import java.util.List;

/// A dense product of blocks by shared weights: up to four blocks at a time.
///
/// @param kernel the product
/// @param x inputs
/// @param weights weights
/// @param bias bias, or zeros
/// @param y outputs
record DenseStep(DenseKernel kernel, Value x, Value weights, Value bias, Value y) implements Step.Map {
    /// Outputs that a part is cut at: a multiple of the largest tile.
    private static final int GRAIN = 12;

    @Override
    public List<Value> reads() {
        return List.of(x, weights, bias);
    }

    @Override
    public List<Value> writes() {
        return List.of(y);
    }

    @Override
    public boolean divides() {
        return true;
    }

    @Override
    public boolean takesGroups() {
        return true;
    }

    @Override
    public void run(Site site) {
        int first = site.from(y.elements(), GRAIN);
        int last = site.to(y.elements(), GRAIN);
        if (first < last) {
            kernel.run(
                    site.array(x),
                    site.at(x, site.first),
                    x.size,
                    site.array(weights),
                    site.at(weights),
                    site.array(bias),
                    site.at(bias),
                    site.array(y),
                    site.at(y, site.first),
                    y.size,
                    site.count,
                    first,
                    last);
        }
    }
}
