package dev.fovea.cli;

import dev.fovea.insight.statistics.ConfusionStatistics;
import dev.fovea.insight.statistics.Mistakes;

import java.util.List;
import java.util.Locale;

/// A confusion matrix as text where it fits the terminal, else its largest confusions.
///
/// @param style of the terminal
/// @param width of the terminal
record ConfusionText(TextStyle style, int width) {
    private static final String HEAD = "prediction";
    private static final int WIDEST_NAME = 18;
    private static final int MOST_CELLS = 20;

    /// The lines of a matrix, rows are predictions; or of its largest confusions.
    String of(ConfusionStatistics statistics, List<Mistakes.Cell> mistakes) {
        List<String> labels = statistics.labels();
        int most = 0;
        for (int[] row : statistics.evaluation().confusion()) {
            for (int count : row) {
                most = Math.max(most, count);
            }
        }
        int digits = Integer.toString(most).length();
        int longest = labels.stream().mapToInt(String::length).max().orElse(1);
        int last = Integer.toString(labels.size() - 1).length();
        int name = Math.clamp(longest, HEAD.length(), WIDEST_NAME);
        int roomy = (width - name) / labels.size();
        if (roomy > Math.max(digits, longest)) {
            return matrix(statistics, mistakes, new Columns(name, Math.min(roomy, Math.max(digits, longest) + 2), 0));
        }
        int numbered = (width - name - last - 1) / labels.size();
        if (numbered > Math.max(digits, last)) {
            return matrix(statistics, mistakes, new Columns(name, Math.min(numbered, digits + 2), last));
        }
        return largest(statistics, mistakes);
    }

    /// How wide things are.
    ///
    /// @param name the names at the left
    /// @param cell a count, with the gap in front of it
    /// @param number the numbers of classes that stand for names above the columns; 0 where names fit
    private record Columns(int name, int cell, int number) {
        int left() {
            return number == 0 ? name : number + 1 + name;
        }

        String rowHead(int label, String text) {
            return number == 0
                    ? TextStyle.right(text, name)
                    : TextStyle.right(Integer.toString(label), number) + " " + TextStyle.left(text, name);
        }

        String columnHead(int label, String text) {
            return TextStyle.right(number == 0 ? text : Integer.toString(label), cell);
        }
    }

    private String matrix(ConfusionStatistics statistics, List<Mistakes.Cell> mistakes, Columns columns) {
        List<String> labels = statistics.labels();
        StringBuilder text = new StringBuilder();
        int middle = columns.left() + (columns.cell * labels.size() + columns.cell) / 2 - "reference".length() / 2;
        text.append(style.bold("confusions"));
        text.append(" ".repeat(Math.max(1, middle - "confusions".length()))).append("reference\n");
        text.append(TextStyle.left(HEAD, columns.left()));
        for (int label = 0; label < labels.size(); label++) {
            text.append(columns.columnHead(label, labels.get(label)));
        }
        text.append('\n');
        int worst = mistakes.isEmpty() ? 0 : mistakes.getFirst().count();
        int[][] table = statistics.evaluation().confusion();
        for (int row = 0; row < table.length; row++) {
            text.append(columns.rowHead(row, labels.get(row)));
            for (int column = 0; column < table.length; column++) {
                text.append(cell(table[row][column], columns.cell, row == column, worst));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// Empty cells are dots, so that mistakes stand out.
    private String cell(int count, int cell, boolean hit, int worst) {
        String text = TextStyle.right(count == 0 ? "." : Integer.toString(count), cell);
        if (count == 0) {
            return style.faint(text);
        }
        return hit ? style.good(text) : count == worst ? style.worst(text) : style.bad(text);
    }

    private String largest(ConfusionStatistics statistics, List<Mistakes.Cell> mistakes) {
        List<String> labels = statistics.labels();
        int longest = Math.clamp(labels.stream().mapToInt(String::length).max().orElse(1), 9, (width - 36) / 2);
        StringBuilder text = new StringBuilder(style.bold("the largest confusions"));
        text.append(
                String.format(Locale.ROOT, ", of %,d cells with a mistake (--json has the matrix)%n", mistakes.size()));
        text.append("  ").append(TextStyle.left("reference", longest)).append("  ");
        text.append(TextStyle.left("taken for", longest)).append("   times  of the reference\n");
        int[] samples = statistics.perClass().stream().mapToInt(figures -> figures.samples()).toArray();
        for (Mistakes.Cell cell : mistakes.subList(0, Math.min(MOST_CELLS, mistakes.size()))) {
            text.append("  ").append(TextStyle.left(labels.get(cell.reference()), longest)).append("  ");
            text.append(TextStyle.left(labels.get(cell.prediction()), longest));
            double part = (double) cell.count() / samples[cell.reference()];
            text.append(String.format(Locale.ROOT, "  %,6d  %6.2f %%%n", cell.count(), 100 * part));
        }
        return text.toString();
    }
}
