package dev.fovea.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class WeightAverageTest {
    /// By hand: decays .1, 2/11, .25; the average reads the weights before the step that makes them 3, 5, 7.
    @Test
    void averagesTheWeightsFromBeforeEachStep() {
        Parameter weight = Parameter.of("w", Shape.of(1), 1);
        Parameter average = Parameter.of("a", Shape.of(1), 0);
        WeightAverage rule = new WeightAverage(.9);
        for (int step = 1; step <= 3; step++) {
            List<Update> updates = new ArrayList<>(rule.step(List.of(weight), List.of(average), step));
            updates.add(weight.assign(weight.tensor().add(Tensor.scalar(2))));
            Engine.standard().run(List.of(), updates);
        }
        double first = .9;
        double second = 2 / 11.0 * first + 9 / 11.0 * 3;
        double third = .25 * second + .75 * 5;
        assertThat(weight.values()).containsExactly(7);
        assertThat((double) average.values()[0]).isCloseTo(third, within(1e-6));
    }

    @Test
    void theDecayGrowsToItsLimit() {
        WeightAverage rule = new WeightAverage(.99);
        assertThat(rule.decay(1)).isEqualTo(.1);
        assertThat(rule.decay(91)).isEqualTo(.91);
        assertThat(rule.decay(100_000)).isEqualTo(.99);
        assertThatThrownBy(() -> new WeightAverage(1))
                .hasMessage("making an average of weights: the decay is 1.0; expected above 0 and below 1");
        assertThatThrownBy(() -> rule.step(List.of(), List.of(Parameter.zeros("a", Shape.of(1))), 1))
                .hasMessage("averaging weights: got 0 weights and 1 averages; expected one for each");
    }

    @Test
    void schedulesThatSpanTheTrainingSaySo() {
        assertThat(Schedule.OneCycle.of(.1).spansTraining()).isTrue();
        assertThat(new Schedule.WarmUp(1, new Schedule.Cosine(.1, 0)).spansTraining()).isTrue();
        assertThat(new Schedule.WarmUp(1, Schedule.constant(.1)).spansTraining()).isFalse();
        assertThat(Schedule.Plateau.of(.1).spansTraining()).isFalse();
    }
}
