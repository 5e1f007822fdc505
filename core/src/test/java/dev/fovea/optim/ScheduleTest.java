package dev.fovea.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.stream.DoubleStream;

class ScheduleTest {
    private static double rate(Schedule schedule, long step, long totalSteps) {
        return schedule.rate(Progress.of(step, 10, totalSteps));
    }

    private static double rate(Schedule schedule, ScheduleMemory memory) {
        return schedule.rate(new Progress(0, 10, 100, memory));
    }

    @Test
    void constantStays() {
        assertThat(rate(Schedule.constant(.05), 0, 100)).isEqualTo(.05);
        assertThat(rate(Schedule.constant(.05), 99, 100)).isEqualTo(.05);
    }

    @Test
    void stepsComeWithEpochs() {
        Schedule schedule = new Schedule.Step(.1, 2, .5);
        assertThat(DoubleStream.of(0, 19, 20, 39, 40).map(step -> rate(schedule, (long) step, 100)))
                .containsExactly(.1, .1, .05, .05, .025);
    }

    /// The numbers are those of `optax.cosine_decay_schedule(0.1, 10, alpha=0.1)`, optax 0.2.8.
    @Test
    void cosineFallsFromFirstToLast() {
        Schedule schedule = new Schedule.Cosine(.1, .01);
        assertThat(rate(schedule, 0, 11)).isEqualTo(.1);
        assertThat(rate(schedule, 3, 11)).isCloseTo(0.08145033635316129, within(1e-15));
        assertThat(rate(schedule, 5, 11)).isCloseTo(.055, within(1e-15));
        assertThat(rate(schedule, 10, 11)).isCloseTo(.01, within(1e-15));
        assertThat(rate(schedule, 15, 11)).isCloseTo(.01, within(1e-15));
        assertThat(rate(schedule, 0, 1)).isEqualTo(.1);
    }

    @Test
    void warmUpGrowsToTheScheduleItWraps() {
        Schedule schedule = new Schedule.WarmUp(.5, new Schedule.Step(.1, 1, .1));
        assertThat(rate(schedule, 0, 100)).isCloseTo(.02, within(1e-15));
        assertThat(rate(schedule, 3, 100)).isCloseTo(.08, within(1e-15));
        assertThat(rate(schedule, 4, 100)).isEqualTo(.1);
        assertThat(rate(schedule, 10, 100)).isCloseTo(.01, within(1e-15));
        assertThat(rate(new Schedule.WarmUp(0, Schedule.constant(.1)), 0, 100)).isEqualTo(.1);
    }

    /// Key points of PyTorch's `OneCycleLR(max_lr=0.1, total_steps=100)`: the rise ends at `0.3 * 100 - 1`, and
    /// half-way down, at step 64, a cosine is at the mean of its ends.
    @Test
    void oneCycleRisesAndFalls() {
        Schedule schedule = Schedule.OneCycle.of(.1);
        assertThat(rate(schedule, 0, 100)).isCloseTo(.004, within(1e-15));
        assertThat(rate(schedule, 29, 100)).isEqualTo(.1);
        assertThat(rate(schedule, 64, 100)).isCloseTo((.1 + 4e-7) / 2, within(1e-15));
        assertThat(rate(schedule, 99, 100)).isCloseTo(4e-7, within(1e-15));
        assertThat(
                        DoubleStream.iterate(0, step -> step < 100, step -> step + 1)
                                .map(s -> rate(schedule, (long) s, 100)))
                .allMatch(rate -> rate > 0 && rate <= .1);
    }

    /// From 3e-3 by tenths while above 1e-6: 3e-7 is the last, and the count goes on from there.
    @Test
    void plateauReducesAfterEpochsWithoutANewBest() {
        Schedule.Plateau schedule = Schedule.Plateau.of(3e-3);
        ScheduleMemory memory = schedule.observe(ScheduleMemory.START, .98);
        assertThat(memory).isEqualTo(new ScheduleMemory(.98, 0, 0));
        for (int i = 0; i < 4; i++) {
            memory = schedule.observe(memory, .97);
        }
        assertThat(memory).isEqualTo(new ScheduleMemory(.98, 4, 0));
        assertThat(schedule.observe(memory, .98)).as("a tie").isEqualTo(new ScheduleMemory(.98, 0, 0));
        memory = schedule.observe(memory, .97);
        assertThat(memory).isEqualTo(new ScheduleMemory(.98, 0, 1));
        assertThat(rate(schedule, memory)).isCloseTo(3e-4, within(1e-18));
        for (int i = 0; i < 15; i++) {
            memory = schedule.observe(memory, .5);
        }
        assertThat(memory).isEqualTo(new ScheduleMemory(.98, 0, 4));
        assertThat(rate(schedule, memory)).isCloseTo(3e-7, within(1e-20));
        for (int i = 0; i < 10; i++) {
            memory = schedule.observe(memory, .5);
        }
        assertThat(memory).isEqualTo(new ScheduleMemory(.98, 10, 4));
    }

    @Test
    void plateauOfALossWaitsForSmaller() {
        Schedule schedule = new Schedule.WarmUp(1, new Schedule.Plateau(.1, 1, .5, 0, true));
        ScheduleMemory memory = schedule.observe(schedule.observe(ScheduleMemory.START, 2), 1);
        assertThat(memory).isEqualTo(new ScheduleMemory(1, 0, 0));
        assertThat(schedule.observe(memory, 1.5)).isEqualTo(new ScheduleMemory(1, 0, 1));
        assertThat(Schedule.constant(1).observe(memory, 5)).isSameAs(memory);
    }

    @Test
    void wrongNumbersAreExplained() {
        assertThatThrownBy(() -> Schedule.constant(-1))
                .hasMessage("making a constant schedule: the rate is -1.0; expected a number of at least 0");
        assertThatThrownBy(() -> new Schedule.Step(.1, 0, .1))
                .hasMessage("making a step schedule: the number of epochs of a step is 0.0; expected at least 1");
        assertThatThrownBy(() -> new Schedule.Plateau(.1, 5, 1, 0, true))
                .hasMessage("making a plateau schedule: the factor is 1.0; expected above 0 and below 1");
        assertThatThrownBy(() -> Progress.of(0, 0, 10))
                .hasMessage(
                        "telling a schedule where training stands: step 0, 0 steps an epoch, 10 in all; expected a step"
                                + " from 0 and counts of at least 1");
    }
}
