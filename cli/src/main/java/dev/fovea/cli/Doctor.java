package dev.fovea.cli;

import dev.fovea.kernel.Peak;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

import java.util.Locale;

/// `fovea doctor`: what this machine offers, and what would make it faster.
@Command(
        name = "doctor",
        description = "Show the Java in use, the vector unit, the peak speed of this machine and the data found.")
final class Doctor implements Runnable {
    @ParentCommand private Main main;

    @Override
    public void run() {
        var out = main.terminal().out();
        var processors = Runtime.getRuntime().availableProcessors();
        out.println("fovea     " + Version.number());
        out.println("java      " + Runtime.version() + " in " + System.getProperty("java.home"));
        out.println(
                "machine   "
                        + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch")
                        + ", "
                        + processors
                        + (processors == 1 ? " processor, " : " processors, ")
                        + Runtime.getRuntime().maxMemory() / (1 << 20)
                        + " MiB of heap");
        try {
            var one = Peak.measure(1);
            out.println("vectors   " + vectors(one.vectorBits()));
            out.println(
                    "peak      "
                            + gigaflops(one)
                            + " GFLOP/s on 1 thread"
                            + (processors == 1
                                    ? ""
                                    : ", " + gigaflops(Peak.measure(processors)) + " GFLOP/s on " + processors));
        } catch (InterruptedException e) {
            throw new IllegalStateException("measuring the peak was interrupted", e);
        }
    }

    private static String vectors(int bits) {
        return bits == Float.SIZE
                ? "none: run Java with --add-modules jdk.incubator.vector, or use the fovea launcher"
                : bits + " bits, " + bits / Float.SIZE + " numbers at once";
    }

    private static String gigaflops(Peak peak) {
        return String.format(Locale.ROOT, "%.1f", peak.gigaflops());
    }
}
