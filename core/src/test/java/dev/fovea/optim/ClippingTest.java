package dev.fovea.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.List;

class ClippingTest {
    private static List<Tensor> gradients() {
        return List.of(Tensor.of(3, -4), Tensor.of(12f));
    }

    /// The length of (3, -4, 12) is 13.
    @Test
    void byNormShrinksAllGradientsTogether() {
        List<Tensor> clipped = new Clipping.ByNorm(1).clip(gradients());
        assertThat(clipped.get(0).value()).containsExactly(new float[] {3 / 13f, -4 / 13f}, within(1e-6f));
        assertThat(clipped.get(1).value()).containsExactly(new float[] {12 / 13f}, within(1e-6f));
    }

    @Test
    void byNormLeavesShortGradientsAlone() {
        List<Tensor> clipped = new Clipping.ByNorm(14).clip(gradients());
        assertThat(clipped.get(0).value()).containsExactly(3, -4);
        assertThat(new Clipping.ByNorm(1).clip(List.of())).isEmpty();
        Tensor zeros = new Clipping.ByNorm(1).clip(List.of(Tensor.of(0, 0))).getFirst();
        assertThat(zeros.value()).containsExactly(0, 0);
    }

    @Test
    void byValueClipsEachElement() {
        List<Tensor> clipped = new Clipping.ByValue(3.5).clip(gradients());
        assertThat(clipped.get(0).value()).containsExactly(3, -3.5f);
        assertThat(clipped.get(1).value()).containsExactly(3.5f);
    }

    @Test
    void aLimitIsAboveZero() {
        assertThatThrownBy(() -> new Clipping.ByNorm(0))
                .hasMessage("making clipping by norm: the maximum is 0.0; expected a number above 0");
        assertThatThrownBy(() -> new Clipping.ByValue(Double.NaN))
                .hasMessage("making clipping by value: the maximum is NaN; expected a number above 0");
    }
}
