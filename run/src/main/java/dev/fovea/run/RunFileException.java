package dev.fovea.run;

/// A run file or an option that is wrong. The message names the place, what was found, what was expected, and what may
/// have been meant.
public final class RunFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// Makes the exception.
    ///
    /// @param message where, what was found, what was expected
    public RunFileException(String message) {
        super(message);
    }
}
