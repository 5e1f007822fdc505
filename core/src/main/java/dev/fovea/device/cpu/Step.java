package dev.fovea.device.cpu;

import java.util.List;

/// One operation of a program, or several fused.
sealed interface Step {
    /// Values that it reads.
    List<Value> reads();

    /// Values that it writes.
    List<Value> writes();

    /// Floats of scratch that a worker needs for it.
    default int scratch() {
        return 0;
    }

    /// Per block of samples.
    non-sealed interface Map extends Step {
        /// Whether workers may share one block, each doing its part; if not, part 0 does all.
        default boolean divides() {
            return false;
        }

        /// Whether several blocks at once are better than one: weights that were read serve all of them.
        default boolean takesGroups() {
            return false;
        }

        /// Whether a result may lie where an input lies: the step reads each element before it writes that of the
        /// result, and not again.
        default boolean canReplace(Value input, Value result) {
            return false;
        }

        /// Samples of the values it works on.
        default int samples() {
            return writes().getFirst().shape.dim(0);
        }

        /// Works on the site's blocks, or on the site's part of each operation on them.
        void run(Site site);
    }

    /// Over all blocks, cut into tiles of the output.
    non-sealed interface Reduce extends Step {
        /// Multiply-adds per sample, roughly.
        default long cost() {
            return 0;
        }

        /// Of one task: what takes longest begins first, so that small tasks fill the gaps at the end.
        default long costOfTask() {
            return cost() / Math.max(1, tasks());
        }

        /// Tasks, each of which writes its own tile.
        int tasks();

        /// Runs one task.
        void run(Site site, int task);
    }

    /// On row-major values, cut into ranges of elements.
    non-sealed interface Shared extends Step {
        /// Elements that may be cut anywhere; 1 if the operation is not cut.
        int elements();

        /// Works on some of the elements.
        void run(Site site, int from, int to);
    }
}
