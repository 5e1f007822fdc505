package dev.fovea.train;

/// A training whose loss or weights are no numbers any more. The message says where and what to try.
public final class DivergedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /// Makes the exception.
    ///
    /// @param message where it happened, at which learning rate, what to try
    public DivergedException(String message) {
        super(message);
    }
}
