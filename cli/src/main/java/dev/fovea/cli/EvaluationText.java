package dev.fovea.cli;

import dev.fovea.insight.statistics.ClassFigures;
import dev.fovea.insight.statistics.ConfusionStatistics;
import dev.fovea.train.Evaluation;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// The figures of an evaluation as text.
final class EvaluationText {
    private EvaluationText() {}

    static String of(ConfusionStatistics statistics) {
        Evaluation evaluation = statistics.evaluation();
        ConfusionStatistics.Interval interval = statistics.accuracyInterval();
        ConfusionStatistics.Symmetry symmetry = statistics.symmetry();
        StringBuilder text = new StringBuilder();
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "accuracy %s (%,d of %,d), 95 %% interval %.4f to %.4f",
                        evaluation.accuracy(),
                        evaluation.correct(),
                        evaluation.samples(),
                        interval.lower(),
                        interval.upper()));
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "no-information rate %.4f, p-value of the accuracy against it %.4g",
                        statistics.noInformationRate(),
                        statistics.accuracyPValue()));
        line(text, String.format(Locale.ROOT, "kappa %.4f", statistics.kappa()));
        line(text, String.format(Locale.ROOT, "log loss %s", evaluation.logLoss()));
        Double pValue = symmetry.pValue();
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "McNemar (Bowker) %.4f on %d degrees of freedom, p-value %s",
                        symmetry.statistic(),
                        symmetry.degreesOfFreedom(),
                        pValue == null ? "none" : String.format(Locale.ROOT, "%.4g", pValue)));
        line(text, "");
        confusion(text, statistics);
        line(text, "");
        perClass(text, statistics);
        return text.toString();
    }

    private static void confusion(StringBuilder text, ConfusionStatistics statistics) {
        List<String> labels = statistics.labels();
        int first = width(labels, "prediction".length());
        int[][] table = statistics.evaluation().confusion();
        line(text, String.format(Locale.ROOT, "%" + first + "s  reference", ""));
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-" + first + "s", "prediction"));
        labels.forEach(label -> head.append(String.format(Locale.ROOT, " %6s", shortened(label, 6))));
        line(text, head.toString());
        for (int row = 0; row < table.length; row++) {
            StringBuilder cells = new StringBuilder(String.format(Locale.ROOT, "%" + first + "s", labels.get(row)));
            for (int count : table[row]) {
                cells.append(String.format(Locale.ROOT, " %6d", count));
            }
            line(text, cells.toString());
        }
    }

    private static void perClass(StringBuilder text, ConfusionStatistics statistics) {
        int first = width(statistics.labels(), "class".length());
        line(
                text,
                String.format(
                        Locale.ROOT, "%" + first + "s  sensitivity  specificity  precision      f1  samples", "class"));
        for (ClassFigures figures : statistics.perClass()) {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "%" + first + "s  %11s  %11s  %9s  %6s  %7d",
                            figures.label(),
                            number(figures.sensitivity()),
                            number(figures.specificity()),
                            number(figures.precision()),
                            number(figures.f1()),
                            figures.samples()));
        }
    }

    private static int width(List<String> labels, int least) {
        return labels.stream().mapToInt(String::length).reduce(least, Math::max);
    }

    private static String shortened(String label, int width) {
        return label.length() <= width ? label : label.substring(0, width);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
