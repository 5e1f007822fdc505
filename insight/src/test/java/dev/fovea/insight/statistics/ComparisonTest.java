package dev.fovea.insight.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.PixelScaling;
import dev.fovea.insight.statistics.Comparison.Outcome;
import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Layers;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;

import java.util.List;

class ComparisonTest {
    private static final List<String> LABELS = List.of("ant", "bee", "cat");
    private static final int[] REFERENCES = {0, 0, 1, 2, 2};

    /// Says ant, ant, ant, ant, bee: right, right, wrong, wrong, wrong.
    private static final int[][] FIRST = {{9, 1, 1}, {9, 1, 1}, {9, 1, 1}, {9, 1, 1}, {1, 9, 1}};

    /// Says ant, bee, bee, bee, bee: right, wrong, right, wrong, wrong.
    private static final int[][] SECOND = {{9, 1, 1}, {1, 9, 1}, {1, 9, 1}, {1, 9, 1}, {1, 9, 1}};

    @Test
    void everyImageHasItsOutcome() {
        Comparison comparison = compare(FIRST, SECOND);
        assertThat(comparison.counts()).containsExactly(1, 1, 1, 1, 1);
        assertThat(comparison.samples(Outcome.BOTH_RIGHT)).containsExactly(0);
        assertThat(comparison.samples(Outcome.ONLY_FIRST_RIGHT)).containsExactly(1);
        assertThat(comparison.samples(Outcome.ONLY_SECOND_RIGHT)).containsExactly(2);
        assertThat(comparison.samples(Outcome.BOTH_WRONG_DIFFERENTLY)).containsExactly(3);
        assertThat(comparison.samples(Outcome.BOTH_WRONG_ALIKE)).containsExactly(4);
        assertThat(comparison.pValue()).isEqualTo(1);
        assertThat(comparison.isMoreThanNoise()).isFalse();
    }

    /// By hand: 2 (1 + 12 + 66) / 4096, 2 / 32, 2 (1 + 10) / 1024; SciPy's `binomtest(59, 180).pvalue`.
    @Test
    void mcNemarsTestIsExact() {
        assertThat(Comparison.exact(2, 10)).isCloseTo(158 / 4096., within(1e-12));
        assertThat(Comparison.exact(10, 2)).isCloseTo(158 / 4096., within(1e-12));
        assertThat(Comparison.exact(5, 0)).isCloseTo(.0625, within(1e-12));
        assertThat(Comparison.exact(1, 9)).isCloseTo(22 / 1024., within(1e-12));
        assertThat(Comparison.exact(59, 121)).isCloseTo(4.4344492637551645e-06, within(1e-12));
        assertThat(Comparison.exact(7, 7)).isEqualTo(1);
        assertThat(Comparison.exact(0, 1)).isEqualTo(1);
        assertThat(Comparison.exact(0, 0)).isEqualTo(1);
    }

    @Test
    void manyFlipsOneWayAreMoreThanNoise() {
        int[] references = new int[6];
        int[][] right = new int[6][];
        int[][] wrong = new int[6][];
        for (int i = 0; i < 6; i++) {
            right[i] = new int[] {9, 1, 1};
            wrong[i] = new int[] {1, 9, 1};
        }
        Comparison comparison =
                new Comparison(
                        Made.predictions(LABELS, references, wrong), Made.predictions(LABELS, references, right));
        assertThat(comparison.pValue()).isCloseTo(2 / 64., within(1e-12));
        assertThat(comparison.isMoreThanNoise()).isTrue();
    }

    /// The second model has larger images, other pixels and its classes in another order: it says `bee` of all.
    @Test
    void modelsMayPrepareImagesDifferentlyAndOrderTheirClassesDifferently() {
        List<String> turned = List.of("cat", "bee", "ant");
        Network network = Network.of(Shape.of(1, 2, 6), 1, Layers.maxPool(2), Layers.flatten());
        Preparation preparation = Preparation.pictures(new ImageSize(1, 2, 6), new PixelScaling(.5f, 1));
        Classifier other = Classifier.of(network, preparation, turned);
        int[][] bees = {{1, 9, 1}, {1, 9, 1}, {1, 9, 1}, {1, 9, 1}, {1, 9, 1}};
        Dataset data = Made.data(LABELS, REFERENCES, bees);
        Comparison comparison =
                new Comparison(Predictions.of(Made.classifier(LABELS), data), Predictions.of(other, data));
        assertThat(comparison.counts()).containsExactly(1, 0, 0, 4, 0);
        assertThat(comparison.second().evaluation().accuracy()).isEqualTo(.2);
    }

    @Test
    void otherClassesOrImagesCannotBeCompared() {
        Predictions one = Made.predictions(LABELS, REFERENCES, FIRST);
        List<String> others = List.of("ant", "bee", "dog", "emu");
        Predictions dogs = Made.predictions(others, new int[] {0}, new int[][] {{1, 2, 3, 4}});
        assertThatThrownBy(() -> new Comparison(one, dogs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "comparing two models: of the first's 3 classes the other knows not cat, of the second's 4 classes"
                                + " the other knows not dog, emu; expected the same classes");
        Predictions fewer = Made.predictions(LABELS, new int[] {0}, new int[][] {{1, 2, 3}});
        assertThatThrownBy(() -> new Comparison(one, fewer))
                .hasMessageContaining("the first was given 5 images, the second 1; expected the same images");
        Predictions relabelled = Made.predictions(LABELS, new int[] {0, 0, 1, 2, 1}, FIRST);
        assertThatThrownBy(() -> new Comparison(one, relabelled))
                .hasMessageContaining("the first was given #4 as cat, the second as bee");
        Dataset part = Made.data(LABELS, new int[] {0, 0, 0, 1, 2, 2}, new int[6][3]).subset(new int[] {0, 2, 3, 4, 5});
        Predictions moved = Predictions.of(Made.classifier(LABELS), part);
        assertThatThrownBy(() -> new Comparison(one, moved))
                .hasMessageContaining("the first was given row 2 as #1, the second row 3");
    }

    @Test
    void jsonListsEveryFlip() {
        Json json = Json.of(compare(FIRST, SECOND).toPlain());
        assertThat(json.get("first").get("accuracy").asDouble()).isEqualTo(.4);
        assertThat(json.get("both_wrong_differently").asInt()).isEqualTo(1);
        assertThat(json.get("mcnemar_exact_p_value").asDouble()).isEqualTo(1);
        Json flip = json.get("right_to_wrong").items().getFirst();
        assertThat(flip.get("index").asInt()).isEqualTo(1);
        assertThat(flip.get("row").asInt()).isEqualTo(2);
        assertThat(flip.get("reference").asText()).isEqualTo("ant");
        assertThat(flip.get("first").get("prediction").asText()).isEqualTo("ant");
        assertThat(flip.get("second").get("prediction").asText()).isEqualTo("bee");
        assertThat(json.get("wrong_to_right").items()).hasSize(1);
        assertThat(json.get("wrong_to_other_wrong").items()).hasSize(1);
    }

    private static Comparison compare(int[][] first, int[][] second) {
        // Both are asked about the same images: what they say differs by their weights in life, by their pixels here.
        return new Comparison(
                Made.predictions(LABELS, REFERENCES, first), Made.predictions(LABELS, REFERENCES, second));
    }
}
