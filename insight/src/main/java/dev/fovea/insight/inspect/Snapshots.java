package dev.fovea.insight.inspect;

import dev.fovea.model.Json;
import dev.fovea.model.ModelFile;
import dev.fovea.model.RunFiles;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Parameter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One network, or two of the same layers to be looked at side by side.
///
/// @param all in order: before, after
public record Snapshots(List<Snapshot> all) {
    private static final int MOST = 2;

    /// Copies the list.
    public Snapshots {
        all = List.copyOf(all);
    }

    /// Reads models.
    ///
    /// They are called by their epochs; if these are the same or not known, by their paths.
    ///
    /// @param models one or two: checkpoints or folders of runs
    /// @param engine holds the networks
    /// @return them in this order
    /// @throws IllegalArgumentException if there are more, or their parameters differ in names or shapes
    /// @throws IOException if one cannot be read
    public static Snapshots read(List<Path> models, Engine engine) throws IOException {
        if (models.isEmpty() || models.size() > MOST) {
            throw new IllegalArgumentException(
                    "inspecting models: got " + models.size() + "; expected one, or two to be looked at side by side");
        }
        List<ModelFile> files = new ArrayList<>();
        List<String> epochs = new ArrayList<>();
        for (Path model : models) {
            ModelFile file = ModelFile.read(RunFiles.model(model));
            files.add(file);
            epochs.add(epoch(file));
        }
        boolean byEpoch = !epochs.contains("") && epochs.stream().distinct().count() == epochs.size();
        List<Snapshot> all = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String label = byEpoch ? "epoch " + epochs.get(i) : models.get(i).toString();
            String mark = files.size() == 1 ? "" : byEpoch ? epochs.get(i) : i == 0 ? "A" : "B";
            String marked = byEpoch || mark.isEmpty() ? label : mark + ": " + label;
            all.add(new Snapshot(marked, mark, files.get(i).network(engine)));
        }
        checkSame(models, all);
        return new Snapshots(all);
    }

    private static String epoch(ModelFile file) throws IOException {
        if (!file.metadata().containsKey("training")) {
            return "";
        }
        Json epoch = file.json("training").find("epoch");
        return epoch == null ? "" : String.valueOf(epoch.asInt());
    }

    private static void checkSame(List<Path> models, List<Snapshot> all) {
        Map<String, Shape> first = shapes(all.getFirst().network());
        Map<String, Shape> last = shapes(all.getLast().network());
        if (first.equals(last)) {
            return;
        }
        Map<String, Shape> onlyFirst = new LinkedHashMap<>(first);
        onlyFirst.entrySet().removeAll(last.entrySet());
        Map<String, Shape> onlyLast = new LinkedHashMap<>(last);
        onlyLast.entrySet().removeAll(first.entrySet());
        throw new IllegalArgumentException(
                "looking at "
                        + models.getFirst()
                        + " and "
                        + models.getLast()
                        + " side by side: they differ, "
                        + onlyFirst
                        + " there and "
                        + onlyLast
                        + " here; expected two checkpoints of one network");
    }

    private static Map<String, Shape> shapes(Network network) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        network.all().forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
        return shapes;
    }

    /// The checkpoint of an epoch of a run.
    ///
    /// @param run the folder of a run
    /// @param epoch the epoch
    /// @return its file
    /// @throws NoSuchFileException if the run did not keep it
    /// @throws IOException if the folder cannot be read
    public static Path ofEpoch(Path run, int epoch) throws IOException {
        Path kept = run.resolve(RunFiles.epoch(epoch));
        if (Files.isRegularFile(kept)) {
            return kept;
        }
        for (String name : List.of(RunFiles.CHECKPOINT, RunFiles.BEST, RunFiles.PREVIOUS)) {
            Path file = run.resolve(name);
            if (Files.isRegularFile(file) && epoch(ModelFile.read(file)).equals(String.valueOf(epoch))) {
                return file;
            }
        }
        throw new NoSuchFileException(
                kept.toString(),
                null,
                "the run has no checkpoint of epoch "
                        + epoch
                        + (Files.isDirectory(run) ? "; it keeps " + kept(run) : "")
                        + "; expected the folder of a run that was trained with --set keep=["
                        + epoch
                        + "]");
    }

    private static String kept(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".safetensors"))
                            .sorted()
                            .toList();
            return names.isEmpty() ? "none" : String.join(", ", names);
        }
    }

    /// The parameters of each network under one name.
    ///
    /// @param name like `conv1.weight`
    /// @return one for each network
    public List<Parameter> parameters(String name) {
        return all.stream().map(snapshot -> snapshot.network().parameter(name)).toList();
    }
}
