package dev.fovea.cli;

import java.util.Locale;

/// Emphasis on a terminal that takes colours, and none elsewhere; texts and bars of a fixed width.
///
/// @param colours whether to use colours
record TextStyle(boolean colours) {
    /// A heading.
    String bold(String text) {
        return styled("1", text);
    }

    /// What is there but says little.
    String faint(String text) {
        return styled("2", text);
    }

    /// What is right.
    String good(String text) {
        return styled("32", text);
    }

    /// What is wrong.
    String bad(String text) {
        return styled("31", text);
    }

    /// What is most wrong.
    String worst(String text) {
        return styled("1;31", text);
    }

    private String styled(String code, String text) {
        return colours && !text.isBlank() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /// A text cut to a width, with `~` where something is missing: before its last third, since names that begin alike
    /// often end differently.
    static String cut(String text, int width) {
        int end = width / 3;
        return text.length() <= width
                ? text
                : text.substring(0, width - 1 - end) + "~" + text.substring(text.length() - end);
    }

    /// A text cut to a width, with `~` where something is missing at its beginning: the end of a path says most.
    static String cutStart(String text, int width) {
        return text.length() <= width ? text : "~" + text.substring(text.length() - width + 1);
    }

    /// A text cut to a width and filled up behind.
    static String left(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", cut(text, width));
    }

    /// A text cut to a width and filled up in front.
    static String right(String text, int width) {
        return String.format(Locale.ROOT, "%" + width + "s", cut(text, width));
    }

    /// A bar for a part of 1, filled up behind.
    static String bar(double part, int width) {
        int length = Math.clamp(Math.round(part * width), 0, width);
        return "#".repeat(length) + " ".repeat(width - length);
    }
}
