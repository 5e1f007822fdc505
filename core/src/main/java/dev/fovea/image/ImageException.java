package dev.fovea.image;

import java.io.IOException;

/// A file that is there but is not an image that can be read.
///
/// The message names the file, what was found and what was expected.
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1;

    /// Makes the exception.
    ///
    /// @param message what was attempted, found and expected
    public ImageException(String message) {
        super(message);
    }

    /// Makes the exception with what caused it.
    ///
    /// @param message what was attempted, found and expected
    /// @param cause what was thrown beneath
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
