package dev.fovea.insight.explain;

import dev.fovea.insight.picture.Colour;
import dev.fovea.insight.picture.Drawing;
import dev.fovea.insight.picture.Mark;
import dev.fovea.insight.picture.TextSize;
import dev.fovea.insight.picture.TextStyle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws how a probability changes while pixels are removed in several orders.
final class CurveDrawing {
    private static final Colour MAP = new Colour(0xb0, 0x2a, 0x2f);
    private static final Colour CONTRAST = new Colour(0x2b, 0x5c, 0x9e);
    private static final int LEFT = 34;
    private static final int WIDTH = 250;

    private CurveDrawing() {}

    private record Line(String name, Curve curve, Colour colour, boolean dashed) {}

    /// Draws the curves of a check.
    ///
    /// @param check the check
    /// @param high pixels between the probabilities 0 and 1
    static Drawing of(PixelCheck check, int high) {
        List<Line> lines =
                List.of(
                        new Line("random", check.others().deletion(), Colour.FAINT, true),
                        new Line("contrast", check.others().contrastDeletion(), CONTRAST, false),
                        new Line("this map", check.deletion(), MAP, false));
        Drawing.Pen pen = new Drawing.Pen();
        for (int tick = 0; tick <= 4; tick++) {
            int y = high - tick * high / 4;
            pen.draw(new Mark.Box(LEFT, y, WIDTH, 1, tick == 0 ? Colour.FAINT : Colour.RULE));
            String number = tick % 2 == 0 ? String.format(Locale.ROOT, "%.1f", tick / 4.0) : "";
            pen.text(LEFT - 6, y - TextSize.SMALL.height() / 2, number, TextStyle.NOTE.ending());
            int x = LEFT + tick * WIDTH / 4;
            pen.draw(new Mark.Box(x, high, 1, 4, Colour.FAINT));
            pen.text(x, high + 5, 25 * tick + " %", TextStyle.NOTE.centred());
        }
        lines.forEach(line -> pen.draw(new Mark.Path(points(line.curve, high), 2, line.colour, line.dashed)));
        int y = high + 5 + TextSize.SMALL.height() + 4;
        int x = LEFT;
        for (Line line : lines.reversed()) {
            int middle = y + TextSize.SMALL.height() / 2;
            List<Mark.Point> stroke = List.of(new Mark.Point(x, middle + 0.5), new Mark.Point(x + 18, middle + 0.5));
            pen.draw(new Mark.Path(stroke, 2, line.colour, line.dashed));
            String text = line.name + String.format(Locale.ROOT, " %.2f", line.curve.area());
            pen.text(x + 23, y, text, TextStyle.LABEL);
            x += 23 + TextSize.SMALL.width(text) + 14;
        }
        return pen.drawing(StrictMath.max(LEFT + WIDTH + 24, x), y + TextSize.SMALL.height());
    }

    private static List<Mark.Point> points(Curve curve, int high) {
        List<Mark.Point> points = new ArrayList<>();
        double[] probabilities = curve.probabilities();
        for (int i = 0; i < probabilities.length; i++) {
            double x = LEFT + (double) WIDTH * i / (probabilities.length - 1);
            points.add(new Mark.Point(x, high * (1 - probabilities[i]) + 0.5));
        }
        return points;
    }
}
