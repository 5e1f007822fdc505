package dev.fovea.nn;

/// A description that says something impossible: the message names the place, what was found there and what was
/// expected.
public final class DescriptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String place;

    DescriptionException(String place, String problem) {
        super("reading " + place + ": " + problem);
        this.place = place;
    }

    /// Where it is.
    ///
    /// @return like `network[2].conv.kernel`
    public String place() {
        return place;
    }
}
