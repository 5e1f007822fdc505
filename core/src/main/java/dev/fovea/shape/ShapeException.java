package dev.fovea.shape;

import java.util.List;

/// Shapes that do not fit an operation: the message names the operation, every shape that came, what was expected and
/// what was probably meant.
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /// Writes the message `operation: got [..] and [..]; advice`.
    ///
    /// @param operation what was attempted, in words
    /// @param got the shapes that came
    /// @param advice what was expected, and what to do
    public ShapeException(String operation, List<Shape> got, String advice) {
        super(operation + ": got " + words(got) + "; " + advice);
    }

    /// Takes a whole message, as where the place is told before what went wrong there.
    ///
    /// @param message place, operation, shapes and advice
    public ShapeException(String message) {
        super(message);
    }

    private static String words(List<Shape> shapes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < shapes.size(); i++) {
            text.append(i == 0 ? "" : i == shapes.size() - 1 ? " and " : ", ").append(shapes.get(i));
        }
        return text.isEmpty() ? "nothing" : text.toString();
    }
}
