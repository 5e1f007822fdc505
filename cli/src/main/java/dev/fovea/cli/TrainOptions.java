package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.model.RunFiles;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of `fovea train`: each sets a key of the run file.
final class TrainOptions {
    private final Given<@Nullable String> data;
    private final Given<@Nullable String> recipe;
    private final Given<@Nullable Path> runFile;
    private final Given<@Nullable String> label;
    private final Given<@Nullable String> epochs;
    private final Given<@Nullable String> batchSize;
    private final Given<@Nullable String> learningRate;
    private final Given<@Nullable String> seed;
    private final Given<@Nullable Path> out;
    private final Given<@Nullable Path> resumed;
    private final Given<List<String>> set;
    private final Given<Boolean> json;

    TrainOptions(Options options) {
        data = options.optional("DATA", DataHelp.DATA + " mnist by default.");
        recipe = options.text("--recipe", "NAME", "A built-in run file (see fovea recipes); lenet by default.");
        runFile = options.value(Path.class, "--run", "FILE", "A run file (YAML).");
        label = options.text("--label", "COLUMN", DataHelp.NEW_LABEL);
        epochs = options.text("--epochs", "N", "How often each sample is seen.");
        batchSize = options.text("--batch-size", "N", "Samples in a step.");
        learningRate =
                options.text(
                        "--learning-rate", "X", "The learning rate; the largest where the run file has a schedule.");
        seed = options.text("--seed", "N", "Fixes everything.");
        out = options.value(Path.class, "--out", "DIR", "The run's folder; runs/<time>-<name> by default.");
        resumed = options.value(Path.class, "--resume", "DIR", "Go on with the run of this folder.");
        set =
                options.repeated(
                        "--set",
                        "KEY=VALUE",
                        "Set any key of the run file, such as --set optimiser=adamW or --set augmentation.turn=10.");
        json = options.flag("--json", "Print the result as JSON.");
    }

    /// The run that the options ask for.
    RunFile run(List<RunFile.Setting> compute) throws IOException {
        checkTogether();
        List<RunFile.Setting> settings = settings(compute);
        RunFile run;
        if (resumed.get() != null) {
            Path file = resumed.get().resolve(RunFiles.RUN);
            if (!Files.exists(file)) {
                throw new IllegalArgumentException(
                        "going on with the run of "
                                + resumed.get()
                                + ": it has no "
                                + RunFiles.RUN
                                + "; expected the folder of a run, such as runs/a");
            }
            run = RunFile.read(file, settings);
        } else if (runFile.get() != null) {
            run = RunFile.read(runFile.get(), settings);
        } else {
            run = recipe.get() == null ? RunFile.usual(settings) : RunFile.recipe(recipe.get(), settings);
        }
        return learningRate.get() == null ? run : run.withLearningRate(rate(learningRate.get()));
    }

    private void checkTogether() {
        int sources =
                (resumed.get() == null ? 0 : 1) + (runFile.get() == null ? 0 : 1) + (recipe.get() == null ? 0 : 1);
        if (sources > 1 || (resumed.get() != null && (out.get() != null || data.get() != null))) {
            throw new IllegalArgumentException(
                    "choosing a run: expected one of --recipe, --run and --resume, and with --resume neither DATA nor"
                            + " --out, which the run has already");
        }
    }

    private List<RunFile.Setting> settings(List<RunFile.Setting> compute) {
        List<RunFile.Setting> settings = new ArrayList<>(compute);
        ComputeOptions.add(settings, "data", "DATA", data.get());
        ComputeOptions.add(settings, "label", "--label", label.get());
        ComputeOptions.add(settings, "epochs", "--epochs", epochs.get());
        ComputeOptions.add(settings, "batchSize", "--batch-size", batchSize.get());
        ComputeOptions.add(settings, "seed", "--seed", seed.get());
        for (String setting : set.get()) {
            settings.add(setting(setting));
        }
        return settings;
    }

    static RunFile.Setting setting(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "option --set: got \"" + text + "\"; expected KEY=VALUE, such as batchSize=64");
        }
        return new RunFile.Setting(text.substring(0, equals), text.substring(equals + 1), "option --set " + text);
    }

    private static double rate(String text) {
        double rate;
        try {
            rate = Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            rate = Double.NaN;
        }
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "option --learning-rate: got \"" + text + "\"; expected a number of at least 0, such as 0.003");
        }
        return rate;
    }

    @Nullable Path out() {
        return out.get();
    }

    @Nullable Path resumed() {
        return resumed.get();
    }

    boolean json() {
        return json.get();
    }
}
