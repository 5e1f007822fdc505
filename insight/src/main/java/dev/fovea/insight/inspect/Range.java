package dev.fovea.insight.inspect;

/// Which numbers the ends of a scale of colours stand for.
public sealed interface Range {
    /// Given ends, as the `clims` of other plotting tools.
    ///
    /// @param most the upper end; the lower is its negative
    record Given(double most) implements Range {}

    /// The largest magnitude of all maps of a layer.
    record Common() implements Range {}

    /// For each map its own largest magnitude, which stands beside it.
    record Each() implements Range {}

    /// Reads a range.
    ///
    /// @param text a positive number, `common` or `each`
    /// @return the range
    /// @throws IllegalArgumentException if it is none of these
    static Range of(String text) {
        return switch (text) {
            case "common" -> new Common();
            case "each" -> new Each();
            default -> new Given(number(text));
        };
    }

    private static double number(String text) {
        try {
            double most = Double.parseDouble(text);
            if (most > 0 && Double.isFinite(most)) {
                return most;
            }
        } catch (NumberFormatException noNumber) {
            // Falls through to the message.
        }
        throw new IllegalArgumentException(
                "choosing the range of colours: got \""
                        + text
                        + "\"; expected a positive number X for -X to X, common (one range for all maps of a layer) or each"
                        + " (a range of its own for each map)");
    }
}
