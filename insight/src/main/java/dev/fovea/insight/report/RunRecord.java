package dev.fovea.insight.report;

import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.model.JsonException;
import dev.fovea.model.ModelException;
import dev.fovea.model.ModelFile;
import dev.fovea.model.RunFiles;
import dev.fovea.run.RunFile;
import dev.fovea.run.RunFileException;
import dev.fovea.tensor.Engine;
import dev.fovea.train.EpochMetrics;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the folder of a run tells. Whatever is missing or damaged in it is said in words rather than thrown, so that a
/// run that was killed, or lost a file, still has its report.
///
/// @param folder of the run
/// @param run the run file as used, or null
/// @param epochs what is known of each epoch, from the first; without that before training
/// @param untrained how the model did before training, or null
/// @param events other lines of the metrics
/// @param model the model that stands for the run, or null
/// @param missing what could not be read, and why
public record RunRecord(
        Path folder,
        @Nullable RunFile run,
        List<EpochMetrics> epochs,
        EpochMetrics.@Nullable Score untrained,
        List<Json> events,
        @Nullable Model model,
        List<String> missing) {
    /// Copies the lists.
    public RunRecord {
        epochs = List.copyOf(epochs);
        events = List.copyOf(events);
        missing = List.copyOf(missing);
    }

    /// A checkpoint that can be used.
    ///
    /// @param file where it is
    /// @param stored its contents
    /// @param classifier made of them
    public record Model(Path file, ModelFile stored, Classifier classifier) {
        /// How many epochs it was trained.
        ///
        /// @return at least 0, or -1 where it does not say
        public int epoch() {
            try {
                return stored.json("training").get("epoch").asInt();
            } catch (ModelException | IllegalArgumentException unknown) {
                return -1;
            }
        }

        /// The SHA-256 of the samples that it was trained on.
        ///
        /// @return 64 hexadecimal digits, or nothing where it does not say
        public String dataHash() {
            try {
                Json hash = stored.json("data").find("sha256");
                return hash == null ? "" : hash.asText();
            } catch (ModelException | IllegalArgumentException unknown) {
                return "";
            }
        }
    }

    /// Reads a folder.
    ///
    /// @param folder of a run
    /// @param engine computes the model
    /// @return what it tells
    /// @throws NoSuchFileException if it is no folder of a run
    public static RunRecord read(Path folder, Engine engine) throws NoSuchFileException {
        check(folder);
        List<String> missing = new ArrayList<>();
        RunFile run = runFile(folder, missing);
        Model model = model(folder, engine, missing);
        List<EpochMetrics> all = new ArrayList<>();
        List<Json> events = new ArrayList<>();
        metrics(folder.resolve(RunFiles.METRICS), all, events, missing);
        if (all.isEmpty() && model != null) {
            all.addAll(history(model.stored()));
        }
        EpochMetrics.Score untrained = null;
        List<EpochMetrics> epochs = new ArrayList<>();
        for (EpochMetrics metrics : all) {
            untrained = metrics.epoch() == 0 ? metrics.evaluation() : untrained;
            if (metrics.epoch() > 0) {
                epochs.add(metrics);
            }
        }
        return new RunRecord(folder, run, epochs, untrained, events, model, missing);
    }

    private static void check(Path folder) throws NoSuchFileException {
        String what = null;
        if (!Files.exists(folder)) {
            what = "there is no such folder";
        } else if (!Files.isDirectory(folder)) {
            what = "it is a file";
        } else if (!Files.exists(folder.resolve(RunFiles.RUN)) && modelFiles(folder).isEmpty()) {
            what = "the folder has neither " + RunFiles.RUN + " nor a checkpoint";
        }
        if (what != null) {
            throw new NoSuchFileException(
                    "reporting on " + folder,
                    null,
                    what + "; expected the folder of a run, such as fovea train leaves in runs/");
        }
    }

    private static List<Path> modelFiles(Path folder) {
        List<Path> files = new ArrayList<>();
        for (String name : List.of(RunFiles.BEST, RunFiles.CHECKPOINT, RunFiles.PREVIOUS)) {
            if (Files.isRegularFile(folder.resolve(name))) {
                files.add(folder.resolve(name));
            }
        }
        return files;
    }

    private static @Nullable RunFile runFile(Path folder, List<String> missing) {
        Path file = folder.resolve(RunFiles.RUN);
        try {
            return RunFile.read(file, List.of());
        } catch (NoSuchFileException none) {
            missing.add("There is no " + RunFiles.RUN + ", so how it was trained is not known.");
        } catch (IOException | RunFileException wrong) {
            missing.add("The run file cannot be read: " + wrong.getMessage() + ".");
        }
        return null;
    }

    private static @Nullable Model model(Path folder, Engine engine, List<String> missing) {
        for (Path file : modelFiles(folder)) {
            try {
                return new Model(file, ModelFile.read(file), Classifier.load(file, engine));
            } catch (IOException | IllegalArgumentException damaged) {
                missing.add("The checkpoint " + file.getFileName() + " cannot be used: " + damaged.getMessage() + ".");
            }
        }
        missing.add("There is no checkpoint that can be used, so nothing can be said of the model itself.");
        return null;
    }

    private static void metrics(Path file, List<EpochMetrics> epochs, List<Json> events, List<String> missing) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            missing.add("There is no " + RunFiles.METRICS + "; what the checkpoint remembers of the epochs is shown.");
            return;
        } catch (MalformedInputException binary) {
            missing.add(RunFiles.METRICS + " is no text; what the checkpoint remembers of the epochs is shown.");
            return;
        } catch (IOException unreadable) {
            missing.add(RunFiles.METRICS + " cannot be read: " + unreadable.getMessage() + ".");
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !line(lines.get(i), epochs, events)) {
                missing.add("Line " + (i + 1) + " of " + RunFiles.METRICS + " cannot be read and is left out.");
            }
        }
    }

    private static boolean line(String line, List<EpochMetrics> epochs, List<Json> events) {
        try {
            Json json = Json.parse(line);
            Json event = json.find("event");
            if (event == null || event.equals(Json.of("untrained"))) {
                epochs.add(EpochMetrics.of(json));
            } else {
                events.add(json);
            }
            return true;
        } catch (JsonException cutOff) {
            return false;
        }
    }

    private static List<EpochMetrics> history(ModelFile stored) {
        try {
            return stored.json("training").get("history").items().stream().map(EpochMetrics::of).toList();
        } catch (ModelException | IllegalArgumentException none) {
            return List.of();
        }
    }

    /// The events of a name.
    ///
    /// @param name such as `begun`
    /// @return in their order
    public List<Json> events(String name) {
        return events.stream().filter(event -> Json.of(name).equals(event.find("event"))).toList();
    }

    /// What the run is called.
    ///
    /// @return its name, or that of its folder
    public String name() {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return run != null ? run.name() : last == null ? "run" : last.toString();
    }

    /// What it was trained on.
    ///
    /// @return the set as the run file calls it, or nothing where that is not known
    public String data() {
        return run == null ? "" : run.data().set();
    }
}
