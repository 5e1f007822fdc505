package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.run.DataDescription;
import dev.fovea.run.RunFile;
import dev.fovea.run.SampleGrid;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `fovea data describe`: what data are like, and what looks wrong.
final class DataDescribe implements Callable<Integer> {
    private final Main main;
    private final DataInput input;
    private final Given<@Nullable Path> out;
    private final Given<Integer> grid;
    private final Given<Boolean> json;

    DataDescribe(Main main, Options options) {
        this.main = main;
        input = new DataInput(options);
        out = options.value(Path.class, "--out", "DIR", "Write grids of samples as PNG into this folder.");
        grid = options.value(16, "--grid", "N", "Show the first N samples of each part; 16 by default, 0 for none.");
        json = options.flag("--json", "Print the description as JSON.");
    }

    @Override
    public Integer call() throws IOException {
        if (grid.get() < 0) {
            throw new IllegalArgumentException("option --grid: got " + grid.get() + "; expected at least 0");
        }
        RunFile run = input.run();
        DataDescription description = DataDescription.of(input.open(run, main), run.preparation());
        if (json.get()) {
            main.terminal().out().println(description.toJson());
        } else {
            main.terminal().out().print(new DataText(main.terminal()).of(description, grid.get()));
        }
        main.terminal().out().flush();
        if (out.get() != null) {
            SampleGrid.write(description, out.get(), Math.max(1, grid.get()))
                    .forEach(file -> main.note("wrote " + file));
        }
        return 0;
    }
}
