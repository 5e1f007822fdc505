package dev.fovea.insight.graph;

/// How wide a text may become in whatever sans-serif font draws it: the advances of DejaVu Sans, which is wider than
/// other fonts for screens (Helvetica, Arial, Segoe UI, Roboto, SF); everything unknown counts as a full square.
final class TextWidth {
    private static final int FIRST = ' ';

    /// Hundredths of the size, from the space on.
    private static final byte[] REGULAR = {
        32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, //
        64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53, //
        100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, //
        60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, //
        50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, //
        63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
    };

    private static final byte[] BOLD = {
        35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37, //
        70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84, 84, 84, 58, //
        100, 77, 76, 73, 83, 68, 68, 82, 84, 37, 37, 77, 64, 100, 84, 85, //
        73, 85, 77, 72, 68, 81, 77, 110, 77, 72, 73, 46, 37, 46, 84, 50, //
        50, 67, 72, 59, 72, 68, 44, 72, 71, 34, 34, 67, 34, 104, 71, 69, //
        72, 72, 49, 60, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84
    };

    private TextWidth() {}

    static double regular(String text, double size) {
        return of(text, size, REGULAR);
    }

    static double bold(String text, double size) {
        return of(text, size, BOLD);
    }

    private static double of(String text, double size, byte[] advances) {
        return text.codePoints().map(c -> advance(c, advances)).sum() * size / 100;
    }

    private static int advance(int c, byte[] advances) {
        int index = c - FIRST;
        if (index >= 0 && index < advances.length) {
            return advances[index];
        }
        return switch (c) {
            case '×', '−' -> 84;
            case '·' -> 38;
            default -> 100;
        };
    }

    /// A text that is cut where it would become too wide.
    static String fitted(String text, double size, double width) {
        if (regular(text, size) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int end = points.length;
        while (end > 0 && regular(new String(points, 0, end) + "…", size) > width) {
            end--;
        }
        return new String(points, 0, end).stripTrailing() + "…";
    }
}
