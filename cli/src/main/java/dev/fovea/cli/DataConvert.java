package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.data.Parts;
import dev.fovea.run.DataFormat;
import dev.fovea.run.DataSource;
import dev.fovea.run.DataWriter;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `fovea data convert`: writes data in another form.
final class DataConvert implements Callable<Integer> {
    private final Main main;
    private final DataInput input;
    private final Given<String> target;
    private final Given<@Nullable String> format;
    private final Given<@Nullable String> split;
    private final Given<Long> seed;

    DataConvert(Main main, Options options) {
        this.main = main;
        input = new DataInput(options);
        target =
                options.argument(
                        String.class, 1, "TO", "A new file that ends with .csv, .npz or .zip, or a new folder.");
        format =
                options.text(
                        "--format",
                        "FORMAT",
                        "csv, npz, zip or png, as the name says by default; idx for a folder like MNIST's; kaggle for"
                                + " train.csv with 60 %% of all samples in random order, and test.csv without labels.");
        split = options.text("--split", "SPLIT", "train or test: only these samples. all: all of them as one part.");
        seed = options.value(1L, "--seed", "N", "Fixes the order of the Kaggle files; 1 by default.");
    }

    @Override
    public Integer call() throws IOException {
        RunFile run = input.run();
        DataFormat wanted = format.get() == null ? DataFormat.ofPath(target.get()) : DataFormat.of(format.get());
        DataSource source = input.open(run, main);
        boolean changed = !run.preparation().size().equals(RunFile.Pixels.AS_DATA) || run.preparation().form() != null;
        Parts parts = changed ? source.prepared(source.preparation(run.preparation())) : source.stored();
        if (split.get() != null) {
            parts = new Parts(parts.part(split.get(), run.data().split().rule(parts.train())), null);
        } else if (run.data().split().splits()) {
            parts = Parts.of(parts.splits(run.data().split().rule(parts.train())));
        }
        for (DataWriter.Written written : DataWriter.write(parts, Path.of(target.get()), wanted, seed.get())) {
            main.terminal()
                    .out()
                    .println(
                            String.format(
                                    Locale.ROOT,
                                    "wrote %s: %,d samples%s",
                                    written.file(),
                                    written.samples(),
                                    written.labelled() ? "" : " without labels"));
        }
        return 0;
    }
}
