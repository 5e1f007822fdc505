package dev.fovea.cli;

import dev.fovea.model.Json;
import dev.fovea.model.RunFiles;
import dev.fovea.train.TrainEvent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Writes into the metrics when, by which version and on what a run begins or is gone on with.
///
/// @param folder of the run
/// @param device what computes
record Begun(Path folder, String device) implements Consumer<TrainEvent> {
    @Override
    public void accept(TrainEvent event) {
        if (!(event instanceof TrainEvent.Started started)) {
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "begun");
        line.put("epoch", started.history().isEmpty() ? 0 : started.history().getLast().epoch());
        line.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        line.put("version", Version.number());
        line.put("java", Runtime.version().toString());
        line.put("device", device);
        line.put(
                "machine",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch")
                        + ", "
                        + Runtime.getRuntime().availableProcessors()
                        + " processors");
        try {
            Files.writeString(
                    folder.resolve(RunFiles.METRICS),
                    Json.of(line) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
