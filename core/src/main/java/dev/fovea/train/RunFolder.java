package dev.fovea.train;

import dev.fovea.model.Json;
import dev.fovea.model.JsonException;
import dev.fovea.model.ModelException;
import dev.fovea.model.RunFiles;
import dev.fovea.model.Safetensors;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps a training in a folder: after each epoch the checkpoint, the one before it, a line of `metrics.jsonl`, and the
/// states of chosen epochs.
///
/// Killed at any moment, the folder has a checkpoint to [go on from][#checkpoint]; lines of `metrics.jsonl` that are
/// missing then, or belong to epochs behind the checkpoint, are put right when the training goes on.
public final class RunFolder implements Callback {
    private final Path folder;
    private final Set<Integer> keep;

    /// A folder of a run.
    ///
    /// @param folder exists
    /// @param keep epochs whose state stays in a file of its own; 0 is before training
    public RunFolder(Path folder, Set<Integer> keep) {
        this.folder = folder;
        this.keep = new LinkedHashSet<>(keep);
    }

    /// The checkpoint from which the run of a folder goes on: the last, or the one before where the last is missing or
    /// damaged.
    ///
    /// @param folder of a run
    /// @return the file
    /// @throws ModelException if both are damaged
    /// @throws IOException if there is none, or it cannot be read
    public static Path checkpoint(Path folder) throws IOException {
        Path last = folder.resolve(RunFiles.CHECKPOINT);
        Path before = folder.resolve(RunFiles.PREVIOUS);
        try {
            Safetensors.read(last);
            return last;
        } catch (ModelException | NoSuchFileException damaged) {
            if (Files.exists(before)) {
                return before;
            }
            if (damaged instanceof ModelException) {
                throw damaged;
            }
            throw new NoSuchFileException(
                    last.toString(), null, "there is no checkpoint to go on from; expected the folder of a run");
        }
    }

    @Override
    public Signal on(TrainEvent event) {
        try {
            switch (event) {
                case TrainEvent.Started started -> reconcile(started.history());
                case TrainEvent.Evaluated evaluated -> append(evaluated);
                case TrainEvent.EpochSettled settled -> save(settled.training(), settled.metrics());
                default -> {
                    // Between epochs nothing is kept.
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Signal.GO_ON;
    }

    private void save(Training training, EpochMetrics metrics) throws IOException {
        Path last = folder.resolve(RunFiles.CHECKPOINT);
        if (Files.exists(last)) {
            Path copy = folder.resolve(RunFiles.PREVIOUS + ".writing");
            Files.copy(last, copy, StandardCopyOption.REPLACE_EXISTING);
            replace(copy, folder.resolve(RunFiles.PREVIOUS));
        }
        training.save(last);
        if (keep.contains(metrics.epoch())) {
            training.save(folder.resolve(RunFiles.epoch(metrics.epoch())));
        }
        if (metrics.epoch() > 0) {
            Files.writeString(
                    folder.resolve(RunFiles.METRICS),
                    metrics.toJson() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private void append(TrainEvent.Evaluated evaluated) throws IOException {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        double loss = evaluated.evaluation().loss();
        line.put("event", "evaluation");
        line.put("epoch", evaluated.epoch());
        line.put("batch", evaluated.batch());
        line.put("eval_loss", Double.isFinite(loss) ? loss : null);
        line.put("eval_accuracy", evaluated.evaluation().accuracy());
        append(line);
    }

    private void append(Map<String, @Nullable Object> line) throws IOException {
        Files.writeString(
                folder.resolve(RunFiles.METRICS),
                Json.of(line) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /// Makes the lines those of the history; lines of other events stay if their epoch is not behind it.
    private void reconcile(List<EpochMetrics> history) throws IOException {
        Path file = folder.resolve(RunFiles.METRICS);
        List<String> lines = new ArrayList<>();
        history.forEach(metrics -> lines.add(metrics.toJson().toString()));
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (isOther(line, history.getLast().epoch())) {
                    lines.add(line);
                }
            }
        }
        Path temporary = folder.resolve(RunFiles.METRICS + ".writing");
        Files.write(temporary, lines);
        replace(temporary, file);
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isOther(String line, int lastEpoch) {
        try {
            Json json = Json.parse(line);
            Json event = json.find("event");
            Json epoch = json.find("epoch");
            return event != null
                    && !event.equals(Json.of("untrained"))
                    && (epoch == null || epoch.asInt() <= lastEpoch);
        } catch (JsonException cutOff) {
            // The line that was being written when the run was killed.
            return false;
        }
    }
}
