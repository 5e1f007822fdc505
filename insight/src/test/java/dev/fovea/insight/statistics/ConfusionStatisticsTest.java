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
        ConfusionStatistics.ClassFigures first = statistics.perClass().getFirst();
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
