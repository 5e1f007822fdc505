package dev.fovea.run;

import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Parts;
import dev.fovea.data.Splits;
import dev.fovea.model.Json;
import dev.fovea.model.ModelFile;
import dev.fovea.model.Preparation;
import dev.fovea.model.RunFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Reads data for a model: as its run read those it was trained on, and prepared as the model says.
///
/// Of data without a test part, the test samples are those that the run held out, if it was trained on the others,
/// which their hash says wherever the data lie now; else all are.
///
/// @param preparation the model's
/// @param options where sets are looked for
/// @param reading how data are read
/// @param trained what the run was trained on, or null where there is no run file beside the model
/// @param trainedHash the SHA-256 of the samples that the model was trained on; empty if it does not say
public record ModelData(
        Preparation preparation,
        DataOptions options,
        DataReading reading,
        RunFile.@Nullable Data trained,
        String trainedHash) {
    /// Samples for a model.
    ///
    /// @param samples prepared
    /// @param names of the pictures' files; empty where samples have none
    /// @param what says which they are, in a few words
    public record Samples(Dataset samples, List<String> names, String what) {}

    /// Looks for the run file beside a model.
    ///
    /// @param model a checkpoint or the folder of a run
    /// @param preparation the model's
    /// @param options where sets are looked for
    /// @param label the column of labels, or null to take that of the run
    /// @return reads as the run did, where there is one
    /// @throws IOException if the run file cannot be read
    public static ModelData of(Path model, Preparation preparation, DataOptions options, @Nullable String label)
            throws IOException {
        Path folder = Files.isDirectory(model) ? model : Objects.requireNonNullElse(model.getParent(), Path.of(""));
        Json data = ModelFile.read(RunFiles.model(model)).json("data").find("sha256");
        String hash = data == null ? "" : data.asText();
        Path file = folder.resolve(RunFiles.RUN);
        if (!Files.exists(file)) {
            return new ModelData(preparation, options, new DataReading(label, false, false), null, hash);
        }
        RunFile.Data trained = RunFile.read(file, List.of()).data();
        DataReading then = trained.reading();
        DataReading reading = new DataReading(label == null ? then.label() : label, then.transposed(), then.planes());
        return new ModelData(preparation, options, reading, trained, hash);
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
        DataSource source = DataSource.open(set, options, reading);
        Parts parts = source.prepared(preparation);
        Dataset test = parts.test();
        if (split.equals("all")) {
            return new Samples(parts.part("all", null), source.fileNames(set, "all"), "all samples");
        }
        if (test != null) {
            Dataset part = split.equals("test") ? test : parts.train();
            return new Samples(part, source.fileNames(set, split), "its " + split + " part");
        }
        Splits splits = divided(parts.train());
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
    private @Nullable Splits divided(Dataset all) {
        int most = trained == null || trained.trainSamples() == 0 ? Integer.MAX_VALUE : trained.trainSamples();
        RunFile.Split split = trained == null ? RunFile.Split.NONE : trained.split();
        Dataset some = all.take(most);
        if (!some.labelled() || some.size() <= Math.max(1, split.holdOut())) {
            return null;
        }
        try {
            Splits splits = new Parts(some, null).splits(split.rule(some));
            return splits.train().hash().equals(trainedHash) ? splits : null;
        } catch (IllegalArgumentException tooFew) {
            return null; // They cannot be divided like that, so they were not.
        }
    }
}
