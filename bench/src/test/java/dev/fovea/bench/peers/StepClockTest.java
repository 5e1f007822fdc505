package dev.fovea.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Warm-up, one epoch or a number of seconds, and the rest of the epoch where it is asked for.
class StepClockTest {
    private long now;

    private StepClock run(StepClock.Plan plan, double secondsPerStep) {
        StepClock clock = new StepClock(plan, () -> now);
        do {
            now += (long) (secondsPerStep * 1e9);
        } while (clock.stepDone());
        return clock;
    }

    @Test
    void timesOneEpochAfterTheWarmUp() {
        StepClock clock = run(new StepClock.Plan(10, 20, 50, 20, false), .1);
        assertThat(clock.warmUpSteps()).isEqualTo(10);
        assertThat(clock.timedSteps()).isEqualTo(50);
        assertThat(clock.seconds()).isEqualTo(5);
        assertThat(clock.complete()).isTrue();
    }

    @Test
    void stopsAfterTheLongestTime() {
        StepClock clock = run(new StepClock.Plan(10, 20, 500, 20, false), .5);
        assertThat(clock.timedSteps()).isEqualTo(40);
        assertThat(clock.seconds()).isEqualTo(20);
        assertThat(clock.complete()).isFalse();
    }

    @Test
    void makesTheEpochToItsEndWithoutTimingIt() {
        StepClock clock = run(new StepClock.Plan(10, 20, 100, 20, true), .5);
        assertThat(clock.timedSteps()).isEqualTo(40);
        assertThat(clock.seconds()).isEqualTo(20);
        assertThat(clock.complete()).isTrue();
        assertThat(now).isEqualTo((long) (110 * .5e9));
    }

    @Test
    void givesUpOnAnEpochThatTakesTooLong() {
        StepClock clock = run(new StepClock.Plan(10, 20, 10_000, 20, true), 1);
        assertThat(clock.complete()).isFalse();
        assertThat(clock.timedSteps()).isEqualTo(20);
    }

    @Test
    void aSlowSideWarmsUpForTwentySeconds() {
        StepClock clock = run(new StepClock.Plan(100, 20, 10, 20, false), 4);
        assertThat(clock.warmUpSteps()).isEqualTo(5);
        assertThat(clock.warmUpSeconds()).isEqualTo(20);
        assertThat(clock.timedSteps()).isEqualTo(5);
    }

    /// User 100, nice 20, system 3, idle 1000, waiting 50, interrupts 1 and 2, stolen 4: 130 hundredths of a second.
    @Test
    void readsTheKernelsCount() {
        assertThat(Load.used("cpu  100 20 3 1000 50 1 2 4 0 0")).isEqualTo(1_300_000_000L);
        assertThat(Load.used("cpu")).isZero();
    }

    @Test
    void othersAreAllWithoutUs() {
        Load before = new Load(0, 0, 0, 2);
        Load after = new Load(1_000_000_000L, 1_200_000_000L, 1_500_000_000L, 2);
        assertThat(after.others(before)).isEqualTo(.15);
        assertThat(after.ownSeconds(before)).isCloseTo(1.2, within(1e-9));
        assertThat(before.others(before)).isZero();
    }
}
