package dev.fovea.insight.picture;

/// How a line of text looks.
///
/// @param size its size
/// @param anchor what its place means
/// @param colour its colour
public record TextStyle(TextSize size, Anchor anchor, Colour colour) {
    /// Titles.
    public static final TextStyle TITLE = new TextStyle(TextSize.LARGE, Anchor.START, Colour.INK);

    /// Labels.
    public static final TextStyle LABEL = new TextStyle(TextSize.SMALL, Anchor.START, Colour.INK);

    /// Numbers at axes, and notes.
    public static final TextStyle NOTE = new TextStyle(TextSize.SMALL, Anchor.START, Colour.FAINT);

    /// What the place of a text is the place of.
    public enum Anchor {
        /// Its left end.
        START,
        /// Its middle.
        MIDDLE,
        /// Its right end.
        END
    }

    /// {@return this around its place}
    public TextStyle centred() {
        return new TextStyle(size, Anchor.MIDDLE, colour);
    }

    /// {@return this before its place}
    public TextStyle ending() {
        return new TextStyle(size, Anchor.END, colour);
    }

    /// {@return this in another colour}
    public TextStyle in(Colour other) {
        return new TextStyle(size, anchor, other);
    }

    /// Where the text begins.
    int left(int x, String text) {
        return switch (anchor) {
            case START -> x;
            case MIDDLE -> x - size.width(text) / 2;
            case END -> x - size.width(text);
        };
    }
}
