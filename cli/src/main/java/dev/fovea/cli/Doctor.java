package dev.fovea.cli;

import dev.fovea.data.DataException;
import dev.fovea.data.DataLocations;
import dev.fovea.data.Datasets;
import dev.fovea.data.NamedSet;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.kernel.Peak;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `fovea doctor`: what this machine offers, and what would make it faster.
final class Doctor implements Callable<Integer> {
    private final Main main;

    Doctor(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        var out = main.terminal().out();
        var runtime = Runtime.getRuntime();
        var processors = runtime.availableProcessors();
        out.println("fovea     " + Version.number());
        out.println("java      " + Runtime.version() + " in " + System.getProperty("java.home"));
        out.printf(
                "machine   %s %s, %d processor%s, %d MiB of heap%n",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                processors,
                processors == 1 ? "" : "s",
                runtime.maxMemory() >> 20);
        peak(out, processors);
        for (var set : NamedSet.ALL) {
            out.println("data      " + set.name() + ": " + place(set));
        }
        return 0;
    }

    private static void peak(PrintStream out, int processors) {
        var selection = KernelSelection.select("auto");
        out.println("kernels   " + selection.kernels().describe() + ": " + selection.reason());
        try {
            var one = Peak.measure(selection.kernels(), 1);
            out.printf(Locale.ROOT, "peak      %.1f GFLOP/s on 1 thread", one.gigaflops());
            if (processors > 1) {
                var all = Peak.measure(selection.kernels(), processors);
                out.printf(Locale.ROOT, ", %.1f on %d", all.gigaflops(), processors);
            }
            out.println();
        } catch (InterruptedException e) {
            throw new IllegalStateException("measuring the peak was interrupted", e);
        }
    }

    private static String place(NamedSet set) {
        try {
            return Datasets.find(set, DataLocations.ofThisProcess())
                    .map(folder -> "found in " + folder)
                    .orElse("not on this machine; downloaded when it is asked for");
        } catch (DataException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
