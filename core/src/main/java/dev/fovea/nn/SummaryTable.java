package dev.fovea.nn;

import dev.fovea.shape.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A [Summary] in words and columns.
final class SummaryTable {
    private static final int WIDTH = 80;
    private static final int WORDS = 1;
    private static final int NUMBERS = 3;
    private static final int GAP = 2;
    private static final List<String> HEAD =
            List.of("name", "layer", "output", "parameters", "multiply-adds", "memory");

    private SummaryTable() {}

    static String of(Summary summary) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        lines.add(List.of("", "input", words(summary.sampleShape()), "", "", ""));
        summary.rows().forEach(row -> lines.add(cells(row, summary.rows())));
        lines.add(
                List.of(
                        "total",
                        "",
                        "",
                        count(summary.parameters()),
                        count(summary.multiplyAdds()),
                        bytes(summary.memory())));
        int[] widths = widths(lines);
        String rule = "-".repeat(Arrays.stream(widths).sum() + GAP * (widths.length - 1)) + "\n";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 1 || i == lines.size() - 1 ? rule : "").append(line(lines.get(i), widths)).append('\n');
        }
        return text.append("Multiply-adds and memory are for one sample; the parameters take ")
                .append(bytes(Float.BYTES * summary.parameters()))
                .append(".\n")
                .toString();
    }

    private static List<String> cells(Summary.Row row, List<Summary.Row> rows) {
        List<String> outer =
                rows.stream().map(Summary.Row::name).filter(name -> row.name().startsWith(name + ".")).toList();
        int own = outer.isEmpty() ? 0 : outer.getLast().length() + 1;
        String name = "  ".repeat(outer.size()) + row.name().substring(own);
        String output = words(row.output());
        return row.isOuter()
                ? List.of(name, row.layer().toString(), output, "", "", "")
                : List.of(
                        name,
                        row.layer().toString(),
                        output,
                        count(row.parameters()),
                        count(row.multiplyAdds()),
                        bytes(row.memory()));
    }

    private static int[] widths(List<List<String>> lines) {
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        int others = Arrays.stream(widths).sum() - widths[WORDS] + GAP * (widths.length - 1);
        widths[WORDS] = Math.min(widths[WORDS], Math.max(HEAD.get(WORDS).length(), WIDTH - others));
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String cut = cell.length() <= widths[i] ? cell : cell.substring(0, widths[i] - 2) + "..";
            String space = " ".repeat(widths[i] - cut.length());
            line.append(i == 0 ? "" : " ".repeat(GAP)).append(i < NUMBERS ? cut + space : space + cut);
        }
        return line.toString().stripTrailing();
    }

    private static String words(Shape shape) {
        return shape.toString().replace("[", "").replace("]", "").replace(", ", " x ");
    }

    private static String count(long number) {
        return number == 0 ? "" : String.format(Locale.ROOT, "%,d", number);
    }

    private static String bytes(long number) {
        return number < 1000
                ? number + " B"
                : number < 1_000_000
                        ? String.format(Locale.ROOT, "%.1f kB", number / 1e3)
                        : String.format(Locale.ROOT, "%.2f MB", number / 1e6);
    }
}
