package dev.fovea.insight.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.insight.statistics.Judgement.TopAccuracy;
import dev.fovea.model.Json;

import org.junit.jupiter.api.Test;

import java.util.List;

class JudgementTest {
    private static final List<String> FOUR = List.of("ant", "bee", "cat", "dog");

    /// The reference is at rank 0, 1, 2, 3 and 0 again.
    private static final Judgement FIVE =
            new Judgement(
                    Made.predictions(
                            FOUR,
                            new int[] {0, 1, 2, 3, 1},
                            new int[][] {{9, 1, 1, 1}, {9, 8, 1, 1}, {9, 8, 7, 1}, {9, 8, 7, 6}, {1, 9, 1, 1}}));

    @Test
    void theRightClassIsAmongTheFirst() {
        assertThat(FIVE.topAccuracies())
                .containsExactly(new TopAccuracy(1, 2, .4), new TopAccuracy(2, 3, .6), new TopAccuracy(3, 4, .8));
        assertThat(FIVE.topAccuracies().getFirst().accuracy()).isEqualTo(FIVE.confusion().evaluation().accuracy());
        Judgement two = new Judgement(Made.predictions(List.of("a", "b"), new int[] {0}, new int[][] {{1, 9}}));
        assertThat(two.topAccuracies()).containsExactly(new TopAccuracy(1, 0, 0));
    }

    /// Two classes with logits 0 and d give confidences of 1 / (1 + e^-d): .5, .7311 (twice), .8808.
    @Test
    void calibrationByHand() {
        Predictions predictions =
                Made.predictions(
                        List.of("a", "b"), new int[] {0, 1, 0, 1}, new int[][] {{0, 0}, {0, 1}, {0, 1}, {0, 2}});
        Calibration calibration = Calibration.of(predictions, 10);
        assertThat(calibration.bins()).hasSize(10);
        // .5 belongs to the bin that ends there.
        assertThat(calibration.bins().get(4)).isEqualTo(new Calibration.Bin(.4, .5, 1, .5, 1.));
        Calibration.Bin middle = calibration.bins().get(7);
        assertThat(middle.count()).isEqualTo(2);
        assertThat(middle.accuracy()).isEqualTo(.5);
        assertThat(middle.confidence()).isCloseTo(.7310586, within(1e-6));
        assertThat(middle.excess()).isCloseTo(.2310586, within(1e-6));
        assertThat(calibration.bins().get(8).excess()).isCloseTo(.8807971 - 1, within(1e-6));
        assertThat(calibration.bins().get(0).confidence()).isNull();
        // (1 * .5 + 2 * .2310586 + 1 * .1192029) / 4
        assertThat(calibration.expectedError()).isCloseTo(.27033, within(1e-5));
        assertThat(calibration.maximumError()).isCloseTo(.5, within(1e-6));
        assertThat(Calibration.of(predictions, 1).expectedError()).isCloseTo(.03927, within(1e-5));
    }

    @Test
    void aClassifierThatIsSureAndRightHasNoCalibrationError() {
        Predictions sure = Made.predictions(FOUR, new int[] {1}, new int[][] {{0, 200, 0, 0}});
        assertThat(Calibration.of(sure, 15).expectedError()).isZero();
        assertThat(Calibration.of(sure, 15).bins().getLast().count()).isEqualTo(1);
        assertThatThrownBy(() -> Calibration.of(sure, 0)).hasMessageContaining("into 0 bins: expected at least 1");
    }

    @Test
    void jsonHasAllOfIt() {
        Json json = Json.of(FIVE.toPlain(List.of(new Mistakes.Cell(1, 1, 1))));
        assertThat(json.get("accuracy").asDouble()).isEqualTo(.4);
        assertThat(json.get("top_k_accuracy").get("3").asDouble()).isEqualTo(.8);
        assertThat(json.get("calibration").get("bins").items()).hasSize(10);
        assertThat(json.get("worst_cell").get("prediction").asText()).isEqualTo("ant");
        assertThat(json.get("worst_cell").get("reference").asText()).isEqualTo("bee");
        assertThat(json.get("cells").items().getFirst().get("samples").items()).hasSize(1);
        Json worst = json.get("worst_cell").get("samples").items().getFirst();
        assertThat(worst.get("index").asInt()).isEqualTo(1);
        assertThat(worst.get("row").asInt()).isEqualTo(2);
        assertThat(worst.get("file")).isEqualTo(new Json.Null());
        assertThat(worst.get("probabilities").items()).hasSize(4);
        assertThat(json.get("most_confident_mistakes").items()).hasSize(3);
        assertThat(json.get("least_certain_answers").items()).hasSize(5);
        Judgement right = new Judgement(Made.predictions(FOUR, new int[] {0}, new int[][] {{9, 1, 1, 1}}));
        assertThat(Json.of(right.toPlain(List.of())).get("worst_cell")).isEqualTo(new Json.Null());
    }
}
