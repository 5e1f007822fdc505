package dev.fovea.insight.report;

import static dev.fovea.insight.markup.Markup.number;

import dev.fovea.insight.markup.Markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// Lines over epochs, as SVG that needs no script and prints: every point says its number when it is pointed at.
///
/// @param title what is drawn, with its unit
/// @param lines what is drawn
/// @param unit writes a number of the vertical axis in words
/// @param fromZero whether the vertical axis begins at 0
record Chart(String title, List<Line> lines, DoubleFunction<String> unit, boolean fromZero) {
    /// A line.
    ///
    /// @param name what it stands for
    /// @param style its CSS class: `train`, `evaluation` or `plain`
    /// @param points epoch and number
    record Line(String name, String style, List<Point> points) {}

    /// A point.
    record Point(int epoch, double value) {}

    private static final double WIDTH = 400;
    private static final double HEIGHT = 232;
    private static final double LEFT = 56;
    private static final double RIGHT = 14;
    private static final double TOP = 12;
    private static final double BOTTOM = 40;

    /// Of more points none is marked.
    private static final int MARKED = 60;

    /// Of no more points the last has its number beside it.
    private static final int LABELLED = 4;

    /// Where numbers differ more than this, ratios are drawn.
    private static final double WIDE = 30;

    Chart {
        lines = lines.stream().filter(line -> !line.points.isEmpty()).toList();
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    private List<Point> all() {
        return lines.stream().flatMap(line -> line.points.stream()).toList();
    }

    private Axis vertical() {
        double least = all().stream().mapToDouble(Point::value).min().orElse(0);
        double most = all().stream().mapToDouble(Point::value).max().orElse(1);
        if (least > 0 && most / least > WIDE && !fromZero) {
            return Axis.logarithmic(least, most);
        }
        return Axis.around(fromZero ? 0 : least, most);
    }

    private Axis horizontal() {
        int first = all().stream().mapToInt(Point::epoch).min().orElse(0);
        int last = all().stream().mapToInt(Point::epoch).max().orElse(1);
        return Axis.epochs(first, last);
    }

    /// Draws the chart with its title and the names of its lines.
    void write(Markup out) {
        Axis y = vertical();
        out.open("figure", "class", "chart");
        out.open("figcaption").element("b", title);
        if (lines.size() > 1) {
            for (Line line : lines) {
                out.raw(" ").open("span", "class", "key " + line.style).text(line.name).close();
            }
        }
        if (y.logarithmic()) {
            out.raw(" ").element("span", "logarithmic axis", "class", "soft");
        }
        out.close();
        out.open("svg", "viewBox", "0 0 " + number(WIDTH) + " " + number(HEIGHT), "role", "img", "aria-label", words());
        draw(out, horizontal(), y);
        out.close().close().line();
    }

    /// The chart for those who cannot see it.
    private String words() {
        List<String> parts = new ArrayList<>();
        for (Line line : lines) {
            Point first = line.points.getFirst();
            Point last = line.points.getLast();
            String name = lines.size() > 1 ? line.name + " " : "";
            parts.add(
                    line.points.size() == 1
                            ? name + unit.apply(last.value) + " in epoch " + last.epoch
                            : name
                                    + "from "
                                    + unit.apply(first.value)
                                    + " in epoch "
                                    + first.epoch
                                    + " to "
                                    + unit.apply(last.value)
                                    + " in epoch "
                                    + last.epoch);
        }
        return title + ": " + String.join("; ", parts);
    }

    private static double x(Axis axis, double value) {
        return LEFT + axis.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private void draw(Markup out, Axis across, Axis up) {
        for (double tick : up.ticks()) {
            String level = number(y(up, tick));
            out.empty("path", "class", "grid", "d", "M" + number(LEFT) + " " + level + "H" + number(WIDTH - RIGHT));
            label(out, LEFT - 8, y(up, tick) + 4, "end", up.label(tick));
        }
        for (double tick : across.ticks()) {
            double x = x(across, tick);
            out.empty("path", "class", "tick", "d", "M" + number(x) + " " + number(HEIGHT - BOTTOM) + "v5");
            label(out, x, HEIGHT - BOTTOM + 19, "middle", String.format(Locale.ROOT, "%.0f", tick));
        }
        label(out, LEFT + (WIDTH - LEFT - RIGHT) / 2, HEIGHT - 4, "middle", "epoch");
        for (Line line : lines) {
            line(out, line, across, up);
        }
    }

    private void line(Markup out, Line line, Axis across, Axis up) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points) {
            path.append(path.isEmpty() ? "M" : "L").append(number(x(across, point.epoch))).append(' ');
            path.append(number(y(up, point.value)));
        }
        out.open("g", "class", line.style);
        out.empty("path", "class", "curve", "d", path.toString());
        for (Point point : line.points) {
            boolean marked = line.points.size() <= MARKED;
            out.open(
                            "circle",
                            "class",
                            marked ? "point" : "point hidden",
                            "cx",
                            number(x(across, point.epoch)),
                            "cy",
                            number(y(up, point.value)),
                            "r",
                            marked ? "3.5" : "5")
                    .element("title", line.name + ", epoch " + point.epoch + ": " + unit.apply(point.value))
                    .close();
        }
        if (line.points.size() <= LABELLED) {
            Point last = line.points.getLast();
            boolean lower = lines.stream().anyMatch(other -> other.points.getLast().value > last.value);
            label(out, x(across, last.epoch), y(up, last.value) + (lower ? 18 : -9), "end", unit.apply(last.value));
        }
        out.close();
    }

    private static void label(Markup out, double x, double y, String anchor, String text) {
        out.element("text", text, "x", number(x), "y", number(y), "text-anchor", anchor);
    }
}
