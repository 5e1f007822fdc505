package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradTiles;
import dev.fovea.kernel.WinogradWeights;

import java.util.List;

/// The transform of weights, or of the gradients of such a transform to those of the weights.
///
/// @param kernel the transform
/// @param tiles its geometry
/// @param from weights `[filters][channels][taps][taps]`, or gradients `[points][filters][channels]`
/// @param to the other of the two
/// @param back whether gradients are transformed
record WinogradTransformStep(WinogradWeights kernel, WinogradTiles tiles, Value from, Value to, boolean back)
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

    private int kernels() {
        return tiles.filters() * tiles.channels();
    }

    /// The first kernel of the task that begins with an element: tasks but the last take whole vectors.
    private int kernel(int element) {
        return Math.min(kernels(), Math.ceilDiv(element, tiles.allPoints() * Kernels.LANES) * Kernels.LANES);
    }

    @Override
    public int elements() {
        return kernels() * tiles.allPoints();
    }

    @Override
    public void run(Site site, int first, int last) {
        int begin = kernel(first);
        int end = kernel(last);
        float[] in = site.array(from);
        float[] out = site.array(to);
        float[] scratch = site.scratchArray();
        if (back) {
            kernel.gradient(in, site.at(from), kernels(), begin, end, out, site.at(to), scratch, site.scratch());
        } else {
            kernel.transform(in, site.at(from), kernels(), begin, end, out, site.at(to), scratch, site.scratch());
        }
    }
}
