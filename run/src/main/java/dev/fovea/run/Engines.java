package dev.fovea.run;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;

/// Makes the engine that a run asks for.
public final class Engines {
    private Engines() {}

    /// Loads the kernels of most engines in a thread of its own, while the caller finds out what it is asked for.
    public static void preload() {
        Thread.ofPlatform()
                .daemon()
                .name("fovea-preload")
                .uncaughtExceptionHandler((_, _) -> {
                    // What is wrong with this process shows, and is told, when an engine is made.
                })
                .start(KernelSelection::preload);
    }

    /// Makes an engine.
    ///
    /// @param choice device, threads and vectors
    /// @return the engine
    /// @throws RunFileException if there is no such device
    /// @throws IllegalArgumentException if this process has no such vectors
    public static StandardEngine of(RunFile.DeviceChoice choice) {
        if (choice.device().matches("gpu(:\\d+)?")) {
            throw new RunFileException(
                    "choosing the device "
                            + choice.device()
                            + ": this version has no back end for GPUs, it computes on the processor; expected"
                            + " --device cpu");
        }
        if (!choice.device().equals("cpu")) {
            throw new RunFileException(
                    "choosing the device \"" + choice.device() + "\": there is no such device; expected cpu or gpu:N");
        }
        int threads = choice.threads() == 0 ? Runtime.getRuntime().availableProcessors() : choice.threads();
        return new StandardEngine(new CpuDevice(KernelSelection.select(choice.vector()).kernels(), threads));
    }
}
