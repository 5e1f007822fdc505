package dev.fovea.insight.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Two classifiers on the same images: where they differ, and whether that is more than noise.
///
/// @param first what one says
/// @param second what the other says; its classes may have another order
public record Comparison(Predictions first, Predictions second) {
    /// Below this probability a difference counts as more than noise.
    public static final double LEVEL = .05;

    /// How both do on one image.
    public enum Outcome {
        /// Both are right.
        BOTH_RIGHT,
        /// The first is right, the second wrong.
        ONLY_FIRST_RIGHT,
        /// The first is wrong, the second right.
        ONLY_SECOND_RIGHT,
        /// Both are wrong and say the same.
        BOTH_WRONG_ALIKE,
        /// Both are wrong and say different classes.
        BOTH_WRONG_DIFFERENTLY
    }

    /// Checks that both were asked about the same images and classes.
    ///
    /// @throws IllegalArgumentException if they were not
    public Comparison {
        List<String> classes = first.labels();
        if (!new TreeSet<>(classes).equals(new TreeSet<>(second.labels()))) {
            throw new IllegalArgumentException(
                    "comparing two models: of the first's "
                            + unknown(classes, second.labels())
                            + ", of the second's "
                            + unknown(second.labels(), classes)
                            + "; expected the same classes");
        }
        if (first.size() != second.size()) {
            throw differentImages(first.size() + " images, the second " + second.size());
        }
        for (int i = 0; i < first.size(); i++) {
            if (first.row(i) != second.row(i)) {
                throw differentImages("row " + first.row(i) + " as #" + i + ", the second row " + second.row(i));
            }
            String wanted = classes.get(first.reference(i));
            String found = second.labels().get(second.reference(i));
            if (!wanted.equals(found)) {
                throw differentImages("#" + i + " as " + wanted + ", the second as " + found);
            }
        }
    }

    /// The number of classes and which of them the other has not, at most five by name.
    private static String unknown(List<String> names, List<String> others) {
        List<String> own = names.stream().filter(name -> !others.contains(name)).toList();
        String some = String.join(", ", own.subList(0, Math.min(5, own.size()))) + (own.size() > 5 ? ", ..." : "");
        return names.size() + " classes the other knows " + (own.isEmpty() ? "all" : "not " + some);
    }

    private static IllegalArgumentException differentImages(String found) {
        return new IllegalArgumentException(
                "comparing two models: the first was given "
                        + found
                        + "; expected the same images: --split all gives both all of them");
    }

    /// How both do on an image.
    ///
    /// @param sample its number, from 0
    /// @return the outcome
    public Outcome outcome(int sample) {
        boolean firstRight = first.isCorrect(sample);
        boolean secondRight = second.isCorrect(sample);
        if (firstRight || secondRight) {
            return firstRight && secondRight
                    ? Outcome.BOTH_RIGHT
                    : firstRight ? Outcome.ONLY_FIRST_RIGHT : Outcome.ONLY_SECOND_RIGHT;
        }
        String one = first.labels().get(first.predicted(sample));
        String other = second.labels().get(second.predicted(sample));
        return one.equals(other) ? Outcome.BOTH_WRONG_ALIKE : Outcome.BOTH_WRONG_DIFFERENTLY;
    }

    /// The images with an outcome.
    ///
    /// @param outcome which
    /// @return their numbers, ascending
    public List<Integer> samples(Outcome outcome) {
        return IntStream.range(0, first.size()).filter(i -> outcome(i) == outcome).boxed().toList();
    }

    /// How often each outcome came.
    ///
    /// @return by [Outcome#ordinal()]
    public int[] counts() {
        int[] counts = new int[Outcome.values().length];
        for (int i = 0; i < first.size(); i++) {
            counts[outcome(i).ordinal()]++;
        }
        return counts;
    }

    /// McNemar's exact test, two-sided. Of the `n` images that only one gets right, the first gets `b`; were both
    /// equally good, `b` would be a binomial number of `n` tosses of a coin, and the probability of a division at least
    /// as uneven is `min(1, 2 P[X <= min(b, n - b)])`. (Q. McNemar, *Psychometrika* 12, 1947; exact: A. Agresti,
    /// *Categorical Data Analysis*, section on comparing dependent proportions.)
    ///
    /// @return from 0 to 1; 1 where no image tells them apart
    public double pValue() {
        int[] counts = counts();
        return exact(counts[Outcome.ONLY_FIRST_RIGHT.ordinal()], counts[Outcome.ONLY_SECOND_RIGHT.ordinal()]);
    }

    static double exact(int first, int second) {
        int all = first + second;
        if (all == 0) {
            return 1;
        }
        double tail = BinomialDistribution.of(all, .5).cumulativeProbability(Math.min(first, second));
        return tail >= .5 ? 1 : 2 * tail;
    }

    /// Whether the two are of different quality, as far as these images can tell.
    ///
    /// @return true if the [probability][#pValue()] is below [#LEVEL]
    public boolean isMoreThanNoise() {
        return pValue() < LEVEL;
    }

    /// All of it as plain values, under the names that `fovea compare --json` prints; every image on which they differ
    /// is listed.
    ///
    /// @return by name, in order
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        int[] counts = counts();
        plain.put("samples", first.size());
        plain.put("first", plain(first));
        plain.put("second", plain(second));
        for (Outcome outcome : Outcome.values()) {
            plain.put(key(outcome), counts[outcome.ordinal()]);
        }
        plain.put("mcnemar_exact_p_value", pValue());
        plain.put("more_than_noise", isMoreThanNoise());
        plain.put("right_to_wrong", flips(Outcome.ONLY_FIRST_RIGHT));
        plain.put("wrong_to_right", flips(Outcome.ONLY_SECOND_RIGHT));
        plain.put("wrong_to_other_wrong", flips(Outcome.BOTH_WRONG_DIFFERENTLY));
        return plain;
    }

    private static String key(Outcome outcome) {
        return switch (outcome) {
            case BOTH_RIGHT -> "both_right";
            case ONLY_FIRST_RIGHT -> "only_first_right";
            case ONLY_SECOND_RIGHT -> "only_second_right";
            case BOTH_WRONG_ALIKE -> "both_wrong_alike";
            case BOTH_WRONG_DIFFERENTLY -> "both_wrong_differently";
        };
    }

    private static Map<String, @Nullable Object> plain(Predictions predictions) {
        ConfusionStatistics statistics = new ConfusionStatistics(predictions.evaluation(), predictions.labels());
        double logLoss = predictions.evaluation().logLoss();
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("correct", predictions.evaluation().correct());
        plain.put("accuracy", predictions.evaluation().accuracy());
        plain.put("accuracy_lower", statistics.accuracyInterval().lower());
        plain.put("accuracy_upper", statistics.accuracyInterval().upper());
        plain.put("log_loss", Double.isFinite(logLoss) ? logLoss : null);
        return plain;
    }

    private List<Map<String, @Nullable Object>> flips(Outcome outcome) {
        return samples(outcome).stream().map(this::flip).toList();
    }

    private Map<String, @Nullable Object> flip(int sample) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("index", sample);
        plain.put("row", first.row(sample));
        plain.put("file", first.file(sample));
        plain.put("reference", first.labels().get(first.reference(sample)));
        plain.put("first", answer(first, sample));
        plain.put("second", answer(second, sample));
        return plain;
    }

    private static Map<String, @Nullable Object> answer(Predictions predictions, int sample) {
        float confidence = predictions.confidence(sample);
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("prediction", predictions.labels().get(predictions.predicted(sample)));
        plain.put("probability", Float.isFinite(confidence) ? confidence : null);
        return plain;
    }
}
