package dev.fovea.cli;

import dev.fovea.insight.statistics.Comparison;
import dev.fovea.insight.statistics.Comparison.Outcome;
import dev.fovea.insight.statistics.ConfusionStatistics;
import dev.fovea.insight.statistics.Predictions;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A comparison of two models as text, within the width of the terminal.
final class ComparisonText {
    private static final int LISTED = 10;
    private static final int WIDEST_NAME = 24;
    private static final int WIDEST_LABEL = 12;

    private final TextStyle style;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    ComparisonText(Terminal terminal) {
        this.style = new TextStyle(terminal.outColours());
        this.width = Math.clamp(terminal.columns(), 80, 120);
    }

    /// Both models' figures, the images that flip, and what McNemar's test says.
    String of(Comparison comparison, Path first, Path second) {
        models(comparison, first, second);
        int[] counts = comparison.counts();
        text.append('\n');
        count("both right", counts[Outcome.BOTH_RIGHT.ordinal()]);
        count("only A right", counts[Outcome.ONLY_FIRST_RIGHT.ordinal()]);
        count("only B right", counts[Outcome.ONLY_SECOND_RIGHT.ordinal()]);
        count("both wrong, alike", counts[Outcome.BOTH_WRONG_ALIKE.ordinal()]);
        count("both wrong, differently", counts[Outcome.BOTH_WRONG_DIFFERENTLY.ordinal()]);
        text.append("\nMcNemar's exact test: ").append(EvaluationText.pValue(comparison.pValue())).append('\n');
        wrapped(verdict(comparison, counts));
        flips("right with A, wrong with B", comparison, Outcome.ONLY_FIRST_RIGHT);
        flips("wrong with A, right with B", comparison, Outcome.ONLY_SECOND_RIGHT);
        flips("wrong with both, differently", comparison, Outcome.BOTH_WRONG_DIFFERENTLY);
        return text.toString();
    }

    private void models(Comparison comparison, Path first, Path second) {
        int longest = Math.max(first.toString().length(), second.toString().length());
        int name = Math.min(Math.max(longest, 8), width - 54);
        text.append("   ").append(" ".repeat(name));
        text.append(style.bold("  accuracy  95 % interval       correct   log loss")).append('\n');
        model("A", first, name, comparison.first());
        model("B", second, name, comparison.second());
    }

    private void model(String letter, Path path, int width, Predictions predictions) {
        var statistics = new ConfusionStatistics(predictions.evaluation(), predictions.labels());
        ConfusionStatistics.Interval interval = statistics.accuracyInterval();
        text.append(style.bold(letter)).append("  ");
        text.append(TextStyle.left(TextStyle.cutStart(path.toString(), width), width));
        text.append(
                String.format(
                        Locale.ROOT,
                        "    %.4f  %.4f to %.4f  %,9d  %9.5f%n",
                        predictions.evaluation().accuracy(),
                        interval.lower(),
                        interval.upper(),
                        predictions.evaluation().correct(),
                        predictions.evaluation().logLoss()));
    }

    private void count(String what, int count) {
        text.append(String.format(Locale.ROOT, "%-24s %,9d%n", what, count));
    }

    /// What the test means, in words.
    static String verdict(Comparison comparison, int[] counts) {
        int first = counts[Outcome.ONLY_FIRST_RIGHT.ordinal()];
        int second = counts[Outcome.ONLY_SECOND_RIGHT.ordinal()];
        if (first + second == 0) {
            return "Both are right on the same images: there is no difference to test.";
        }
        String division =
                String.format(
                        Locale.ROOT,
                        "Only one of them is right on %,d image%s: A on %,d, B on %,d.",
                        first + second,
                        first + second == 1 ? "" : "s",
                        first,
                        second);
        double pValue = comparison.pValue();
        if (comparison.isMoreThanNoise()) {
            return division
                    + String.format(
                            Locale.ROOT,
                            " If they were equally good, so uneven a division would come by chance %s: %s is better by"
                                    + " more than noise.",
                            pValue < 1e-4 ? "less than once in 10,000 times" : once(pValue),
                            second > first ? "B" : "A");
        }
        return division
                + String.format(
                        Locale.ROOT,
                        " If they were equally good, a division at least so uneven would come by chance %s: the"
                                + " difference is no more than noise.",
                        once(pValue));
    }

    private static String once(double pValue) {
        return String.format(Locale.ROOT, pValue < .01 ? "%.2f %% of the time" : "%.0f %% of the time", 100 * pValue);
    }

    private void wrapped(String words) {
        int column = 0;
        for (String word : words.split(" ")) {
            if (column > 0 && column + 1 + word.length() > width) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? "" : " ").append(word);
            column += word.length() + (column == 0 ? 0 : 1);
        }
        text.append('\n');
    }

    private void flips(String what, Comparison comparison, Outcome outcome) {
        List<Integer> samples = comparison.samples(outcome);
        if (samples.isEmpty()) {
            return;
        }
        List<Integer> shown = samples.subList(0, Math.min(LISTED, samples.size()));
        text.append('\n').append(style.bold(what));
        text.append(
                samples.size() > LISTED
                        ? String.format(Locale.ROOT, ": the first %d of %,d (--json has all)%n", LISTED, samples.size())
                        : String.format(Locale.ROOT, ": %d%n", samples.size()));
        int name = Math.min(WIDEST_NAME, longest(shown.stream().map(comparison.first()::name).toList()));
        int label = Math.min(WIDEST_LABEL, Math.max(9, longest(comparison.first().labels())));
        String head = "  " + " ".repeat(name) + "  " + TextStyle.left("reference", label);
        text.append(style.faint(head + "  " + TextStyle.left("A says", label + 7) + "  B says")).append('\n');
        for (int sample : shown) {
            Predictions first = comparison.first();
            text.append("  ").append(TextStyle.left(TextStyle.cutStart(first.name(sample), name), name)).append("  ");
            text.append(TextStyle.left(first.labels().get(first.reference(sample)), label));
            text.append(answer(first, sample, label)).append(answer(comparison.second(), sample, label)).append('\n');
        }
    }

    private static int longest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    private String answer(Predictions predictions, int sample, int label) {
        String name = TextStyle.left(predictions.labels().get(predictions.predicted(sample)), label);
        return "  "
                + (predictions.isCorrect(sample) ? style.good(name) : style.bad(name))
                + String.format(Locale.ROOT, " %.4f", predictions.confidence(sample));
    }
}
