package dev.fovea.bench.peers;

import dev.fovea.model.JsonException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The file of all measurements, one a line, in the order in which they were made.
final class Results {
    private final Path file;
    private final List<Measurement> lines = new ArrayList<>();

    /// Opens the file, or begins a new one.
    ///
    /// @param file `*.jsonl`
    /// @throws IOException if it cannot be read, or a line is no measurement
    Results(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            List<String> texts = Files.readAllLines(file);
            for (int i = 0; i < texts.size(); i++) {
                lines.add(read(texts.get(i), i + 1));
            }
        }
    }

    private Measurement read(String text, int number) throws IOException {
        String expected = "expected a measurement, which begins with {\"side\":";
        try {
            return Measurement.parse(text)
                    .orElseThrow(() ->
                            new IOException(
                                    "reading " + file + ", line " + number + ": \"" + text + "\"; " + expected));
        } catch (JsonException e) {
            throw new IOException("reading " + file + ", line " + number + ": " + e.getMessage(), e);
        }
    }

    /// All measurements.
    List<Measurement> lines() {
        return List.copyOf(lines);
    }

    /// Whether a side has done a job in a round.
    boolean has(String side, Job job, int round) {
        return lines.stream()
                .anyMatch(line ->
                        line.side().equals(side)
                                && line.part().equals(job.part())
                                && line.work().equals(job.work())
                                && line.whole("round") == round);
    }

    /// Keeps measurements, on disk at once.
    void add(List<Measurement> more) throws IOException {
        StringBuilder text = new StringBuilder();
        more.forEach(line -> text.append(line).append('\n'));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines.addAll(more);
    }
}
