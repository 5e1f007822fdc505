package dev.fovea.insight.mistakes;

import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.shape.Suggestion;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Cells of the confusion matrix by name: `PREDICTION,REFERENCE`, each the name of a class, or its number where no
/// class has that name.
public final class CellName {
    private CellName() {}

    /// Reads a cell.
    ///
    /// @param text two classes with a comma between them; names may hold commas
    /// @param predictions knows the classes
    /// @return the cell and how often it occurs
    /// @throws IllegalArgumentException if a class is not known
    public static Mistakes.Cell parse(String text, Predictions predictions) {
        List<String> labels = predictions.labels();
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', comma + 1)) {
            Integer prediction = number(text.substring(0, comma).strip(), labels);
            Integer reference = number(text.substring(comma + 1).strip(), labels);
            if (prediction != null && reference != null) {
                int count = predictions.evaluation().confusion()[prediction][reference];
                return new Mistakes.Cell(prediction, reference, count);
            }
        }
        throw new IllegalArgumentException(
                "choosing the cell \""
                        + text
                        + "\" of the confusion matrix: "
                        + unknown(text, labels)
                        + "; expected PREDICTION,REFERENCE of the classes "
                        + String.join(", ", labels.subList(0, Math.min(labels.size(), 30)))
                        + (labels.size() > 30 ? ", ..." : ""));
    }

    private static @Nullable Integer number(String name, List<String> labels) {
        int index = labels.indexOf(name);
        if (index >= 0) {
            return index;
        }
        boolean number = name.matches("[0-9]{1,9}") && Integer.parseInt(name) < labels.size();
        return number ? Integer.valueOf(name) : null;
    }

    private static String unknown(String text, List<String> labels) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            return "there is no comma";
        }
        String first = text.substring(0, comma).strip();
        String name = number(first, labels) == null ? first : text.substring(comma + 1).strip();
        // Every digit is near every other.
        return "there is no class \"" + name + "\"" + (name.length() > 2 ? Suggestion.of(name, labels) : "");
    }

    /// The name of a cell's file.
    ///
    /// @param cell the cell
    /// @param labels the names of the classes
    /// @return such as `9-for-4`: class names where all of them can stand in a file's name, else numbers
    static String file(Mistakes.Cell cell, List<String> labels) {
        List<String> names = labels.stream().map(label -> label.replaceAll("[^\\p{L}\\p{N}._-]+", "-")).toList();
        boolean distinct = names.stream().distinct().count() == names.size();
        boolean plain = distinct && names.stream().allMatch(name -> name.length() <= 60);
        return plain
                ? names.get(cell.prediction()) + "-for-" + names.get(cell.reference())
                : cell.prediction() + "-for-" + cell.reference();
    }
}
