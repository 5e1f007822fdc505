package dev.fovea.bench.peers;

import java.util.function.LongSupplier;

/// Times the steps of a training: some for warming up, then one epoch or a number of seconds, whichever is shorter;
/// then, where asked, without timing, what is left of the epoch, so that its accuracy can be told.
public final class StepClock {
    private static final double LONGEST_REST = 90;

    private final Plan plan;
    private final LongSupplier nanoTime;
    private final long start;
    private int warm;
    private double warmSeconds;
    private boolean warming = true;
    private int timed;
    private double seconds;
    private boolean timing;
    private long began;
    private int rest;
    private long firstStep;
    private Load before = Load.now();
    private Load after = before;

    /// What is to be timed.
    ///
    /// @param warmUpSteps steps before
    /// @param longestWarmUp seconds after which these end
    /// @param epochSteps steps of an epoch
    /// @param longest seconds after which timing ends
    /// @param finishing whether the epoch is to be made to its end
    public record Plan(int warmUpSteps, double longestWarmUp, int epochSteps, double longest, boolean finishing) {}

    /// Starts the clock.
    ///
    /// @param plan what is to be timed
    public StepClock(Plan plan) {
        this(plan, System::nanoTime);
    }

    StepClock(Plan plan, LongSupplier nanoTime) {
        this.plan = plan;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.began = start;
        if (plan.warmUpSteps == 0) {
            warming = false;
            timing = true;
        }
    }

    /// Is told that a step is done.
    ///
    /// @return whether to make another
    public boolean stepDone() {
        long now = nanoTime.getAsLong();
        firstStep = firstStep == 0 ? now : firstStep;
        if (warming) {
            warm++;
            warmSeconds = (now - start) * 1e-9;
            if (warm >= plan.warmUpSteps || warmSeconds >= plan.longestWarmUp) {
                warming = false;
                timing = true;
                before = Load.now();
                began = nanoTime.getAsLong();
            }
            return true;
        }
        if (timing) {
            timed++;
            seconds = (now - began) * 1e-9;
            timing = timed < plan.epochSteps && seconds < plan.longest;
            after = timing ? after : Load.now();
            return timing || more(now);
        }
        rest++;
        return more(now);
    }

    private boolean more(long now) {
        return plan.finishing && timed + rest < plan.epochSteps && (now - began) * 1e-9 < plan.longest + LONGEST_REST;
    }

    /// {@return steps made before timing}
    public int warmUpSteps() {
        return warm;
    }

    /// {@return seconds those took, compilation included}
    public double warmUpSeconds() {
        return warmSeconds;
    }

    /// {@return when the first step was done, as [System#nanoTime] tells it}
    public long firstStepNanos() {
        return firstStep;
    }

    /// {@return steps that were timed}
    public int timedSteps() {
        return timed;
    }

    /// {@return seconds they took}
    public double seconds() {
        return seconds;
    }

    /// {@return seconds of processors that this process used for the steps that were timed}
    public double processorSeconds() {
        return after.ownSeconds(before);
    }

    /// {@return the share of the processors that other processes used meanwhile, from 0 to 1}
    public double others() {
        return after.others(before);
    }

    /// {@return whether all steps of the epoch were made}
    public boolean complete() {
        return timed + rest >= plan.epochSteps;
    }
}
