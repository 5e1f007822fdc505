package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradTiles;
import dev.fovea.kernel.WinogradWeights;

import java.util.List;

/// The transform of weights.
///
/// @param kernel the transform
/// @param tiles its geometry
/// @param from weights `[filters][channels][taps][taps]`
/// @param to their transforms `[points²][filters][channels]`
record WinogradTransformStep(WinogradWeights kernel, WinogradTiles tiles, Value from, Value to) implements Step.Shared {
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
        kernel.transform(
                site.array(from),
                site.at(from),
                kernels(),
                kernel(first),
                kernel(last),
                site.array(to),
                site.at(to),
                site.scratchArray(),
                site.scratch());
    }
}
