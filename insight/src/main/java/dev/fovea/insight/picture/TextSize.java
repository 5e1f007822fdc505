package dev.fovea.insight.picture;

/// The sizes of text.
public enum TextSize {
    /// 12 pixels: labels and numbers.
    SMALL(12),
    /// 16 pixels: titles.
    LARGE(16);

    private final int pixels;

    TextSize(int pixels) {
        this.pixels = pixels;
    }

    Letters letters() {
        return this == SMALL ? Letters.SMALL : Letters.LARGE;
    }

    int pixels() {
        return pixels;
    }

    /// {@return how many rows a line of text takes}
    public int height() {
        return letters().height();
    }

    /// How wide a text is.
    ///
    /// @param text one line
    /// @return its width in pixels
    public int width(String text) {
        return letters().width(text);
    }

    /// Cuts a text that is too wide.
    ///
    /// @param text one line
    /// @param width how many pixels it may have
    /// @return the text, or as much of it as fits with an ellipsis behind
    public String shortened(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 0 && width(text.substring(0, length) + "…") > width) {
            length = text.offsetByCodePoints(length, -1);
        }
        return text.substring(0, length) + "…";
    }
}
