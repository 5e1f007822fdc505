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

    /// How one class does against all others. A figure whose denominator is 0 is null.
    ///
    /// @param label the class
    /// @param sensitivity the part of its samples that were found (recall)
    /// @param specificity the part of the other samples that were not taken for it
    /// @param precision the part of its predictions that were right
    /// @param f1 the harmonic mean of precision and sensitivity
    /// @param prevalence the part of all samples that are of it
    /// @param balancedAccuracy the mean of sensitivity and specificity
    /// @param samples how many are of it
    public record ClassFigures(
            String label,
            @Nullable Double sensitivity,
            @Nullable Double specificity,
            @Nullable Double precision,
            @Nullable Double f1,
            double prevalence,
            @Nullable Double balancedAccuracy,
            int samples) {}

    /// The exact 95 % interval of the accuracy: C. J. Clopper, E. S. Pearson, *Biometrika* 26, 1934.
    ///
    /// @return from 0 to 1
    public Interval accuracyInterval() {
        int hits = evaluation.correct();
        int misses = evaluation.samples() - hits;
        double tail = (1 - CONFIDENCE) / 2;
        double lower = hits == 0 ? 0 : BetaDistribution.of(hits, misses + 1.0).inverseCumulativeProbability(tail);
        double upper = misses == 0 ? 1 : BetaDistribution.of(hits + 1.0, misses).inverseSurvivalProbability(tail);
        return new Interval(lower, upper);
    }

    /// The accuracy of always naming the most frequent class.
    ///
    /// @return from 0 to 1
    public double noInformationRate() {
        int most = 0;
        for (int c = 0; c < labels.size(); c++) {
            most = Math.max(most, column(c));
        }
        return (double) most / evaluation.samples();
    }

    /// The probability of at least so many hits if the accuracy were the [no-information rate][#noInformationRate].
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
        int samples = evaluation.samples();
        for (int c = 0; c < labels.size(); c++) {
            int hits = evaluation.confusion()[c][c];
            int predicted = row(c);
            int real = column(c);
            int rejected = samples - predicted - real + hits;
            Double sensitivity = ratio(hits, real);
            Double specificity = ratio(rejected, samples - real);
            all.add(
                    new ClassFigures(
                            labels.get(c),
                            sensitivity,
                            specificity,
                            ratio(hits, predicted),
                            ratio(2.0 * hits, predicted + real),
                            (double) real / samples,
                            sensitivity == null || specificity == null ? null : (sensitivity + specificity) / 2,
                            real));
        }
        return all;
    }

    private static @Nullable Double ratio(double part, int whole) {
        return whole == 0 ? null : part / whole;
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
        return plain;
    }

    private static Map<String, @Nullable Object> plain(ClassFigures figures) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("class", figures.label());
        plain.put("sensitivity", figures.sensitivity());
        plain.put("specificity", figures.specificity());
        plain.put("precision", figures.precision());
        plain.put("f1", figures.f1());
        plain.put("prevalence", figures.prevalence());
        plain.put("balanced_accuracy", figures.balancedAccuracy());
        plain.put("samples", figures.samples());
        return plain;
    }
}
