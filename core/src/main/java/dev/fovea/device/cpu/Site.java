package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;

/// Where a step works right now: on which blocks, as which worker, on which part of each operation. One per worker,
/// reused.
final class Site {
    final Frame frame;

    /// Whose scratch to use.
    final int worker;

    /// Room for the whole numbers of a block's samples.
    final int[] numbers = new int[Kernels.LANES];

    /// The area that holds local values.
    int area;

    /// Samples of the values in hand.
    int samples;

    /// The block that lies first in the area.
    int base;

    /// The first block to work on, and how many.
    int first;

    int count;

    /// Which part of how many of each operation to do: one of one, unless all workers share the last blocks.
    int part = 0;

    int parts = 1;

    /// Whether weights are gone through from the end, which changes from time to time.
    boolean isBackwards;

    Site(Frame frame, int worker) {
        this.frame = frame;
        this.worker = worker;
        this.area = worker;
    }

    float[] array(Value value) {
        return value.storage.place == Value.Place.EXTERNAL ? frame.external[value.storage.at] : frame.workspace;
    }

    /// Where a row-major value begins.
    int at(Value value) {
        return value.storage.place == Value.Place.EXTERNAL ? frame.externalAt[value.storage.at] : value.storage.at;
    }

    /// Where a block of a blocked value begins.
    int at(Value value, int block) {
        return value.storage.place == Value.Place.LOCAL
                ? frame.local(area) + value.storage.at + (block - base) * value.storage.stride
                : value.storage.at + block * value.storage.stride;
    }

    /// Where a sample of a row-major value begins.
    int row(Value value, int sample) {
        return at(value) + sample * (value.size / value.shape.dim(0));
    }

    float[] scratchArray() {
        return frame.workspace;
    }

    int scratch() {
        return frame.scratch(worker);
    }

    /// Where this part of `units` pieces of work begins, cut at multiples of `grain`.
    int from(int units, int grain) {
        return cut(units, grain, part);
    }

    /// Where this part ends.
    int to(int units, int grain) {
        return cut(units, grain, part + 1);
    }

    private int cut(int units, int grain, int index) {
        int grains = Math.ceilDiv(units, grain);
        return Math.min(units, (int) ((long) grains * index / parts) * grain);
    }

    /// Samples of a block of samples that exist.
    int live(int block) {
        return Math.min(Kernels.LANES, samples - block * Kernels.LANES);
    }
}
