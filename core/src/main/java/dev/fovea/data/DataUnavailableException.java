package dev.fovea.data;

/// A named set that is nowhere on this machine and could not be downloaded, or was not allowed to be.
///
/// Whoever asked may fall back to [the built-in digits][Digits]; data that is there but damaged is a plain
/// [DataException] and no reason to use something else.
public final class DataUnavailableException extends DataException {
    private static final long serialVersionUID = 1;

    /// Makes the exception.
    ///
    /// @param message where was looked, what was tried, and what to do
    public DataUnavailableException(String message) {
        super(message);
    }

    /// Makes the exception with what caused it.
    ///
    /// @param message where was looked, what was tried, and what to do
    /// @param cause what was thrown beneath
    public DataUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
