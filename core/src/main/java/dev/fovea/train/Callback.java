package dev.fovea.train;

import java.util.function.Consumer;

/// Is told what happens in a training and answers with what should happen next.
///
/// A callback that counts something starts anew at [TrainEvent.Started]; there it finds the epochs that a resumed
/// training has behind it, and so comes to the state it would have had. Answers to [TrainEvent.Started],
/// [TrainEvent.BatchDone] and [TrainEvent.EpochDone] count, those to other events do not.
///
/// ```java
/// Trainer.of(network, samples).with(Callback.listening(event -> IO.println(event)))
/// ```
@FunctionalInterface
public interface Callback {
    /// Is told an event.
    ///
    /// @param event what happened
    /// @return what should happen
    Signal on(TrainEvent event);

    /// A callback that only listens.
    ///
    /// @param listener takes every event
    /// @return the callback
    static Callback listening(Consumer<? super TrainEvent> listener) {
        return event -> {
            listener.accept(event);
            return Signal.GO_ON;
        };
    }
}
