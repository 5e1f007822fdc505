package dev.fovea.insight.statistics;

import org.jspecify.annotations.Nullable;

/// How one class does against all others, as R's `caret::confusionMatrix` has it by class. A figure whose denominator
/// is 0 is null.
///
/// Of `n` samples, `TP` hits, `FP` others taken for the class, `FN` of the class taken for others, `TN` the rest.
///
/// @param label the class
/// @param hits `TP`: how many of its samples were found
/// @param predicted `TP + FP`: how many samples were taken for it
/// @param samples `TP + FN`: how many are of it
/// @param all `n`: how many samples there are
public record ClassFigures(String label, int hits, int predicted, int samples, int all) {

    /// The part of its samples that were found: `TP / (TP + FN)`.
    ///
    /// @return from 0 to 1, null without a sample of the class
    public @Nullable Double sensitivity() {
        return ratio(hits, samples);
    }

    /// The part of the other samples that were not taken for it: `TN / (TN + FP)`.
    ///
    /// @return from 0 to 1, null without another sample
    public @Nullable Double specificity() {
        return ratio(rejected(), all - samples);
    }

    /// The part of its predictions that were right: `TP / (TP + FP)`. caret comes to the same by Bayes' rule with the
    /// prevalence of the data, but has no number where the class has no sample.
    ///
    /// @return from 0 to 1, null where it was never predicted
    public @Nullable Double positivePredictiveValue() {
        return ratio(hits, predicted);
    }

    /// The part of the other predictions that were right to leave it out: `TN / (TN + FN)`.
    ///
    /// @return from 0 to 1, null where nothing else was predicted
    public @Nullable Double negativePredictiveValue() {
        return ratio(rejected(), all - predicted);
    }

    /// The word of information retrieval for the [positive predictive value][#positivePredictiveValue()].
    ///
    /// @return from 0 to 1, null where it was never predicted
    public @Nullable Double precision() {
        return positivePredictiveValue();
    }

    /// The word of information retrieval for the [sensitivity][#sensitivity()].
    ///
    /// @return from 0 to 1, null without a sample of the class
    public @Nullable Double recall() {
        return sensitivity();
    }

    /// The harmonic mean of precision and recall: `2 TP / (2 TP + FP + FN)`. Without a hit it is 0, where caret has no
    /// number: left out of a mean, a class that is never found would flatter it.
    ///
    /// @return from 0 to 1, null where the class neither occurs nor was predicted
    public @Nullable Double f1() {
        return ratio(2L * hits, (long) predicted + samples);
    }

    /// The part of all samples that are of it: `(TP + FN) / n`.
    ///
    /// @return from 0 to 1
    public @Nullable Double prevalence() {
        return ratio(samples, all);
    }

    /// The part of all samples that are of it and were found: `TP / n`.
    ///
    /// @return from 0 to 1
    public @Nullable Double detectionRate() {
        return ratio(hits, all);
    }

    /// The part of all samples that were taken for it: `(TP + FP) / n`.
    ///
    /// @return from 0 to 1
    public @Nullable Double detectionPrevalence() {
        return ratio(predicted, all);
    }

    /// The mean of sensitivity and specificity.
    ///
    /// @return from 0 to 1, null where one of them is
    public @Nullable Double balancedAccuracy() {
        Double sensitivity = sensitivity();
        Double specificity = specificity();
        return sensitivity == null || specificity == null ? null : (sensitivity + specificity) / 2;
    }

    /// A figure by its kind.
    ///
    /// @param kind which one
    /// @return the figure, or null
    public @Nullable Double figure(Kind kind) {
        return switch (kind) {
            case SENSITIVITY -> sensitivity();
            case SPECIFICITY -> specificity();
            case POSITIVE_PREDICTIVE_VALUE -> positivePredictiveValue();
            case NEGATIVE_PREDICTIVE_VALUE -> negativePredictiveValue();
            case PRECISION -> precision();
            case RECALL -> recall();
            case F1 -> f1();
            case PREVALENCE -> prevalence();
            case DETECTION_RATE -> detectionRate();
            case DETECTION_PREVALENCE -> detectionPrevalence();
            case BALANCED_ACCURACY -> balancedAccuracy();
        };
    }

    /// The figures of a class, in caret's order.
    public enum Kind {
        /// [#sensitivity()]
        SENSITIVITY("sensitivity"),
        /// [#specificity()]
        SPECIFICITY("specificity"),
        /// [#positivePredictiveValue()]
        POSITIVE_PREDICTIVE_VALUE("positive_predictive_value"),
        /// [#negativePredictiveValue()]
        NEGATIVE_PREDICTIVE_VALUE("negative_predictive_value"),
        /// [#precision()]
        PRECISION("precision"),
        /// [#recall()]
        RECALL("recall"),
        /// [#f1()]
        F1("f1"),
        /// [#prevalence()]
        PREVALENCE("prevalence"),
        /// [#detectionRate()]
        DETECTION_RATE("detection_rate"),
        /// [#detectionPrevalence()]
        DETECTION_PREVALENCE("detection_prevalence"),
        /// [#balancedAccuracy()]
        BALANCED_ACCURACY("balanced_accuracy");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /// The name of this figure in JSON.
        ///
        /// @return a key
        public String key() {
            return key;
        }

        /// Whether a mean over classes says something: not of parts of all samples, whose mean is fixed by the number
        /// of classes.
        ///
        /// @return false for prevalence, detection rate and detection prevalence
        public boolean hasMean() {
            return switch (this) {
                case PREVALENCE, DETECTION_RATE, DETECTION_PREVALENCE -> false;
                default -> true;
            };
        }
    }

    private int rejected() {
        return all - predicted - samples + hits;
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }
}
