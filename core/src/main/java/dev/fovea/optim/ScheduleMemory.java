package dev.fovea.optim;

/// What a [Schedule] remembers of the metrics it has seen; a checkpoint keeps these three numbers.
///
/// @param best the best metric so far
/// @param epochsWithout epochs since it was reached, or since the last reduction
/// @param reductions how often the learning rate was reduced
public record ScheduleMemory(double best, int epochsWithout, int reductions) {
    /// Nothing was seen yet.
    public static final ScheduleMemory START = new ScheduleMemory(Double.NaN, 0, 0);
}
