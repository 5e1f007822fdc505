package dev.fovea.device.cpu;

import java.util.List;

/// An operation on one block at a time, by one worker.
///
/// @param scratch floats of scratch
/// @param body the work on one block
record BlockStep(List<Value> reads, List<Value> writes, int samples, int scratch, Body body) implements Step.Map {
    /// Work on one block.
    interface Body {
        void run(Site site, int block);
    }

    BlockStep(List<Value> reads, Value write, Body body) {
        this(reads, List.of(write), (write.blocked ? write : reads.getFirst()).shape.dim(0), 0, body);
    }

    @Override
    public void run(Site site) {
        if (site.part == 0) {
            for (int block = site.first; block < site.first + site.count; block++) {
                body.run(site, block);
            }
        }
    }
}
