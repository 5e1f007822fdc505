package dev.fovea.cli;

import dev.fovea.run.DataDescription;
import dev.fovea.run.RunFile;
import dev.fovea.run.SampleGrid;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `fovea data describe`: what data are like, and what looks wrong.
@Command(
        name = "describe",
        description = "Say what data are like: counts, pixels, classes, samples, and what looks wrong.")
final class DataDescribe implements Callable<Integer> {
    @ParentCommand private Data parent;
    @Mixin private DataInput input;

    @Option(names = "--out", paramLabel = "DIR", description = "Write grids of samples as PNG into this folder.")
    private @Nullable Path out;

    @Option(
            names = "--grid",
            paramLabel = "N",
            description = "Show the first N samples of each part; 16 by default, 0 for none.")
    private int grid = 16;

    @Option(names = "--json", description = "Print the description as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Main main = parent.main();
        if (grid < 0) {
            throw new IllegalArgumentException("option --grid: got " + grid + "; expected at least 0");
        }
        RunFile run = input.run();
        DataDescription description = DataDescription.of(input.open(run, main), run.preparation());
        if (json) {
            main.terminal().out().println(description.toJson());
        } else {
            main.terminal().out().print(new DataText(main.terminal()).of(description, grid));
        }
        main.terminal().out().flush();
        if (out != null) {
            SampleGrid.write(description, out, Math.max(1, grid)).forEach(file -> main.note("wrote " + file));
        }
        return 0;
    }
}
