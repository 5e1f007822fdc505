package dev.fovea.device.cpu;

import java.util.List;
import java.util.stream.Stream;

/// Steps between two joins of the workers: a segment of a program.
sealed interface Phase {
    /// The steps, in order.
    List<? extends Step> steps();

    /// Per block: a worker takes some blocks through all steps before it takes the next, so that they stay in its
    /// cache.
    ///
    /// @param samples samples of the batch
    /// @param block what a block is
    record Map(List<Step.Map> steps, int samples, Block block) implements Phase {
        int blocks() {
            return Math.ceilDiv(samples, block.samples());
        }

        /// Blocks of a task, at most: where no step takes groups, whichever worker is through with a block takes the
        /// next, and none waits for one that something else on the machine slows down.
        int group() {
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i).takesGroups()) {
                    return Placement.GROUP;
                }
            }
            return 1;
        }
    }

    /// Over all blocks: the tasks of all steps at once.
    record Reduce(List<Step.Reduce> steps) implements Phase {}

    /// Both at once, neither needing the other: tiles fill the time in which a worker would wait for others' blocks.
    record Both(Map map, Reduce reduce) implements Phase {
        /// Maps first: what a reduction reads is then read after every map, so no map's result takes its place.
        @Override
        public List<Step> steps() {
            return Stream.concat(map.steps().stream(), reduce.steps().stream()).toList();
        }
    }

    /// On row-major values: step after step, large ones cut into ranges.
    record Shared(List<Step.Shared> steps) implements Phase {}
}
