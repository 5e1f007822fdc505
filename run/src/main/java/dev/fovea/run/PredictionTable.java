package dev.fovea.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import dev.fovea.model.Prediction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes predictions as CSV.
public final class PredictionTable {
    private PredictionTable() {}

    /// A prediction and what it is of.
    ///
    /// @param input the picture's file or number
    /// @param prediction what the classifier thinks of it
    public record Row(String input, Prediction prediction) {}

    /// Writes `input,label,probability` and one column with the probability of each class.
    ///
    /// @param file overwritten if there is one
    /// @param labels the names of the classes
    /// @param rows in order
    /// @throws IOException if it cannot be written
    public static void write(Path file, List<String> labels, List<Row> rows) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file)) {
            List<String> head = new ArrayList<>(List.of("input", "label", "probability"));
            labels.forEach(label -> head.add("p_" + label));
            csv.writeRecord(head);
            for (Row row : rows) {
                List<String> fields = new ArrayList<>();
                fields.add(row.input);
                fields.add(row.prediction.label());
                fields.add(Float.toString(row.prediction.probability()));
                for (float probability : row.prediction.probabilities()) {
                    fields.add(Float.toString(probability));
                }
                csv.writeRecord(fields);
            }
        }
    }

    /// Writes what Kaggle's digit recogniser takes: `ImageId,Label`, ids from 1.
    ///
    /// @param file overwritten if there is one
    /// @param rows in order
    /// @throws IOException if it cannot be written
    public static void writeSubmission(Path file, List<Row> rows) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file)) {
            csv.writeRecord("ImageId", "Label");
            for (int i = 0; i < rows.size(); i++) {
                csv.writeRecord(Integer.toString(i + 1), rows.get(i).prediction.label());
            }
        }
    }
}
