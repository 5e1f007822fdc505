package dev.fovea.data;

import java.io.IOException;

/// Data that was found but is wrong: a damaged file, counts that do not match, a label out of range.
///
/// The message names the file and the byte, what was found, what was expected, and what to do.
public class DataException extends IOException {
    private static final long serialVersionUID = 1;

    /// Makes the exception.
    ///
    /// @param message what was attempted, found and expected
    public DataException(String message) {
        super(message);
    }

    /// Makes the exception with what caused it.
    ///
    /// @param message what was attempted, found and expected
    /// @param cause what was thrown beneath
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
