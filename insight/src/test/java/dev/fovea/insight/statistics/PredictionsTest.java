package dev.fovea.insight.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Classifier;
import dev.fovea.model.Prediction;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Layers;
import dev.fovea.nn.Network;
import dev.fovea.run.ModelData;
import dev.fovea.shape.Shape;
import dev.fovea.train.Evaluation;

import org.junit.jupiter.api.Test;

import java.util.List;

class PredictionsTest {
    private static final List<String> LABELS = List.of("ant", "bee", "cat");

    /// Right, wrong, wrong, right with a tie, right.
    private static final Predictions FIVE =
            Made.predictions(
                    LABELS,
                    new int[] {0, 0, 2, 1, 2},
                    new int[][] {{9, 1, 1}, {1, 8, 2}, {0, 9, 3}, {1, 5, 5}, {10, 20, 90}});

    @Test
    void theyAreThoseOfTheEvaluationAndOfTheClassifierToTheLastBit() {
        Network network = Network.of(Shape.of(1, 28, 28), 4, Layers.maxPool(4), Layers.flatten(), Layers.dense(10));
        Classifier classifier =
                Classifier.of(network, Preparation.digits(PixelScaling.UNIT), Digits.draw(1, 1, 1).test().classNames());
        Dataset data = Digits.draw(3, 10, 1203).test();
        Predictions predictions = Predictions.of(classifier, data);
        Evaluation evaluation = Evaluation.of(classifier, data);
        assertThat(predictions.evaluation().lossSum()).isEqualTo(evaluation.lossSum());
        assertThat(predictions.evaluation().confusionRows()).isEqualTo(evaluation.confusionRows());
        assertThat(predictions.size()).isEqualTo(1203);
        int[][] counted = new int[10][10];
        double losses = 0;
        for (int i = 0; i < predictions.size(); i++) {
            counted[predictions.predicted(i)][predictions.reference(i)]++;
            losses += predictions.loss(i);
        }
        assertThat(counted).isDeepEqualTo(evaluation.confusion());
        assertThat(losses).isEqualTo(evaluation.lossSum());
        for (int i : new int[] {0, 499, 500, 1202}) {
            Prediction alone = classifier.predict(data.image(i));
            assertThat(predictions.probabilities(i)).isEqualTo(alone.probabilities());
            assertThat(predictions.predicted(i)).isEqualTo(alone.index());
            assertThat(predictions.confidence(i)).isEqualTo(alone.probability());
        }
    }

    @Test
    void whatIsSaidOfASampleByHand() {
        assertThat(FIVE.predicted(0)).isZero();
        double sum = StrictMath.exp(9) + 2 * StrictMath.exp(1);
        assertThat(FIVE.probability(0, 0)).isCloseTo((float) (StrictMath.exp(9) / sum), within(1e-6f));
        assertThat(FIVE.margin(0)).isCloseTo((float) ((StrictMath.exp(9) - StrictMath.exp(1)) / sum), within(1e-6f));
        assertThat(FIVE.loss(1)).isCloseTo(7.0034f, within(1e-4f));
        assertThat(FIVE.isCorrect(1)).isFalse();
        assertThat(FIVE.name(1)).isEqualTo("#1");
        assertThat(FIVE.prediction(1).label()).isEqualTo("bee");
    }

    /// Two classes are as probable: the first is said, and the margin is 0.
    @Test
    void ofEqualsTheFirstIsSaid() {
        assertThat(FIVE.predicted(3)).isEqualTo(1);
        assertThat(FIVE.margin(3)).isZero();
        assertThat(FIVE.rank(3)).isZero();
    }

    @Test
    void theRankCountsTheClassesThatArePreferred() {
        assertThat(FIVE.rank(0)).isZero();
        assertThat(FIVE.rank(1)).isEqualTo(2);
        assertThat(FIVE.rank(2)).isEqualTo(1);
        // Probabilities of 0, 0 and 1 hide which logit is larger: the reference comes after its equal.
        Predictions saturated = Made.predictions(LABELS, new int[] {1}, new int[][] {{0, 0, 250}});
        assertThat(saturated.rank(0)).isEqualTo(2);
    }

    @Test
    void samplesAreCalledByTheirFiles() {
        Dataset data = Made.data(LABELS, new int[] {0}, new int[][] {{9, 1, 1}});
        ModelData.Samples samples = new ModelData.Samples(data, List.of("ants/a.png"), "all samples");
        assertThat(Predictions.of(Made.classifier(LABELS), samples).name(0)).isEqualTo("ants/a.png");
    }

    @Test
    void aSetWithoutSamplesCannotBeJudged() {
        assertThatThrownBy(() -> Made.predictions(LABELS, new int[0], new int[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("judging a model on made (0 samples")
                .hasMessageContaining("there is no sample; expected at least 1");
    }

    @Test
    void aModelOfOneClassIsCertain() {
        Predictions one = Made.predictions(List.of("all"), new int[] {0, 0}, new int[][] {{7}, {0}});
        assertThat(one.margin(0)).isEqualTo(1);
        assertThat(one.evaluation().accuracy()).isEqualTo(1);
    }
}
