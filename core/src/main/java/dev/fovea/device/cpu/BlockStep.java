package dev.fovea.device.cpu;

import java.util.List;

/// An operation on one block at a time, by one worker.
///
/// @param scratch floats of scratch
/// @param isElementwise whether elements of the results depend on the same elements of inputs of their size alone
/// @param body the work on one block
record BlockStep(List<Value> reads, List<Value> writes, int samples, int scratch, boolean isElementwise, Body body)
        implements Step.Map {
    /// Work on one block.
    interface Body {
        void run(Site site, int block);
    }

    BlockStep(List<Value> reads, List<Value> writes, int samples, int scratch, Body body) {
        this(reads, writes, samples, scratch, false, body);
    }

    BlockStep(List<Value> reads, Value write, Body body) {
        this(reads, List.of(write), (write.blocked ? write : reads.getFirst()).shape.dim(0), 0, body);
    }

    /// A step whose result's elements each depend on the same elements of inputs of its size, and on what is no input
    /// of its size.
    static BlockStep elementwise(List<Value> reads, Value write, Body body) {
        return new BlockStep(reads, List.of(write), write.shape.dim(0), 0, true, body);
    }

    @Override
    public boolean canReplace(Value input, Value result) {
        return isElementwise && input.size == result.size;
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
