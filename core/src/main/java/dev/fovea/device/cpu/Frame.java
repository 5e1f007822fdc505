package dev.fovea.device.cpu;

/// What a run works in: its workspace and the arrays that the caller gave. One caller at a time.
///
/// The workspace is one array: values for the whole run, then for each area (one per worker, and one that all share for
/// a block they work on together) the local values, then for each worker its scratch.
final class Frame {
    /// Floats of a workspace, at most: kernels may take indexes to be below 2^30.
    private static final long LARGEST = 1 << 30;

    final float[] workspace;
    final float[][] external;

    /// Where the values that are meant begin in the arrays that the caller gave.
    final int[] externalAt;

    private final int localAt;
    private final int localSize;
    private final int scratchAt;
    private final int scratchSize;

    Frame(Layout layout, int externals, int threads) {
        localAt = layout.shared();
        localSize = layout.local();
        scratchAt = checked(localAt + (threads + 1L) * localSize);
        scratchSize = layout.scratch();
        workspace = new float[checked(layout.floats(threads))];
        external = new float[externals][];
        externalAt = new int[externals];
    }

    /// A size or place that a workspace can have.
    ///
    /// @throws IllegalArgumentException if it is too large
    static int checked(long floats) {
        if (floats > LARGEST) {
            throw new IllegalArgumentException(
                    "placing the values of a run: they take "
                            + floats
                            + " numbers of memory or more; expected at most "
                            + LARGEST
                            + " (4 GiB); use smaller batches, or ask for less in one run");
        }
        return (int) floats;
    }

    /// Sizes of the parts of a workspace, in floats.
    ///
    /// @param shared values that live for the whole run
    /// @param local local values of one area
    /// @param scratch scratch of one worker
    record Layout(int shared, int local, int scratch) {
        /// Floats of a workspace.
        long floats(int threads) {
            return shared + (threads + 1L) * local + (long) threads * scratch;
        }
    }

    int local(int area) {
        return localAt + area * localSize;
    }

    int scratch(int worker) {
        return scratchAt + worker * scratchSize;
    }
}
