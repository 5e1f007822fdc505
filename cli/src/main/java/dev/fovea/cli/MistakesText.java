package dev.fovea.cli;

import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;

import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/// Mistakes as text: each sample with its probabilities as bars.
final class MistakesText {
    private static final int IN_CELL = 10;
    private static final int IN_LIST = 5;
    private static final int WIDEST_NAME = 24;
    private static final int WIDEST_LABEL = 11;
    private static final int LEAST_BAR = 4;

    private final TextStyle style;
    private final int width;
    private final Predictions predictions;
    private final Mistakes mistakes;
    private final StringBuilder text = new StringBuilder();

    MistakesText(TextStyle style, int width, Predictions predictions) {
        this.style = style;
        this.width = width;
        this.predictions = predictions;
        this.mistakes = new Mistakes(predictions);
    }

    /// Cells, the most confident mistakes, the least certain answers.
    ///
    /// @param cells those to show
    String of(List<Mistakes.Cell> cells) {
        cells.forEach(this::cell);
        mostConfident();
        leastCertain();
        return text.toString();
    }

    private void cell(Mistakes.Cell cell) {
        List<Integer> samples = mistakes.in(cell.prediction(), cell.reference());
        String head = cell.equals(mistakes.worst()) ? "the worst cell: " : "the cell: ";
        String between = cell.prediction() == cell.reference() ? " as " : " taken for ";
        String times =
                samples.size() > IN_CELL
                        ? String.format(Locale.ROOT, ", %,d times; the first %d", samples.size(), IN_CELL)
                        : ", " + times(samples.size());
        int room = (width - head.length() - between.length() - times.length()) / 2;
        String reference = TextStyle.cut(predictions.labels().get(cell.reference()), room);
        String prediction = TextStyle.cut(predictions.labels().get(cell.prediction()), room);
        heading(head + reference + between + prediction, times);
        rows(samples.subList(0, Math.min(IN_CELL, samples.size())), "reference", predictions::reference);
    }

    private static String times(int count) {
        return switch (count) {
            case 0 -> "never";
            case 1 -> "once";
            default -> count + " times";
        };
    }

    private void mostConfident() {
        List<Integer> samples = mistakes.mostConfident(IN_LIST);
        if (!samples.isEmpty()) {
            heading("the most confident mistakes", "");
            rows(samples, "reference", predictions::reference);
        }
    }

    private void leastCertain() {
        heading("the least certain answers", "");
        rows(mistakes.leastCertain(IN_LIST), "next", this::second);
    }

    private void heading(String what, String more) {
        text.append('\n').append(style.bold(what)).append(more).append('\n');
    }

    /// A line per sample: the class that was said, and another.
    private void rows(List<Integer> samples, String otherHead, IntUnaryOperator other) {
        if (samples.isEmpty()) {
            return;
        }
        int label = Math.min(WIDEST_LABEL, width(predictions.labels()));
        int verdict = otherHead.equals("next") ? Math.max("  right".length(), "  is ".length() + label) : 0;
        int room = width - 2 - 2 * (2 + label + " 0.0000 ".length()) - verdict;
        int longest = width(samples.stream().map(predictions::name).toList());
        int name = Math.min(Math.min(WIDEST_NAME, room - 2 * LEAST_BAR), longest);
        int bar = Math.clamp((room - name) / 2, LEAST_BAR, 20);
        String head = "  " + " ".repeat(name) + "  " + TextStyle.left("said", label + 8 + bar) + "  " + otherHead;
        text.append(style.faint(head)).append('\n');
        for (int sample : samples) {
            StringBuilder line = new StringBuilder("  ");
            line.append(TextStyle.left(TextStyle.cutStart(predictions.name(sample), name), name));
            line.append(answer(sample, predictions.predicted(sample), label, bar));
            line.append(answer(sample, other.applyAsInt(sample), label, bar));
            line.append(verdict == 0 ? "" : "  " + verdict(sample, label));
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    private String verdict(int sample, int label) {
        return predictions.isCorrect(sample)
                ? style.good("right")
                : style.bad("is " + TextStyle.cut(predictions.labels().get(predictions.reference(sample)), label));
    }

    private String answer(int sample, int label, int labelWidth, int bar) {
        float probability = predictions.probability(sample, label);
        String name = TextStyle.left(predictions.labels().get(label), labelWidth);
        String drawn = TextStyle.bar(probability, bar);
        boolean right = label == predictions.reference(sample);
        return "  "
                + (right ? style.good(name) : style.bad(name))
                + String.format(Locale.ROOT, " %.4f ", probability)
                + (right ? style.good(drawn) : style.bad(drawn));
    }

    /// The most probable class but that which was said.
    private int second(int sample) {
        int said = predictions.predicted(sample);
        int best = said;
        for (int label = 0; label < predictions.labels().size(); label++) {
            boolean more =
                    best == said || predictions.probability(sample, label) > predictions.probability(sample, best);
            best = label != said && more ? label : best;
        }
        return best;
    }
}
