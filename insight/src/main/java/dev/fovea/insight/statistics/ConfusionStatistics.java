package dev.fovea.insight.statistics;

import dev.fovea.train.Evaluation;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// What can be said about a table of confusions: rows are predictions, columns the reference. The figures of R's
/// `caret::confusionMatrix` (M. Kuhn, *Building Predictive Models in R Using the caret Package*, J. Stat. Softw. 28,
/// 2008).
///
/// @param evaluation the table and the losses
/// @param labels the names of the classes
public record ConfusionStatistics(Evaluation evaluation, List<String> labels) {
    private static final double CONFIDENCE = 0.95;

    /// An interval.
    ///
    /// @param lower its lower end
    /// @param upper its upper end
    public record Interval(double lower, double upper) {}

    /// Bowker's test of symmetry, which for two classes is McNemar's without correction.
    ///
    /// @param statistic the sum of `(n_ij - n_ji)^2 / (n_ij + n_ji)` over all pairs of cells that are not both empty
    /// @param degreesOfFreedom the number of such pairs
    /// @param pValue the probability of a statistic at least as large if the table is symmetric; null without a pair
    public record Symmetry(double statistic, int degreesOfFreedom, @Nullable Double pValue) {}

    /// The exact 95 % interval of the accuracy: C. J. Clopper, E. S. Pearson, *Biometrika* 26, 1934.
    ///
    /// @return from 0 to 1
    public Interval accuracyInterval() {
        return interval(evaluation.correct(), evaluation.samples());
    }

    /// The exact 95 % interval of a proportion.
    static Interval interval(int hits, int samples) {
        int misses = samples - hits;
        double tail = (1 - CONFIDENCE) / 2;
        double lower = hits == 0 ? 0 : BetaDistribution.of(hits, misses + 1.0).inverseCumulativeProbability(tail);
        double upper = misses == 0 ? 1 : BetaDistribution.of(hits + 1.0, misses).inverseSurvivalProbability(tail);
        return new Interval(lower, upper);
    }

    /// The accuracy of always naming the most frequent class.
    ///
    /// @return from 0 to 1
    public double noInformationRate() {
        return (double) column(mostFrequentClass()) / evaluation.samples();
    }

    /// The most frequent class of the reference, of which [#noInformationRate()] is the part.
    ///
    /// @return its number, the first of equals
    public int mostFrequentClass() {
        int most = 0;
        for (int c = 1; c < labels.size(); c++) {
            most = column(c) > column(most) ? c : most;
        }
        return most;
    }

    /// P[accuracy > rate]: the probability of at least so many hits if the accuracy were the [no-information
    /// rate][#noInformationRate], one-sided and exact as R's `binom.test(..., alternative = "greater")`.
    ///
    /// @return from 0 to 1
    public double accuracyPValue() {
        BinomialDistribution hits = BinomialDistribution.of(evaluation.samples(), noInformationRate());
        return hits.survivalProbability(evaluation.correct() - 1);
    }

    /// Cohen's kappa: `(p_o - p_e) / (1 - p_e)`, agreement beyond that by chance. J. Cohen, *Educ. Psychol. Meas.* 20,
    /// 1960.
    ///
    /// @return at most 1; NaN where chance alone agrees always
    public double kappa() {
        double samples = evaluation.samples();
        double chance = 0;
        for (int c = 0; c < labels.size(); c++) {
            chance += row(c) / samples * (column(c) / samples);
        }
        return (evaluation.accuracy() - chance) / (1 - chance);
    }

    /// The test of symmetry: A. H. Bowker, *J. Am. Stat. Assoc.* 43, 1948. Pairs of empty cells are left out, with
    /// their degrees of freedom.
    ///
    /// @return the test
    public Symmetry symmetry() {
        int[][] table = evaluation.confusion();
        double statistic = 0;
        int degrees = 0;
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < i; j++) {
                double both = table[i][j] + table[j][i];
                if (both > 0) {
                    double difference = table[i][j] - table[j][i];
                    statistic += difference * difference / both;
                    degrees++;
                }
            }
        }
        Double pValue = degrees == 0 ? null : ChiSquaredDistribution.of(degrees).survivalProbability(statistic);
        return new Symmetry(statistic, degrees, pValue);
    }

    /// The figures of every class.
    ///
    /// @return by class number
    public List<ClassFigures> perClass() {
        List<ClassFigures> all = new ArrayList<>();
        for (int c = 0; c < labels.size(); c++) {
            int hits = evaluation.confusion()[c][c];
            all.add(new ClassFigures(labels.get(c), hits, row(c), column(c), evaluation.samples()));
        }
        return all;
    }

    /// The mean of a figure over the classes, each counting the same; classes for which it is null are left out.
    ///
    /// @param kind which figure
    /// @return the mean, null if it is null for all
    public @Nullable Double macroMean(ClassFigures.Kind kind) {
        return mean(kind, _ -> 1);
    }

    /// The mean of a figure over the classes, each counting as often as it has samples; classes for which it is null
    /// are left out.
    ///
    /// @param kind which figure
    /// @return the mean, null if it is null for all with a sample
    public @Nullable Double weightedMean(ClassFigures.Kind kind) {
        return mean(kind, ClassFigures::samples);
    }

    private @Nullable Double mean(ClassFigures.Kind kind, ToIntFunction<ClassFigures> weight) {
        double sum = 0;
        long weights = 0;
        for (ClassFigures figures : perClass()) {
            Double figure = figures.figure(kind);
            if (figure != null) {
                sum += weight.applyAsInt(figures) * figure;
                weights += weight.applyAsInt(figures);
            }
        }
        return weights == 0 ? null : sum / weights;
    }

    private int row(int prediction) {
        int sum = 0;
        for (int count : evaluation.confusion()[prediction]) {
            sum += count;
        }
        return sum;
    }

    private int column(int reference) {
        int sum = 0;
        for (int[] row : evaluation.confusion()) {
            sum += row[reference];
        }
        return sum;
    }

    /// All of it as plain values, under the names that `fovea evaluate --json` prints.
    ///
    /// @return by name, in order
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        Symmetry symmetry = symmetry();
        double kappa = kappa();
        plain.put("samples", evaluation.samples());
        plain.put("correct", evaluation.correct());
        plain.put("accuracy", evaluation.accuracy());
        plain.put("accuracy_lower", accuracyInterval().lower());
        plain.put("accuracy_upper", accuracyInterval().upper());
        plain.put("no_information_rate", noInformationRate());
        plain.put("accuracy_p_value", accuracyPValue());
        plain.put("kappa", Double.isNaN(kappa) ? null : kappa);
        plain.put("mcnemar_statistic", symmetry.statistic());
        plain.put("mcnemar_degrees_of_freedom", symmetry.degreesOfFreedom());
        plain.put("mcnemar_p_value", symmetry.pValue());
        plain.put("log_loss", Double.isFinite(evaluation.logLoss()) ? evaluation.logLoss() : null);
        plain.put("labels", labels);
        plain.put("confusion", evaluation.confusionRows());
        plain.put("per_class", perClass().stream().map(ConfusionStatistics::plain).toList());
        plain.put("macro_mean", means(this::macroMean));
        plain.put("weighted_mean", means(this::weightedMean));
        return plain;
    }

    private static Map<String, @Nullable Object> plain(ClassFigures figures) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("class", figures.label());
        for (ClassFigures.Kind kind : ClassFigures.Kind.values()) {
            plain.put(kind.key(), figures.figure(kind));
        }
        plain.put("samples", figures.samples());
        return plain;
    }

    private static Map<String, @Nullable Object> means(Function<ClassFigures.Kind, @Nullable Double> mean) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (ClassFigures.Kind kind : ClassFigures.Kind.values()) {
            if (kind.hasMean()) {
                plain.put(kind.key(), mean.apply(kind));
            }
        }
        return plain;
    }
}
