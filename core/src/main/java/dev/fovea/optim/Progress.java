package dev.fovea.optim;

/// Where a training stands: what a [Schedule] needs to know.
///
/// @param step steps made so far: 0 for the first
/// @param stepsPerEpoch steps of an epoch, at least 1
/// @param totalSteps steps of the whole training, at least 1
/// @param memory what the schedule remembers of the metrics it has seen
public record Progress(long step, long stepsPerEpoch, long totalSteps, ScheduleMemory memory) {
    /// Checks the counts.
    ///
    /// @throws IllegalArgumentException if one is outside its range
    public Progress {
        if (step < 0 || stepsPerEpoch < 1 || totalSteps < 1) {
            throw new IllegalArgumentException(
                    "telling a schedule where training stands: step "
                            + step
                            + ", "
                            + stepsPerEpoch
                            + " steps an epoch, "
                            + totalSteps
                            + " in all; expected a step from 0 and counts of at least 1");
        }
    }

    /// {@return a place in a training for schedules that remember nothing}
    public static Progress of(long step, long stepsPerEpoch, long totalSteps) {
        return new Progress(step, stepsPerEpoch, totalSteps, ScheduleMemory.START);
    }

    /// Epochs finished so far.
    ///
    /// @return from 0
    public long epoch() {
        return step / stepsPerEpoch;
    }

    /// The part of the training that is done.
    ///
    /// @return from 0 at the first step to 1 at the last and after
    double fraction() {
        return totalSteps == 1 ? 0 : StrictMath.min(1, (double) step / (totalSteps - 1.0));
    }
}
