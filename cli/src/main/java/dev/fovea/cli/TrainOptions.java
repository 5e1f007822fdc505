package dev.fovea.cli;

import dev.fovea.model.RunFiles;
import dev.fovea.run.RunFile;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The options of `fovea train`: each sets a key of the run file.
final class TrainOptions {
    @Parameters(arity = "0..1", paramLabel = "DATA", description = DataHelp.DATA + " mnist by default.")
    private @Nullable String data;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "A built-in run file (see fovea recipes); lenet by default.")
    private @Nullable String recipe;

    @Option(names = "--run", paramLabel = "FILE", description = "A run file (YAML).")
    private @Nullable Path runFile;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column of labels in a CSV file; one called label or the like by default.")
    private @Nullable String label;

    @Option(names = "--epochs", paramLabel = "N", description = "How often each sample is seen.")
    private @Nullable String epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Samples in a step.")
    private @Nullable String batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "The learning rate; the largest where the run file has a schedule.")
    private @Nullable String learningRate;

    @Option(names = "--seed", paramLabel = "N", description = "Fixes everything.")
    private @Nullable String seed;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder; runs/<time>-<name> by default.")
    private @Nullable Path out;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on with the run of this folder.")
    private @Nullable Path resumed;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set any key of the run file, such as --set optimiser=adamW or --set augmentation.turn=10.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /// The run that the options ask for.
    RunFile run(List<RunFile.Setting> compute) throws IOException {
        checkTogether();
        List<RunFile.Setting> settings = settings(compute);
        RunFile run;
        if (resumed != null) {
            Path file = resumed.resolve(RunFiles.RUN);
            if (!Files.exists(file)) {
                throw new IllegalArgumentException(
                        "going on with the run of "
                                + resumed
                                + ": it has no "
                                + RunFiles.RUN
                                + "; expected the folder of a run, such as runs/a");
            }
            run = RunFile.read(file, settings);
        } else if (runFile != null) {
            run = RunFile.read(runFile, settings);
        } else {
            run = recipe == null ? RunFile.usual(settings) : RunFile.recipe(recipe, settings);
        }
        return learningRate == null ? run : run.withLearningRate(rate(learningRate));
    }

    private void checkTogether() {
        int sources = (resumed == null ? 0 : 1) + (runFile == null ? 0 : 1) + (recipe == null ? 0 : 1);
        if (sources > 1 || (resumed != null && (out != null || data != null))) {
            throw new IllegalArgumentException(
                    "choosing a run: expected one of --recipe, --run and --resume, and with --resume neither DATA nor"
                            + " --out, which the run has already");
        }
    }

    private List<RunFile.Setting> settings(List<RunFile.Setting> compute) {
        List<RunFile.Setting> settings = new ArrayList<>(compute);
        ComputeOptions.add(settings, "data", "DATA", data);
        ComputeOptions.add(settings, "label", "--label", label);
        ComputeOptions.add(settings, "epochs", "--epochs", epochs);
        ComputeOptions.add(settings, "batchSize", "--batch-size", batchSize);
        ComputeOptions.add(settings, "seed", "--seed", seed);
        for (String setting : set) {
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
        return out;
    }

    @Nullable Path resumed() {
        return resumed;
    }

    boolean json() {
        return json;
    }
}
