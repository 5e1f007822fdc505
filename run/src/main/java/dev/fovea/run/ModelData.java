package dev.fovea.run;

import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Parts;
import dev.fovea.data.Splits;
import dev.fovea.model.Json;
import dev.fovea.model.ModelFile;
import dev.fovea.model.Preparation;
import dev.fovea.model.RunFiles;
import dev.fovea.model.Safetensors;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Reads data for a model: as its run read those it was trained on, and prepared as the model says.
///
/// Of data without a test part, the test samples are those that the run held out, if it was trained on the others,
/// which their hash says wherever the data lie now; else all are.
///
/// The run is looked at when data are first read, and what is wrong with it is said then: a prediction of pictures
/// needs none. For one thread.
public final class ModelData {
    private final Preparation preparation;
    private final DataOptions options;
    private final @Nullable String label;
    private final @Nullable Path model;
    private @Nullable Run run;

    /// What the run of a model says about data.
    ///
    /// @param reading how data are read
    /// @param trained what the run was trained on, or null where there is no run file beside the model
    /// @param hash the SHA-256 of the samples that the model was trained on; empty if it does not say
    private record Run(DataReading reading, RunFile.@Nullable Data trained, String hash) {}

    private ModelData(Preparation preparation, DataOptions options, @Nullable String label, @Nullable Path model) {
        this.preparation = preparation;
        this.options = options;
        this.label = label;
        this.model = model;
    }

    /// Samples for a model.
    ///
    /// @param samples prepared
    /// @param names of the pictures' files; empty where samples have none
    /// @param what says which they are, in a few words
    public record Samples(Dataset samples, List<String> names, String what) {}

    /// Data for a model on disk.
    ///
    /// @param model a checkpoint or the folder of a run
    /// @param preparation the model's
    /// @param options where sets are looked for
    /// @param label the column of labels, or null to take that of the run
    /// @return reads as the run did, where there is a run file beside the model
    public static ModelData of(Path model, Preparation preparation, DataOptions options, @Nullable String label) {
        return new ModelData(preparation, options, label, model);
    }

    /// Data for a model without a run.
    static ModelData of(Preparation preparation, DataOptions options) {
        return new ModelData(preparation, options, null, null);
    }

    private Run run() throws IOException {
        Run known = run;
        if (known == null) {
            known = model == null ? new Run(new DataReading(label, false, false), null, "") : runOf(model);
            run = known;
        }
        return known;
    }

    private Run runOf(Path file) throws IOException {
        var header = new ModelFile(Safetensors.readMetadata(RunFiles.model(file)), Map.of());
        Json data = header.json("data").find("sha256");
        String hash = data == null ? "" : data.asText();
        Path folder = Files.isDirectory(file) ? file : Objects.requireNonNullElse(file.getParent(), Path.of(""));
        Path runFile = folder.resolve(RunFiles.RUN);
        if (!Files.exists(runFile)) {
            return new Run(new DataReading(label, false, false), null, hash);
        }
        RunFile.Data trained = RunFile.read(runFile, List.of()).data();
        DataReading then = trained.reading();
        DataReading reading = new DataReading(label == null ? then.label() : label, then.transposed(), then.planes());
        return new Run(reading, trained, hash);
    }

    /// Reads samples.
    ///
    /// @param set a set's name or a path
    /// @param split `train`, `test` or `all`
    /// @return the samples, prepared
    /// @throws IllegalArgumentException if there is no such part
    /// @throws IOException if they cannot be read
    public Samples read(String set, String split) throws IOException {
        if (!List.of("train", "test", "all").contains(split)) {
            throw new IllegalArgumentException(
                    "choosing samples of " + set + ": got the split \"" + split + "\"; expected train, test or all");
        }
        DataSource source = DataSource.open(set, options, run().reading());
        Parts parts = source.prepared(preparation);
        Dataset test = parts.test();
        if (split.equals("all")) {
            return new Samples(parts.part("all", null), source.fileNames(set, "all"), "all samples");
        }
        if (test != null) {
            Dataset part = split.equals("test") ? test : parts.train();
            return new Samples(part, source.fileNames(set, split), "its " + split + " part");
        }
        Splits splits = divided(parts.train(), run());
        if (splits != null) {
            String what = split.equals("test") ? "what the run held out" : "what the run was trained on";
            Dataset part = splits.split(split);
            return new Samples(part, names(source.fileNames(set, "all"), part), what);
        }
        if (split.equals("train")) {
            throw new IllegalArgumentException(
                    "choosing the split train of "
                            + set
                            + ": it has no parts, and the model was not trained on it; expected --split all");
        }
        return new Samples(parts.train(), source.fileNames(set, "all"), "all samples");
    }

    /// The names of the samples of a part.
    private static List<String> names(List<String> all, Dataset part) {
        return all.isEmpty() ? all : IntStream.range(0, part.size()).mapToObj(i -> all.get(part.place(i))).toList();
    }

    /// As the run divided them, or null if it was not trained on a part of these samples.
    private static @Nullable Splits divided(Dataset all, Run run) {
        RunFile.Data trained = run.trained();
        int most = trained == null || trained.trainSamples() == 0 ? Integer.MAX_VALUE : trained.trainSamples();
        RunFile.Split split = trained == null ? RunFile.Split.NONE : trained.split();
        Dataset some = all.take(most);
        if (!some.labelled() || some.size() <= Math.max(1, split.holdOut())) {
            return null;
        }
        try {
            Splits splits = new Parts(some, null).splits(split.rule(some));
            return splits.train().hash().equals(run.hash()) ? splits : null;
        } catch (IllegalArgumentException tooFew) {
            return null; // They cannot be divided like that, so they were not.
        }
    }
}
