package dev.fovea.insight.picture;

import java.util.ArrayList;
import java.util.List;

/// Lines over numbered places, such as a figure of every filter, in one plot with both axes numbered.
///
/// @param title stands above; empty for none
/// @param places what is numbered from 1, like `filter`
/// @param series the lines, all of one length
public record Lines(String title, String places, List<Series> series) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 260;
    private static final int DOTTED = 80;

    /// A line.
    ///
    /// @param name what the legend calls it
    /// @param values one for each place; those that are not finite are left out
    /// @param colour its colour
    /// @param dashed whether it is broken
    @SuppressWarnings("ArrayRecordComponent") // shown, never compared
    public record Series(String name, double[] values, Colour colour, boolean dashed) {}

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if there is no line, or they differ in length
    public Lines {
        series = List.copyOf(series);
        for (Series line : series) {
            if (line.values.length == 0 || line.values.length != series.getFirst().values.length) {
                throw new IllegalArgumentException(
                        "drawing the lines \""
                                + title
                                + "\": "
                                + line.name
                                + " has "
                                + line.values.length
                                + " numbers; expected as many as the first, and some");
            }
        }
        if (series.isEmpty()) {
            throw new IllegalArgumentException("drawing the lines \"" + title + "\": there is none");
        }
    }

    /// {@return the plot with title and legend}
    public Drawing drawing() {
        return Figure.of(title, Drawing.below(10, List.of(legend(), plot())), null);
    }

    private Drawing legend() {
        Drawing.Pen pen = new Drawing.Pen();
        int x = 0;
        int middle = TextSize.SMALL.height() / 2;
        for (Series line : series) {
            List<Mark.Point> points = List.of(new Mark.Point(x, middle + 0.5), new Mark.Point(x + 28, middle + 0.5));
            pen.draw(new Mark.Path(points, 2, line.colour, line.dashed));
            pen.draw(new Mark.Dot(new Mark.Point(x + 14, middle + 0.5), 3, line.colour));
            pen.text(x + 34, 0, line.name, TextStyle.LABEL);
            x += 34 + TextSize.SMALL.width(line.name) + 20;
        }
        return pen.drawing(x, TextSize.SMALL.height());
    }

    /// The plot's place and what its upper and lower side stand for.
    private record Axes(int left, double low, double high) {
        double y(double value) {
            return 6 + HEIGHT * (high - value) / (high - low);
        }
    }

    private Drawing plot() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series line : series) {
            for (double value : line.values) {
                low = Double.isFinite(value) ? StrictMath.min(low, value) : low;
                high = Double.isFinite(value) ? StrictMath.max(high, value) : high;
            }
        }
        if (!(low < high)) {
            low = Double.isFinite(low) ? low - 1 : -1;
            high = low + 2;
        }
        double step = Numbers.step(high - low, 6);
        double first = StrictMath.floor(low / step);
        double last = StrictMath.ceil(high / step);
        List<String> numbers = new ArrayList<>();
        for (double tick = first; tick <= last; tick++) {
            numbers.add(Numbers.text(tick * step, 4));
        }
        int left = numbers.stream().mapToInt(TextSize.SMALL::width).max().orElse(0) + 8;
        Axes axes = new Axes(left, first * step, last * step);
        Drawing.Pen pen = new Drawing.Pen();
        for (int i = 0; i < numbers.size(); i++) {
            int y = (int) axes.y((first + i) * step);
            pen.draw(new Mark.Box(left, y, WIDTH, 1, first + i == 0 ? Colour.FAINT : Colour.RULE));
            pen.text(left - 6, y - TextSize.SMALL.height() / 2, numbers.get(i), TextStyle.NOTE.ending());
        }
        series.forEach(line -> line(pen, line, axes));
        return placesAxis(pen, left);
    }

    private void line(Drawing.Pen pen, Series line, Axes axes) {
        List<Mark.Point> points = new ArrayList<>();
        for (int i = 0; i < line.values.length; i++) {
            if (Double.isFinite(line.values[i])) {
                points.add(new Mark.Point(x(i, axes.left), axes.y(line.values[i]) + 0.5));
            }
        }
        if (points.size() > 1) {
            pen.draw(new Mark.Path(points, 2, line.colour, line.dashed));
        }
        if (line.values.length <= DOTTED) {
            points.forEach(point -> pen.draw(new Mark.Dot(point, 3, line.colour)));
        }
    }

    private double spacing() {
        return (double) WIDTH / series.getFirst().values.length;
    }

    private double x(int place, int left) {
        return left + spacing() * (place + 0.5);
    }

    private Drawing placesAxis(Drawing.Pen pen, int left) {
        int count = series.getFirst().values.length;
        int y = 6 + HEIGHT;
        int space = TextSize.SMALL.width(Integer.toString(count)) + 10;
        for (int place : Figure.numbered(count, spacing(), space)) {
            int x = (int) x(place - 1, left);
            pen.draw(new Mark.Box(x, y, 1, 5, Colour.FAINT));
            pen.text(x, y + 6, Integer.toString(place), TextStyle.NOTE.centred());
        }
        int below = y + 6 + TextSize.SMALL.height() + 2;
        pen.text(left + WIDTH / 2, below, places, TextStyle.NOTE.centred());
        return pen.drawing(left + WIDTH + 8, below + TextSize.SMALL.height());
    }
}
