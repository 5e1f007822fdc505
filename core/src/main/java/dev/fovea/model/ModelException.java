package dev.fovea.model;

import java.io.IOException;

/// A model or run that is there but cannot be used: a damaged file, a tensor that is missing, another format.
///
/// The message names the file and the place in it, what was found, what was expected, and what to do.
public class ModelException extends IOException {
    private static final long serialVersionUID = 1;

    /// Makes the exception.
    ///
    /// @param message what was attempted, found and expected
    public ModelException(String message) {
        super(message);
    }

    /// Makes the exception with what caused it.
    ///
    /// @param message what was attempted, found and expected
    /// @param cause what was thrown beneath
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
