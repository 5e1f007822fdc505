package dev.fovea.model;

/// Text that is not JSON, or JSON that is not what was expected. The message says where and what.
public final class JsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// Makes the exception.
    ///
    /// @param message where, what was found, what was expected
    public JsonException(String message) {
        super(message);
    }
}
