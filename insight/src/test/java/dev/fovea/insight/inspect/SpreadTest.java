package dev.fovea.insight.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.shape.Shape;
import dev.fovea.tensor.Parameter;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    @Test
    void figuresOfAFewNumbersByHand() {
        // Mean (2 - 1 + 4 + 7) / 4 = 3; squares 1 + 16 + 1 + 16 = 34, over 3.
        Spread spread = Spread.of(new float[] {2, -1, 4, 7});
        assertThat(spread.count()).isEqualTo(4);
        assertThat(spread.minimum()).isEqualTo(-1);
        assertThat(spread.maximum()).isEqualTo(7);
        assertThat(spread.mean()).isEqualTo(3);
        assertThat(spread.deviation()).isEqualTo(Math.sqrt(34 / 3.0), ROUNDING);
    }

    @Test
    void oneNumberHasNoDeviationAndNoNumberNoFigures() {
        Spread spread = Spread.of(new float[] {5});
        assertThat(spread.mean()).isEqualTo(5);
        assertThat(spread.deviation()).isNaN();
        assertThat(spread.toPlain()).containsEntry("mean", 5.0).containsEntry("deviation", null);
        assertThatThrownBy(() -> Spread.of(new float[0])).hasMessageContaining("there is no number");
    }

    @Test
    void whatIsNoNumberShows() {
        Spread spread = Spread.of(new float[] {1, Float.NaN, 2});
        assertThat(spread.minimum()).isNaN();
        assertThat(spread.maximum()).isNaN();
        assertThat(spread.toPlain()).containsEntry("minimum", null).containsEntry("count", 3);
    }

    @Test
    void everyFilterOfAConvolutionOverAllChannelsAndOverOne() {
        // Two filters, two channels, one row of two.
        Parameter weight = Parameter.of("conv1.weight", Shape.of(2, 2, 1, 2), 1, 3, 5, 7, -1, 1, 0, 4);
        ParameterFigures all = ParameterFigures.of(weight, true, 0);
        assertThat(all.filters()).extracting(Spread::mean).containsExactly(4.0, 1.0);
        assertThat(all.filters()).extracting(Spread::maximum).containsExactly(7f, 4f);
        assertThat(all.all().mean()).isEqualTo(2.5);
        assertThat(all.counted()).isEqualTo("filter");
        ParameterFigures second = ParameterFigures.of(weight, true, 2);
        assertThat(second.channel()).isEqualTo(2);
        assertThat(second.filters()).extracting(Spread::mean).containsExactly(6.0, 2.0);
        assertThat(second.filters().getLast().deviation()).isEqualTo(Math.sqrt(8), ROUNDING);
        assertThat(second.all()).isEqualTo(Spread.of(new float[] {5, 7, 0, 4}));
        assertThat(ParameterFigures.of(weight, true, 3)).as("no such channel").isEqualTo(all);
    }

    @Test
    void denseLayersHaveUnitsAndVectorsNothingWithin() {
        ParameterFigures dense =
                ParameterFigures.of(Parameter.of("fc1.weight", Shape.of(2, 3), 1, 2, 3, 4, 5, 6), true, 1);
        assertThat(dense.counted()).isEqualTo("unit");
        assertThat(dense.filters()).extracting(Spread::mean).containsExactly(2.0, 5.0);
        assertThat(dense.channel()).isZero();
        assertThat(ParameterFigures.of(Parameter.of("fc1.bias", Shape.of(2), 1, 2), true, 0).filters()).isEmpty();
    }

    @Test
    void rangesAreReadOrRefused() {
        assertThat(Range.of("0.8")).isEqualTo(new Range.Given(0.8));
        assertThat(Range.of("common")).isEqualTo(new Range.Common());
        assertThat(Range.of("each")).isEqualTo(new Range.Each());
        for (String wrong : new String[] {"0", "-1", "NaN", "every"}) {
            assertThatThrownBy(() -> Range.of(wrong))
                    .hasMessageStartingWith(
                            "choosing the range of colours: got \"" + wrong + "\"; expected a positive");
        }
    }
}
