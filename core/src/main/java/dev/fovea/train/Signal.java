package dev.fovea.train;

/// What a callback wants to happen next.
public sealed interface Signal {
    /// Nothing special.
    Signal GO_ON = new GoOn();

    /// Nothing special; say [#GO_ON].
    record GoOn() implements Signal {}

    /// The training is to end.
    ///
    /// @param reason why, in words, for people
    record Stop(String reason) implements Signal {}

    /// A signal to end the training.
    ///
    /// @param reason why, in words, for people
    /// @return the signal
    static Signal stop(String reason) {
        return new Stop(reason);
    }
}
