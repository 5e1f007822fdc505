package dev.fovea.insight.mistakes;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Writes a classifier's mistakes into a folder: a sheet for each cell that was chosen (`9-for-4.png`), one of the most
/// confident mistakes (`most-confident.png`), one of the least certain answers (`least-certain.png`), and a table of
/// all mistakes (`mistakes.csv`).
public final class MistakeFiles {
    /// How many images the sheets of the most confident and the least certain have.
    private static final int LISTED = 30;

    private final Predictions predictions;
    private final Mistakes mistakes;
    private final String what;

    /// Writes the mistakes among some answers.
    ///
    /// @param predictions the answers
    /// @param what says of which model and data, below each title
    public MistakeFiles(Predictions predictions, String what) {
        this.predictions = predictions;
        this.mistakes = new Mistakes(predictions);
        this.what = what;
    }

    /// Writes all files.
    ///
    /// @param folder made where it is missing; files of the same names are overwritten
    /// @param cells each gets a sheet
    /// @return the files
    /// @throws IOException if they cannot be written
    public List<Path> write(Path folder, List<Mistakes.Cell> cells) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "writing mistakes to " + folder + ": a file stands there; expected a folder, or a new name");
        }
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (Mistakes.Cell cell : cells) {
            Path file = folder.resolve(CellName.file(cell, predictions.labels()) + ".png");
            files.add(sheet(file, title(cell), mistakes.in(cell.prediction(), cell.reference()), MistakeSheet.MOST));
        }
        List<Integer> sure = mistakes.mostConfident(LISTED);
        if (!sure.isEmpty()) {
            String title = "the most confident mistakes";
            files.add(sheet(folder.resolve("most-confident.png"), title, sure, LISTED));
        }
        files.add(
                sheet(
                        folder.resolve("least-certain.png"),
                        "the least certain answers",
                        mistakes.leastCertain(LISTED),
                        LISTED));
        files.add(table(folder.resolve("mistakes.csv")));
        return files;
    }

    private String title(Mistakes.Cell cell) {
        String reference = predictions.labels().get(cell.reference());
        String times =
                switch (cell.count()) {
                    case 0 -> "never";
                    case 1 -> "once";
                    default -> String.format(Locale.ROOT, "%,d times", cell.count());
                };
        return cell.prediction() == cell.reference()
                ? reference + " recognised: " + times
                : reference + " taken for " + predictions.labels().get(cell.prediction()) + ": " + times;
    }

    private Path sheet(Path file, String title, List<Integer> samples, int most) throws IOException {
        String more = samples.size() > most ? String.format(Locale.ROOT, ", the first %d shown", most) : "";
        List<Integer> shown = samples.subList(0, Math.min(most, samples.size()));
        Files.write(file, new MistakeSheet(title + more, what, predictions, shown).drawing().toPng());
        return file;
    }

    /// `index,row,file,reference,prediction,confidence,margin` and one column with the probability of each class; the
    /// mistakes in the order of the samples.
    private Path table(Path file) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file)) {
            List<String> head =
                    new ArrayList<>(List.of("index", "row", "file", "reference", "prediction", "confidence", "margin"));
            predictions.labels().forEach(label -> head.add("p_" + label));
            csv.writeRecord(head);
            for (int sample : mistakes.all()) {
                List<String> fields = new ArrayList<>();
                fields.add(Integer.toString(sample));
                fields.add(Integer.toString(predictions.row(sample)));
                fields.add(Objects.requireNonNullElse(predictions.file(sample), ""));
                fields.add(predictions.labels().get(predictions.reference(sample)));
                fields.add(predictions.labels().get(predictions.predicted(sample)));
                fields.add(Float.toString(predictions.confidence(sample)));
                fields.add(Float.toString(predictions.margin(sample)));
                for (float probability : predictions.probabilities(sample)) {
                    fields.add(Float.toString(probability));
                }
                csv.writeRecord(fields);
            }
        }
        return file;
    }
}
