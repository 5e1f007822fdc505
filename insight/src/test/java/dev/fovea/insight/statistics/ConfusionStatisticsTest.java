package dev.fovea.insight.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.model.Json;
import dev.fovea.train.Evaluation;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class ConfusionStatisticsTest {
    /// The table of "Implementing LeNet with MXNet in R" (2018), whose figures R's caret computed.
    private static final int[][] PUBLISHED = {
        {974, 0, 1, 0, 0, 2, 3, 0, 2, 0},
        {1, 1131, 0, 0, 0, 0, 2, 2, 0, 0},
        {0, 0, 1025, 1, 1, 0, 0, 2, 0, 0},
        {0, 0, 0, 1000, 0, 5, 1, 1, 1, 2},
        {0, 0, 1, 0, 970, 0, 0, 1, 0, 6},
        {1, 0, 0, 6, 0, 878, 4, 0, 2, 2},
        {3, 2, 1, 0, 1, 2, 947, 0, 0, 1},
        {1, 0, 2, 0, 0, 0, 0, 1016, 0, 3},
        {0, 2, 2, 3, 0, 4, 1, 1, 966, 1},
        {0, 0, 0, 0, 10, 1, 0, 5, 3, 994}
    };

    @Test
    void figuresAreThoseOfCaret() {
        ConfusionStatistics statistics = of(PUBLISHED);
        assertThat(statistics.evaluation().accuracy()).isEqualTo(.9901);
        assertThat(statistics.kappa()).isCloseTo(.9889958, within(5e-8));
        assertThat(statistics.accuracyInterval().lower()).isCloseTo(.9879601, within(5e-8));
        assertThat(statistics.accuracyInterval().upper()).isCloseTo(.9919467, within(5e-8));
        assertThat(statistics.noInformationRate()).isEqualTo(.1135);
        assertThat(statistics.accuracyPValue()).isLessThan(1e-300);
    }

    @Test
    void emptyPairsAreLeftOutOfBowkersTest() {
        ConfusionStatistics.Symmetry symmetry = of(PUBLISHED).symmetry();
        assertThat(symmetry.statistic()).isCloseTo(27.591, within(5e-4));
        assertThat(symmetry.degreesOfFreedom()).isEqualTo(30);
        assertThat(symmetry.pValue()).isCloseTo(.5921, within(5e-5));
    }

    /// Worked by hand: 50 samples, hits 20 and 15, misses 5 and 10.
    @Test
    void twoClassesByHand() {
        ConfusionStatistics statistics = of(new int[][] {{20, 5}, {10, 15}});
        assertThat(statistics.evaluation().accuracy()).isEqualTo(.7);
        assertThat(statistics.noInformationRate()).isEqualTo(.6);
        assertThat(statistics.kappa()).isCloseTo(.4, within(1e-12));
        assertThat(statistics.symmetry().statistic()).isCloseTo(25 / 15., within(1e-12));
        ClassFigures first = statistics.perClass().getFirst();
        assertThat(first.sensitivity()).isCloseTo(20 / 30., within(1e-12));
        assertThat(first.specificity()).isCloseTo(.75, within(1e-12));
        assertThat(first.precision()).isCloseTo(.8, within(1e-12));
        assertThat(first.f1()).isCloseTo(40 / 55., within(1e-12));
        assertThat(first.balancedAccuracy()).isCloseTo((20 / 30. + .75) / 2, within(1e-12));
        assertThat(first.samples()).isEqualTo(30);
    }

    @Test
    void figuresWithoutADenominatorAreNull() {
        ConfusionStatistics statistics = of(new int[][] {{7, 0}, {0, 0}});
        assertThat(statistics.perClass().get(1).sensitivity()).isNull();
        assertThat(statistics.perClass().get(1).precision()).isNull();
        assertThat(statistics.accuracyInterval().upper()).isEqualTo(1);
        assertThat(statistics.symmetry().pValue()).isNull();
        Json json = Json.of(statistics.toPlain());
        assertThat(json.get("kappa")).isEqualTo(new Json.Null());
        assertThat(json.get("mcnemar_p_value")).isEqualTo(new Json.Null());
        assertThat(of(new int[][] {{0, 3}, {4, 0}}).accuracyInterval().lower()).isZero();
    }

    /// caret's formulas by class (posPredValue and negPredValue by Bayes' rule, F_meas by precision and recall), worked
    /// in exact fractions outside this program, in the order of [ClassFigures.Kind].
    private static final double[][] PER_CLASS = {
        {.9938776, .9991131, .9918534, .9993347, .9918534, .9938776, .9928644, .0980, .0974, .0982, .9964953},
        {.9964758, .9994360, .9955986, .9995487, .9955986, .9964758, .9960370, .1135, .1131, .1136, .9979559},
        {.9932171, .9995540, .9961127, .9992197, .9961127, .9932171, .9946628, .1032, .1025, .1029, .9963855},
        {.9900990, .9988877, .9900990, .9988877, .9900990, .9900990, .9900990, .1010, .1000, .1010, .9944933},
        {.9877800, .9991129, .9918200, .9986699, .9918200, .9877800, .9897959, .0982, .0970, .0978, .9934465},
        {.9843049, .9983531, .9832027, .9984627, .9832027, .9843049, .9837535, .0892, .0878, .0893, .9913290},
        {.9885177, .9988940, .9895507, .9987836, .9895507, .9885177, .9890339, .0958, .0947, .0957, .9937059},
        {.9883268, .9993313, .9941292, .9986634, .9941292, .9883268, .9912195, .1028, .1016, .1022, .9938291},
        {.9917864, .9984489, .9857143, .9991131, .9857143, .9917864, .9887410, .0974, .0966, .0980, .9951177},
        {.9851338, .9978868, .9812438, .9983309, .9812438, .9851338, .9831850, .1009, .0994, .1013, .9915103}
    };

    @Test
    void everyFigureOfEveryClassIsThatOfCaret() {
        List<ClassFigures> all = of(PUBLISHED).perClass();
        for (int c = 0; c < 10; c++) {
            for (ClassFigures.Kind kind : ClassFigures.Kind.values()) {
                assertThat(all.get(c).figure(kind))
                        .as("%s of %d", kind.key(), c)
                        .isCloseTo(PER_CLASS[c][kind.ordinal()], within(5.1e-8));
            }
        }
    }

    @Test
    void meansCountClassesOrSamples() {
        ConfusionStatistics statistics = of(PUBLISHED);
        assertThat(statistics.macroMean(ClassFigures.Kind.SENSITIVITY)).isCloseTo(.9899519, within(5.1e-8));
        assertThat(statistics.macroMean(ClassFigures.Kind.F1)).isCloseTo(.9899392, within(5.1e-8));
        assertThat(statistics.macroMean(ClassFigures.Kind.BALANCED_ACCURACY)).isCloseTo(.9944268, within(5.1e-8));
        // Weighted by samples, the sensitivity is the accuracy.
        assertThat(statistics.weightedMean(ClassFigures.Kind.SENSITIVITY)).isCloseTo(.9901, within(1e-12));
        assertThat(statistics.weightedMean(ClassFigures.Kind.PRECISION)).isCloseTo(.9901108, within(5.1e-8));
        assertThat(statistics.weightedMean(ClassFigures.Kind.SPECIFICITY)).isCloseTo(.9989177, within(5.1e-8));
        assertThat(statistics.toPlain().get("macro_mean").toString()).doesNotContain("prevalence", "detection");
    }

    /// Three classes; the last neither occurs nor is predicted, the second occurs and is never found.
    @Test
    void aClassThatIsNeverFoundCountsAndOneThatIsNowhereDoesNot() {
        ConfusionStatistics statistics = of(new int[][] {{3, 1, 0}, {0, 0, 0}, {0, 0, 0}});
        assertThat(statistics.perClass()).extracting(ClassFigures::f1).containsExactly(6 / 7., 0., null);
        assertThat(statistics.macroMean(ClassFigures.Kind.F1)).isCloseTo(3 / 7., within(1e-12));
        assertThat(statistics.weightedMean(ClassFigures.Kind.F1)).isCloseTo(3 / 4. * 6 / 7, within(1e-12));
        assertThat(statistics.macroMean(ClassFigures.Kind.PRECISION)).isEqualTo(.75);
        assertThat(statistics.perClass().get(1).negativePredictiveValue()).isEqualTo(.75);
        assertThat(statistics.perClass().get(1).positivePredictiveValue()).isNull();
        assertThat(statistics.perClass().get(0).negativePredictiveValue()).isNull();
    }

    @Test
    void oneClassLeavesNothingToTell() {
        ConfusionStatistics statistics = of(new int[][] {{5}});
        assertThat(statistics.noInformationRate()).isEqualTo(1);
        assertThat(statistics.accuracyPValue()).isEqualTo(1);
        assertThat(statistics.kappa()).isNaN();
        assertThat(statistics.perClass().getFirst().specificity()).isNull();
        assertThat(statistics.perClass().getFirst().balancedAccuracy()).isNull();
        assertThat(statistics.macroMean(ClassFigures.Kind.SPECIFICITY)).isNull();
        assertThat(statistics.weightedMean(ClassFigures.Kind.RECALL)).isEqualTo(1);
    }

    @Test
    void allWrong() {
        ConfusionStatistics statistics = of(new int[][] {{0, 3}, {4, 0}});
        assertThat(statistics.evaluation().accuracy()).isZero();
        assertThat(statistics.accuracyPValue()).isEqualTo(1);
        // p_o = 0, p_e = 2 * 12/49: kappa = -(24/49) / (25/49).
        assertThat(statistics.kappa()).isCloseTo(-24 / 25., within(1e-12));
        assertThat(statistics.macroMean(ClassFigures.Kind.F1)).isZero();
        assertThat(statistics.symmetry().statistic()).isCloseTo(1 / 7., within(1e-12));
    }

    /// By hand: of 10 throws of a coin at least 8 heads come with (45 + 10 + 1) / 1024. R's `binom.test(8, 10)` gives
    /// .4439 to .9748.
    @Test
    void theTestOfTheAccuracyIsExact() {
        ConfusionStatistics statistics = of(new int[][] {{4, 1}, {1, 4}});
        assertThat(statistics.accuracyPValue()).isCloseTo(56 / 1024., within(1e-12));
        assertThat(statistics.accuracyInterval().lower()).isCloseTo(.4439, within(5e-5));
        assertThat(statistics.accuracyInterval().upper()).isCloseTo(.9748, within(5e-5));
        assertThat(statistics.mostFrequentClass()).isZero();
    }

    /// Known values: 990 of 1000.
    @Test
    void theIntervalIsExact() {
        ConfusionStatistics.Interval interval = of(new int[][] {{990, 10}, {0, 0}}).accuracyInterval();
        assertThat(interval.lower()).isCloseTo(.981687, within(5e-7));
        assertThat(interval.upper()).isCloseTo(.995194, within(5e-7));
    }

    @Test
    void jsonHasTheNamedKeys() {
        Json json = Json.of(of(PUBLISHED).toPlain());
        assertThat(json.fields().keySet())
                .contains(
                        "accuracy",
                        "accuracy_lower",
                        "accuracy_upper",
                        "no_information_rate",
                        "accuracy_p_value",
                        "kappa",
                        "mcnemar_p_value",
                        "log_loss",
                        "confusion",
                        "per_class");
        assertThat(json.get("confusion").items().get(9).items().get(4).asInt()).isEqualTo(10);
        assertThat(json.get("per_class").items()).hasSize(10);
    }

    private static ConfusionStatistics of(int[][] table) {
        int samples = IntStream.range(0, table.length).map(row -> IntStream.of(table[row]).sum()).sum();
        List<String> labels = IntStream.range(0, table.length).mapToObj(Integer::toString).toList();
        return new ConfusionStatistics(new Evaluation(samples, 1, table), labels);
    }
}
