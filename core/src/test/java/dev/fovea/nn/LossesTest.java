package dev.fovea.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.shape.Shape;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;

/// The numbers for cross-entropy are those of optax 0.2.8 in double precision
/// (`softmax_cross_entropy_with_integer_labels`, and `softmax_cross_entropy` of `smooth_labels(..., 0.1)`).
class LossesTest {
    private static final Tensor LOGITS = Tensor.samples(Shape.of(3, 3), 1, 2, 3, -1, .5f, -2, 0, 0, 0);
    private static final Tensor LABELS = Tensor.samples(Shape.of(3), 2, 0, 1);

    @Test
    void crossEntropyIsTheMeanOverTheBatch() {
        assertThat(Losses.crossEntropy(LOGITS, LABELS).item()).isCloseTo(1.0908620509732079f, within(1e-6f));
        assertThat(Losses.crossEntropy(LOGITS, LABELS, 0).item()).isCloseTo(1.0908620509732079f, within(1e-6f));
    }

    @Test
    void labelsMayBeSmoothed() {
        assertThat(Losses.crossEntropy(LOGITS, LABELS, .1).item()).isCloseTo(1.1186398287509856f, within(1e-6f));
        assertThatThrownBy(() -> Losses.crossEntropy(LOGITS, LABELS, 1))
                .hasMessage("smoothing labels: the smoothing is 1.0; expected at least 0 and below 1");
    }

    @Test
    void meanSquaredErrorIsOverAllElements() {
        Tensor output = Tensor.samples(Shape.of(2, 2), 1, 2, 3, 4);
        Tensor target = Tensor.samples(Shape.of(2, 2), 1, 1, 1, 1);
        assertThat(Losses.meanSquaredError(output, target).item()).isEqualTo(14 / 4f);
    }
}
