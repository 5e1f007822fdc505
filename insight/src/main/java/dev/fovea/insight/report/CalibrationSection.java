package dev.fovea.insight.report;

import static dev.fovea.insight.markup.Markup.number;

import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.statistics.Calibration;
import dev.fovea.insight.statistics.Judgement;

import org.jspecify.annotations.Nullable;

/// Whether the model is right as often as it says.
record CalibrationSection(@Nullable Judgement judgement) implements Section {
    private static final double SIDE = 250;
    private static final double LEFT = 64;
    private static final double TOP = 10;
    private static final double BOTTOM = 44;

    @Override
    public String id() {
        return "calibration";
    }

    @Override
    public String title() {
        return "Calibration";
    }

    @Override
    public boolean applies() {
        return judgement != null;
    }

    @Override
    public void write(Markup out) {
        if (judgement == null) {
            return;
        }
        Calibration calibration = judgement.calibration();
        out.element(
                "p",
                "Of the answers given with a confidence of 80 %, are 80 % right? Columns on the diagonal say yes; below it"
                        + " the model is too sure. On average confidence and accuracy lie "
                        + Words.percent(calibration.expectedError())
                        + " apart, "
                        + Words.percent(calibration.maximumError())
                        + " at most.");
        out.open("div", "class", "side");
        diagram(out, calibration);
        Section.scroll(out, "Calibration in numbers");
        out.open("table", "class", "numbers");
        Section.head(out, "Answers by confidence", "confidence", "answers", "mean confidence", "accuracy");
        out.open("tbody");
        for (Calibration.Bin bin : calibration.bins()) {
            if (bin.count() > 0) {
                out.open("tr").element("th", range(bin), "scope", "row");
                out.element("td", Words.count(bin.count())).element("td", Words.percent(bin.confidence()));
                out.element("td", Words.percent(bin.accuracy())).close();
            }
        }
        out.close().close().close().close();
    }

    private static String range(Calibration.Bin bin) {
        return StrictMath.round(bin.lower() * 100) + " to " + StrictMath.round(bin.upper() * 100) + " %";
    }

    private static double x(double part) {
        return LEFT + part * SIDE;
    }

    private static double y(double part) {
        return TOP + (1 - part) * SIDE;
    }

    private static void diagram(Markup out, Calibration calibration) {
        double width = LEFT + SIDE + 12;
        double height = TOP + SIDE + BOTTOM;
        out.open("figure", "class", "chart square");
        out.open(
                "svg",
                "viewBox",
                "0 0 " + number(width) + " " + number(height),
                "role",
                "img",
                "aria-label",
                "Accuracy by confidence; the table beside it has the numbers");
        for (int i = 0; i <= 5; i++) {
            double part = i / 5.0;
            out.empty("path", "class", "grid", "d", "M" + number(LEFT) + " " + number(y(part)) + "h" + number(SIDE));
            text(out, LEFT - 8, y(part) + 4, "end", i * 20 + " %");
            text(out, x(part), TOP + SIDE + 18, "middle", i * 20 + (i == 5 ? " %" : ""));
        }
        for (Calibration.Bin bin : calibration.bins()) {
            Double accuracy = bin.accuracy();
            if (accuracy != null) {
                out.open(
                                "rect",
                                "class",
                                "column",
                                "x",
                                number(x(bin.lower()) + 1),
                                "y",
                                number(y(accuracy)),
                                "width",
                                number((bin.upper() - bin.lower()) * SIDE - 2),
                                "height",
                                number(StrictMath.max(0.5, accuracy * SIDE)))
                        .element(
                                "title",
                                "confidence "
                                        + range(bin)
                                        + ": "
                                        + Words.percent(accuracy)
                                        + " of "
                                        + Words.count(bin.count(), "answer", "answers")
                                        + " right")
                        .close();
            }
        }
        out.empty(
                "path",
                "class",
                "diagonal",
                "d",
                "M" + number(x(0)) + " " + number(y(0)) + "L" + number(x(1)) + " " + number(y(1)));
        text(out, x(0.5), TOP + SIDE + 38, "middle", "confidence of the answer");
        out.element(
                "text",
                "part that is right",
                "text-anchor",
                "middle",
                "transform",
                "translate(12 " + number(y(0.5)) + ") rotate(-90)");
        out.close().close();
    }

    private static void text(Markup out, double x, double y, String anchor, String text) {
        out.element("text", text, "x", number(x), "y", number(y), "text-anchor", anchor);
    }
}
