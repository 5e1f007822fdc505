package dev.fovea.device.cpu;

import java.util.List;

/// An operation on row-major values, in one piece.
///
/// @param scratch floats of scratch
/// @param body the work
record RowsStep(List<Value> reads, List<Value> writes, int scratch, Body body) implements Step.Shared {
    /// The work.
    interface Body {
        void run(Site site);
    }

    RowsStep(List<Value> reads, Value write, Body body) {
        this(reads, List.of(write), 0, body);
    }

    @Override
    public int elements() {
        return 1;
    }

    @Override
    public void run(Site site, int from, int to) {
        body.run(site);
    }
}
