package dev.fovea.cli;

import dev.fovea.data.Parts;
import dev.fovea.run.DataFormat;
import dev.fovea.run.DataSource;
import dev.fovea.run.DataWriter;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `fovea data convert`: writes data in another form.
@Command(name = "convert", description = "Write data in another form.")
final class DataConvert implements Callable<Integer> {
    @ParentCommand private Data parent;
    @Mixin private DataInput input;

    @Parameters(
            index = "1",
            paramLabel = "TO",
            description = "A new file that ends with .csv, .npz or .zip, or a new folder.")
    private String target;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "csv, npz, zip or png, as the name says by default; idx for a folder like MNIST's; kaggle for"
                            + " train.csv with 60 %% of all samples in random order, and test.csv without labels.")
    private @Nullable String format;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "train or test: only these samples. all: all of them as one part.")
    private @Nullable String split;

    @Option(names = "--seed", paramLabel = "N", description = "Fixes the order of the Kaggle files; 1 by default.")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        Main main = parent.main();
        RunFile run = input.run();
        DataFormat wanted = format == null ? DataFormat.ofPath(target) : DataFormat.of(format);
        DataSource source = input.open(run, main);
        boolean changed = !run.preparation().size().equals(RunFile.Pixels.AS_DATA) || run.preparation().form() != null;
        Parts parts = changed ? source.prepared(source.preparation(run.preparation())) : source.stored();
        if (split != null) {
            parts = new Parts(parts.part(split, run.data().split().rule(parts.train())), null);
        } else if (run.data().split().splits()) {
            parts = Parts.of(parts.splits(run.data().split().rule(parts.train())));
        }
        for (DataWriter.Written written : DataWriter.write(parts, Path.of(target), wanted, seed)) {
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
