package dev.fovea.insight.graph;

import static dev.fovea.insight.markup.Markup.number;

import dev.fovea.insight.markup.Markup;

import java.util.List;

/// Draws pieces, each at a place of its axis and its top.
final class Drawing {
    private static final double HEAD_LENGTH = 7;
    private static final double HEAD_HALF = 4;

    private final Markup out;

    Drawing(Markup out) {
        this.out = out;
    }

    void draw(Piece piece, double x, double y) {
        switch (piece) {
            case Piece.Card card -> card(card, x, y);
            case Piece.Series series -> series(series, x, y);
            case Piece.Around around -> around(around, x, y);
            case Piece.Beside beside -> beside(beside, x, y);
        }
    }

    private void card(Piece.Card card, double x, double y) {
        double top = y;
        for (Box box : card.boxes()) {
            box(box, x - card.width() / 2, top, card.width());
            top += box.height() + Style.SEAM;
        }
    }

    private void box(Box box, double left, double top, double width) {
        out.open("g", "class", "layer");
        rectangle("box " + box.kind(), left, top, width, box.height(), 4);
        text("title", "start", left + Style.INSET, top + 18, box.title());
        if (!box.name().isEmpty()) {
            text("small", "end", left + width - Style.INSET, top + 18, box.name());
        }
        for (int i = 0; i < box.lines().size(); i++) {
            double baseline = top + Style.TITLE_LINE + 10 + i * Style.SMALL_LINE;
            text("small", "start", left + Style.INSET, baseline, box.lines().get(i));
        }
        out.close().line();
    }

    private void series(Piece.Series series, double x, double y) {
        if (series.steps().isEmpty()) {
            line("M" + at(x, y) + "V" + number(y + series.height()));
            text("small", "start", x + Style.BESIDE, y + series.height() / 2 + 4, Piece.Series.IDENTITY);
        }
        double top = y;
        for (int i = 0; i < series.steps().size(); i++) {
            Piece piece = series.steps().get(i).piece();
            draw(piece, x, top);
            top += piece.height();
            if (i < series.steps().size() - 1) {
                Piece below = series.steps().get(i + 1).piece();
                link(x, top, top + Style.LINK, below instanceof Piece.Card);
                shape(series.steps().get(i).shape(), x, top);
                top += Style.LINK;
            }
        }
    }

    private void shape(String shape, double x, double top) {
        text("small shape", "start", x + Style.BESIDE, top + 20, shape);
    }

    /// Body and way around leave one point; the body goes straight down.
    private void around(Piece.Around around, double x, double y) {
        frame(around.frame(), around, x, y);
        double fork = y + Style.FRAME_HEAD;
        double top = fork + Style.FORK;
        double merge = top + around.bodyHeight() + Style.LINK;
        double aside = x + around.shortcutAxis();
        enter(around.body(), x, y, top);
        line("M" + at(x, fork) + "H" + number(aside - Style.CORNER) + elbow(1, 1) + "V" + number(top));
        arrow(around.shortcut(), aside, top);
        draw(around.body(), x, top);
        draw(around.shortcut(), aside, top);
        leave(around.body(), x, top + around.body().height(), merge, true);
        double level = merge + Style.MERGE / 2;
        double right = x + around.frame().mergeWidth() / 2;
        double end = top + around.shortcut().height();
        leave(around.shortcut(), aside, end, level - Style.CORNER, false);
        line("M" + at(aside, level - Style.CORNER) + elbow(-1, 1, true) + "H" + number(right + HEAD_LENGTH - 1));
        out.empty("path", "class", "head", "d", "M" + at(right, level) + "l7 -4v8z");
        merge(around.frame(), x, merge);
        line("M" + at(x, merge + Style.MERGE) + "V" + number(y + around.height()));
    }

    private void beside(Piece.Beside beside, double x, double y) {
        frame(beside.frame(), beside, x, y);
        double fork = y + Style.FRAME_HEAD;
        double top = fork + 2 * Style.FORK;
        double join = top + beside.branchesHeight() + Style.LINK;
        line("M" + at(x, y) + "V" + number(fork));
        List<Double> axes = beside.axes();
        for (int i = 0; i < axes.size(); i++) {
            Piece.Series branch = beside.branches().get(i);
            double axis = x + axes.get(i);
            double side = StrictMath.signum(axes.get(i));
            boolean bends = StrictMath.abs(axes.get(i)) >= 2 * Style.CORNER;
            String down =
                    bends
                            ? elbow(side, 1, true) + "H" + number(axis - side * Style.CORNER) + elbow(side, 1) + "V"
                            : "L" + at(axis, fork + 2 * Style.CORNER) + "V";
            line("M" + at(x, fork) + down + number(top));
            arrow(branch, axis, top);
            draw(branch, axis, top);
            double end = top + branch.height();
            leave(branch, axis, end, join - Style.CORNER, false);
            String back =
                    bends
                            ? elbow(-side, 1, true) + "H" + number(x + side * Style.CORNER) + elbow(-side, 1)
                            : "L" + at(x, join + Style.CORNER);
            line("M" + at(axis, join - Style.CORNER) + back);
        }
        double merge = join + Style.FORK;
        link(x, join + Style.CORNER, merge, true);
        merge(beside.frame(), x, merge);
        line("M" + at(x, merge + Style.MERGE) + "V" + number(y + beside.height()));
    }

    private void frame(Piece.Frame frame, Piece piece, double x, double y) {
        double left = x - piece.left();
        rectangle("frame", left, y, piece.left() + piece.right(), piece.height(), 8);
        double width = TextWidth.bold(frame.title(), Style.SMALL);
        out.element(
                "text",
                frame.title(),
                "class",
                "small",
                "font-weight",
                "600",
                "x",
                number(left + Style.FRAME),
                "y",
                number(y + 17));
        text("small", "start", left + Style.FRAME + width + 8, y + 17, frame.name());
    }

    private void merge(Piece.Frame frame, double x, double y) {
        double width = frame.mergeWidth();
        rectangle("merge", x - width / 2, y, width, Style.MERGE, Style.MERGE / 2);
        out.element(
                "text",
                frame.merge(),
                "class",
                "small",
                "font-weight",
                "600",
                "text-anchor",
                "middle",
                "x",
                number(x),
                "y",
                number(y + 16));
    }

    private void enter(Piece.Series series, double x, double from, double to) {
        line("M" + at(x, from) + "V" + number(to - 1));
        arrow(series, x, to);
    }

    /// The head of an arrow, where a box follows.
    private void arrow(Piece.Series series, double x, double tip) {
        if (!series.steps().isEmpty() && series.steps().getFirst().piece() instanceof Piece.Card) {
            head(x, tip);
        }
    }

    private void leave(Piece.Series series, double x, double from, double to, boolean pointed) {
        link(x, from, to, pointed);
        if (!series.steps().isEmpty()) {
            shape(series.steps().getLast().shape(), x, from);
        }
    }

    private void link(double x, double from, double to, boolean pointed) {
        line("M" + at(x, from) + "V" + number(pointed ? to - 2 : to));
        if (pointed) {
            head(x, to);
        }
    }

    private void head(double x, double tip) {
        String path =
                "M" + at(x, tip) + "l" + number(-HEAD_HALF) + " " + number(-HEAD_LENGTH) + "h" + number(2 * HEAD_HALF);
        out.empty("path", "class", "head", "d", path + "z");
    }

    private void line(String path) {
        out.empty("path", "class", "line", "d", path).line();
    }

    /// A quarter of a circle, from horizontal to vertical.
    private static String elbow(double right, double down) {
        return elbow(right, down, false);
    }

    private static String elbow(double right, double down, boolean verticalFirst) {
        double dx = right * Style.CORNER;
        double dy = down * Style.CORNER;
        String control = verticalFirst ? "0 " + number(dy) : number(dx) + " 0";
        return "q" + control + " " + number(dx) + " " + number(dy);
    }

    private void rectangle(String style, double x, double y, double width, double height, double radius) {
        out.empty(
                "rect",
                "class",
                style,
                "x",
                number(x),
                "y",
                number(y),
                "width",
                number(width),
                "height",
                number(height),
                "rx",
                number(radius));
    }

    private void text(String style, String anchor, double x, double y, String text) {
        if (anchor.equals("end")) {
            out.element("text", text, "class", style, "text-anchor", anchor, "x", number(x), "y", number(y));
        } else {
            out.element("text", text, "class", style, "x", number(x), "y", number(y));
        }
    }

    private static String at(double x, double y) {
        return number(x) + " " + number(y);
    }
}
