package dev.fovea.insight.picture;

import java.util.Arrays;
import java.util.List;

/// The numbers of a vector as colours in a line, numbered from 1; in several lines where one is too long.
///
/// @param title stands above; empty for none
/// @param values at least one; not copied
/// @param scale gives the colours
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Strip(String title, float[] values, Scale scale) {
    private static final int HEIGHT = 28;
    private static final int WIDEST = 24;
    private static final int GAP = 8;

    /// Checks that there is something.
    ///
    /// @throws IllegalArgumentException without a number
    public Strip {
        if (values.length == 0) {
            throw new IllegalArgumentException("drawing the strip \"" + title + "\": there is no number");
        }
    }

    /// A strip on the scale that suits it.
    ///
    /// @param title stands above; empty for none
    /// @param values at least one
    /// @return the strip
    public static Strip of(String title, float[] values) {
        return new Strip(title, values, Scale.suiting(List.of(values)));
    }

    /// {@return this on another scale}
    ///
    /// @param other gives the colours
    public Strip withScale(Scale other) {
        return new Strip(title, values, other);
    }

    /// {@return the strip with title and scale}
    public Drawing drawing() {
        return Figure.of(title, body(), ScaleBar.of(scale));
    }

    /// {@return the strip alone, with its numbers}
    public Drawing body() {
        int lines = Math.ceilDiv(values.length, Figure.WIDTH);
        int perLine = Math.ceilDiv(values.length, lines);
        int cell = StrictMath.clamp((long) Figure.WIDTH / perLine, 1, WIDEST);
        int lineHeight = HEIGHT + 6 + TextSize.SMALL.height() + GAP;
        Drawing.Pen pen = new Drawing.Pen();
        for (int line = 0; line < lines; line++) {
            int from = line * perLine;
            int count = StrictMath.min(perLine, values.length - from);
            line(pen, line * lineHeight + 1, from, count, cell);
        }
        return pen.drawing(perLine * cell + 2 + 16, lines * lineHeight - GAP);
    }

    private void line(Drawing.Pen pen, int y, int from, int count, int cell) {
        float[] part = Arrays.copyOfRange(values, from, from + count);
        pen.draw(new Mark.Picture(1, y, cell, HEIGHT, new HeatMap("", 1, count, part).image(scale)));
        pen.frame(1, y, count * cell, HEIGHT);
        int space = TextSize.SMALL.width(Integer.toString(values.length)) + 8;
        for (int place : Figure.numbered(count, cell, space)) {
            int x = 1 + (place - 1) * cell + cell / 2;
            pen.draw(new Mark.Box(x, y + HEIGHT + 1, 1, 4, Colour.FAINT));
            String number = Integer.toString(from + place);
            boolean first = place == 1 && cell < TextSize.SMALL.width(number);
            pen.text(first ? 0 : x, y + HEIGHT + 5, number, first ? TextStyle.NOTE : TextStyle.NOTE.centred());
        }
    }
}
