package dev.fovea.device.cpu;

import dev.fovea.device.Device;
import dev.fovea.device.Program;
import dev.fovea.kernel.Kernels;
import dev.fovea.tensor.Graph;

/// The processor: blocks of 16 samples, vector or scalar kernels, any number of threads, and the same bits whatever is
/// chosen.
public final class CpuDevice implements Device {
    /// Threads, at most: each takes memory of its own.
    private static final int MOST_THREADS = 1024;

    private final Kernels kernels;
    private final Workers workers;

    /// A device.
    ///
    /// @param kernels the kernels
    /// @param threads threads that compute, the caller's among them, 1 to 1024
    /// @throws IllegalArgumentException if there are fewer or more
    public CpuDevice(Kernels kernels, int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "making a CPU device: "
                            + threads
                            + " threads; expected 1 to "
                            + MOST_THREADS
                            + ", and no more than there are processors ("
                            + Runtime.getRuntime().availableProcessors()
                            + ") to gain from");
        }
        this.kernels = kernels;
        this.workers = new Workers(threads);
    }

    @Override
    public Program compile(Graph graph) {
        int blocks = Portions.inBlocks(graph, workers.threads());
        return blocks == 0 ? new CpuProgram(graph, kernels, workers) : new Portions(graph, blocks, kernels, workers);
    }

    @Override
    public String describe() {
        return "CPU, "
                + kernels.describe()
                + ", "
                + workers.threads()
                + (workers.threads() == 1 ? " thread" : " threads");
    }
}
