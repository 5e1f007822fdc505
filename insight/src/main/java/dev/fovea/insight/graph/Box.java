package dev.fovea.insight.graph;

import java.util.ArrayList;
import java.util.List;

/// One layer in the drawing.
///
/// @param kind the CSS class
/// @param title what it is
/// @param name its name in the network, like `residual1.conv2`; may be empty
/// @param lines what is to be known about it
record Box(String kind, String title, String name, List<String> lines) {
    /// No line of details becomes wider.
    private static final double WIDEST = 216;

    private static final double NAME_GAP = 14;
    private static final double SHORTEST_NAME = 100;
    private static final String DOT = " · ";

    Box {
        lines = List.copyOf(lines);
    }

    /// A box whose details are set in as few lines as their widths allow.
    static Box of(String kind, String title, String name, List<String> details) {
        List<String> lines = new ArrayList<>();
        for (String detail : details) {
            String fitted = TextWidth.fitted(detail, Style.SMALL, WIDEST);
            String joined = lines.isEmpty() ? fitted : lines.getLast() + DOT + fitted;
            if (!lines.isEmpty() && TextWidth.regular(joined, Style.SMALL) <= WIDEST) {
                lines.set(lines.size() - 1, joined);
            } else {
                lines.add(fitted);
            }
        }
        String shortTitle = TextWidth.fitted(title, Style.TITLE, WIDEST);
        double left = StrictMath.max(SHORTEST_NAME, WIDEST - NAME_GAP - TextWidth.bold(shortTitle, Style.TITLE));
        return new Box(kind, shortTitle, TextWidth.fitted(name, Style.SMALL, left), lines);
    }

    double width() {
        double head = TextWidth.bold(title, Style.TITLE);
        if (!name.isEmpty()) {
            head += NAME_GAP + TextWidth.regular(name, Style.SMALL);
        }
        double widest = lines.stream().mapToDouble(line -> TextWidth.regular(line, Style.SMALL)).max().orElse(0);
        return StrictMath.ceil(StrictMath.max(head, widest)) + 2 * Style.INSET;
    }

    double height() {
        return Style.TITLE_LINE + (lines.isEmpty() ? 0 : lines.size() * Style.SMALL_LINE + 4);
    }
}
