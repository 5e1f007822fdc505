package dev.fovea.cli;

import dev.fovea.insight.statistics.ClassFigures;
import dev.fovea.insight.statistics.ClassFigures.Kind;
import dev.fovea.insight.statistics.ConfusionStatistics;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The figures of each class as a table, and their means.
///
/// @param style of the terminal
/// @param width of the terminal
record ClassesText(TextStyle style, int width) {
    private static final int MOST_CLASSES = 30;
    private static final int CELL = 6;

    /// Recall is the sensitivity and precision the positive predictive value: each stands in one column.
    private static final List<Column> COLUMNS =
            List.of(
                    new Column(Kind.SENSITIVITY, "sens.", "recall"),
                    new Column(Kind.SPECIFICITY, "spec.", ""),
                    new Column(Kind.POSITIVE_PREDICTIVE_VALUE, "PPV", "prec."),
                    new Column(Kind.NEGATIVE_PREDICTIVE_VALUE, "NPV", ""),
                    new Column(Kind.F1, "F1", ""),
                    new Column(Kind.PREVALENCE, "prev-", "alence"),
                    new Column(Kind.DETECTION_RATE, "detec.", "rate"),
                    new Column(Kind.DETECTION_PREVALENCE, "detec.", "prev."),
                    new Column(Kind.BALANCED_ACCURACY, "bal.", "acc."));

    /// A column and the two lines of its heading.
    private record Column(Kind kind, String above, String below) {}

    /// The table; of many classes those with the lowest F1.
    String of(ConfusionStatistics statistics) {
        List<ClassFigures> all = statistics.perClass();
        List<ClassFigures> shown = shown(all);
        StringBuilder text = new StringBuilder(style.bold("classes"));
        if (shown.size() < all.size()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            ": the %d with the lowest F1, of %,d (--json has all)%n",
                            shown.size(),
                            all.size()));
        }
        int name = width - (CELL + 1) * COLUMNS.size();
        int longest = shown.stream().mapToInt(figures -> figures.label().length()).max().orElse(1);
        int first = Math.min(name, Math.max("weighted mean".length(), longest));
        int gone = shown.size() < all.size() ? 0 : "classes".length();
        text.append(" ".repeat(first - gone)).append(heading(Column::above)).append('\n');
        text.append(" ".repeat(first)).append(heading(Column::below)).append('\n');
        shown.forEach(figures -> text.append(row(figures.label(), first, figures::figure)).append('\n'));
        text.append(style.bold(row("mean", first, kind -> kind.hasMean() ? statistics.macroMean(kind) : null)));
        text.append('\n');
        text.append(
                style.bold(row("weighted mean", first, kind -> kind.hasMean() ? statistics.weightedMean(kind) : null)));
        return text.append('\n').toString();
    }

    private static List<ClassFigures> shown(List<ClassFigures> all) {
        if (all.size() <= MOST_CLASSES) {
            return all;
        }
        return IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparing(i -> f1(all.get(i))))
                .limit(MOST_CLASSES)
                .map(all::get)
                .toList();
    }

    /// Classes that occur nowhere come last.
    private static double f1(ClassFigures figures) {
        Double f1 = figures.f1();
        return f1 == null ? 2 : f1;
    }

    private static String heading(Function<Column, String> line) {
        StringBuilder text = new StringBuilder();
        COLUMNS.forEach(column -> text.append(' ').append(TextStyle.right(line.apply(column), CELL)));
        return text.toString();
    }

    private static String row(String name, int first, Function<Kind, @Nullable Double> figure) {
        StringBuilder text = new StringBuilder(TextStyle.left(name, first));
        for (Column column : COLUMNS) {
            Double value = figure.apply(column.kind);
            text.append(' ').append(TextStyle.right(value == null ? "-" : number(value), CELL));
        }
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
