package dev.fovea.device.cpu;

/// What a run works in: its workspace and the arrays that the caller gave. One caller at a time.
///
/// The workspace is one array: values for the whole run, then for each area (one per worker, and one that all share for
/// a block they work on together) the local values, then for each worker its scratch.
final class Frame {
    final float[] workspace;
    final float[][] external;
    private final int localAt;
    private final int localSize;
    private final int scratchAt;
    private final int scratchSize;

    Frame(Layout layout, int externals, int threads) {
        localAt = layout.shared();
        localSize = layout.local();
        scratchAt = localAt + (threads + 1) * localSize;
        scratchSize = layout.scratch();
        workspace = new float[Math.addExact(scratchAt, threads * scratchSize)];
        external = new float[externals][];
    }

    /// Sizes of the parts of a workspace, in floats.
    ///
    /// @param shared values that live for the whole run
    /// @param local local values of one area
    /// @param scratch scratch of one worker
    record Layout(int shared, int local, int scratch) {}

    int local(int area) {
        return localAt + area * localSize;
    }

    int scratch(int worker) {
        return scratchAt + worker * scratchSize;
    }
}
