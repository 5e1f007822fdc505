package dev.fovea.insight.explain;

import dev.fovea.model.Json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes explanations as pictures and numbers.
public final class ExplanationFiles {
    private ExplanationFiles() {}

    /// Writes `explanation.png` (all methods), `METHOD.png`, `METHOD.csv` (the map, row by row), `curves.csv` (the
    /// probabilities while pixels are removed and put in) and `explanation.json` (all figures and maps).
    ///
    /// @param all what is written
    /// @param folder made if there is none; files of these names are overwritten
    /// @return the files
    /// @throws IOException if they cannot be written
    public static List<Path> write(Explanations all, Path folder) throws IOException {
        Files.createDirectories(folder);
        ExplanationDrawing drawing = new ExplanationDrawing(all);
        List<Path> files = new ArrayList<>();
        files.add(Files.write(folder.resolve("explanation.png"), drawing.sheet().toPng()));
        for (Explanation explanation : all.methods()) {
            String word = explanation.kind().word();
            files.add(Files.write(folder.resolve(word + ".png"), drawing.of(explanation).toPng()));
            files.add(Files.writeString(folder.resolve(word + ".csv"), table(explanation.map())));
        }
        files.add(Files.writeString(folder.resolve("curves.csv"), curves(all)));
        String json = Json.of(ExplanationNumbers.of(all)) + "\n";
        files.add(Files.writeString(folder.resolve("explanation.json"), json));
        return files;
    }

    private static String table(AttributionMap map) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < map.height(); row++) {
            for (int column = 0; column < map.width(); column++) {
                text.append(column == 0 ? "" : ",").append(map.value(row, column));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private record Column(String name, Curve curve) {}

    private static String curves(Explanations all) {
        List<Column> columns = new ArrayList<>();
        for (Explanation explanation : all.methods()) {
            columns.add(new Column(explanation.kind().word() + " deletion", explanation.pixels().deletion()));
            columns.add(new Column(explanation.kind().word() + " insertion", explanation.pixels().insertion()));
        }
        columns.add(new Column("random deletion", all.others().deletion()));
        columns.add(new Column("random insertion", all.others().insertion()));
        columns.add(new Column("contrast deletion", all.others().contrastDeletion()));
        columns.add(new Column("contrast insertion", all.others().contrastInsertion()));
        StringBuilder text = new StringBuilder("changed");
        columns.forEach(column -> text.append(',').append(column.name));
        text.append('\n');
        int points = columns.getFirst().curve.probabilities().length;
        for (int i = 0; i < points; i++) {
            text.append((double) i / (points - 1));
            for (Column column : columns) {
                text.append(',').append(column.curve.probabilities()[i]);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
