package dev.fovea.train;

import java.time.Duration;

/// Callbacks that most trainings want: each stands alone and may be combined.
///
/// ```java
/// trainer.with(Callbacks.everyBatches(100, Callback.listening(event -> IO.println(event))))
///         .with(Callbacks.targetAccuracy(.999))
/// ```
public final class Callbacks {
    private Callbacks() {}

    /// Passes on every n-th [batch][TrainEvent.BatchDone] of an epoch, and all other events.
    ///
    /// @param n how many batches from one to the next, at least 1
    /// @param callback is told
    /// @return the callback
    /// @throws IllegalArgumentException if `n` is below 1
    public static Callback everyBatches(int n, Callback callback) {
        if (n < 1) {
            throw new IllegalArgumentException("telling every " + n + " batches; expected at least 1");
        }
        return event ->
                event instanceof TrainEvent.BatchDone done && done.batch() % n != 0 ? Signal.GO_ON : callback.on(event);
    }

    /// Passes on [batches][TrainEvent.BatchDone] at most every so often, and all other events. What is passed on
    /// depends on the clock: for what is shown, not for what decides.
    ///
    /// @param pause the shortest time from one to the next
    /// @param callback is told
    /// @return the callback
    public static Callback throttled(Duration pause, Callback callback) {
        return new Throttle(pause.toNanos(), callback);
    }

    private static final class Throttle implements Callback {
        private final long pause;
        private final Callback callback;
        private long last;

        Throttle(long pause, Callback callback) {
            this.pause = pause;
            this.callback = callback;
            this.last = System.nanoTime() - pause;
        }

        @Override
        public Signal on(TrainEvent event) {
            if (event instanceof TrainEvent.BatchDone) {
                long now = System.nanoTime();
                if (now - last < pause) {
                    return Signal.GO_ON;
                }
                last = now;
            }
            return callback.on(event);
        }
    }

    /// Stops when an epoch reaches an accuracy: on the evaluation set where there is one, else in training.
    ///
    /// @param accuracy from 0 to 1
    /// @return the callback
    /// @throws IllegalArgumentException if the accuracy is outside its range
    public static Callback targetAccuracy(double accuracy) {
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException(
                    "stopping at an accuracy of " + accuracy + "; expected 0 to 1, such as 0.999");
        }
        return event -> {
            EpochMetrics metrics =
                    switch (event) {
                        case TrainEvent.Started started when !started.history().isEmpty() ->
                                started.history().getLast();
                        case TrainEvent.EpochDone done -> done.metrics();
                        default -> null;
                    };
            return metrics != null && metrics.epoch() > 0 && metrics.accuracy() >= accuracy
                    ? Signal.stop(
                            "epoch "
                                    + metrics.epoch()
                                    + " reached the accuracy "
                                    + metrics.accuracy()
                                    + ", asked for "
                                    + accuracy)
                    : Signal.GO_ON;
        };
    }

    /// Stops when a [plateau schedule][dev.fovea.optim.Schedule.Plateau] has counted so many epochs without a new best
    /// since the best or the last smaller rate. With more epochs than the schedule's patience this can only happen once
    /// the rate no longer drops.
    ///
    /// @param epochs how many
    /// @return the callback
    public static Callback converged(int epochs) {
        return event ->
                event instanceof TrainEvent.EpochDone done && done.memory().epochsWithout() >= epochs
                        ? Signal.stop(
                                "converged: no better epoch in "
                                        + epochs
                                        + " at the smallest learning rate, the best was "
                                        + done.memory().best())
                        : Signal.GO_ON;
    }
}
