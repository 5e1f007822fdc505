package dev.fovea.insight.report;

import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.statistics.Judgement;
import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The confusion matrix, whose cells open their images.
record ConfusionSection(@Nullable Judgement judgement, Gallery gallery) implements Section {
    private static final int LISTED = 8;

    /// Longer names of columns are written upright.
    private static final int SHORT = 3;

    @Override
    public String id() {
        return "confusion";
    }

    @Override
    public String title() {
        return "Confusion matrix";
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
        Predictions predictions = judgement.predictions();
        gallery.gather(predictions);
        out.open("p").text("Rows are what the model said, columns what was right; the diagonal is right. ");
        out.open("span", "class", "screen");
        out.text("A cell opens its images: click it, or move with the arrow keys and press Enter.").close().close();
        out.open("div", "class", "side");
        Section.scroll(out, "Confusion matrix");
        matrix(out, predictions);
        out.close();
        List<Mistakes.Cell> cells = judgement.mistakes().cells();
        if (!cells.isEmpty()) {
            worst(out, predictions, cells);
        }
        out.close();
    }

    private static void matrix(Markup out, Predictions predictions) {
        int[][] table = predictions.evaluation().confusion();
        List<String> labels = predictions.labels();
        int classes = labels.size();
        boolean upright = labels.stream().anyMatch(label -> label.length() > SHORT);
        out.open("table", "class", upright ? "matrix upright" : "matrix", "id", "matrix");
        out.element("caption", "Predictions by the right class").open("thead");
        out.open("tr").open("td").close();
        out.element("th", "right class", "colspan", String.valueOf(classes), "scope", "colgroup", "class", "axis");
        out.close().open("tr").element("th", "model said", "scope", "col", "class", "axis");
        labels.forEach(label -> out.open("th", "scope", "col").element("span", label).close());
        out.close().close().open("tbody");
        double mostWrong = most(table, false);
        double mostRight = most(table, true);
        for (int row = 0; row < classes; row++) {
            out.open("tr").element("th", labels.get(row), "scope", "row");
            for (int column = 0; column < classes; column++) {
                cell(
                        out,
                        labels,
                        new Mistakes.Cell(row, column, table[row][column]),
                        row == column ? mostRight : mostWrong);
            }
            out.close().line();
        }
        out.close().close();
    }

    private static double most(int[][] table, boolean right) {
        int most = 1;
        for (int row = 0; row < table.length; row++) {
            for (int column = 0; column < table.length; column++) {
                if ((row == column) == right) {
                    most = StrictMath.max(most, table[row][column]);
                }
            }
        }
        return most;
    }

    private static void cell(Markup out, List<String> labels, Mistakes.Cell cell, double most) {
        boolean right = cell.prediction() == cell.reference();
        if (cell.count() == 0) {
            out.open("td", "class", right ? "right" : "empty").close();
            return;
        }
        double share = StrictMath.sqrt(cell.count() / most);
        out.open("td", "class", right ? "right" : "wrong", "style", "--v:" + Markup.number(share));
        out.element(
                "button",
                Words.count(cell.count()),
                "type",
                "button",
                "data-cell",
                cell.prediction() + "," + cell.reference(),
                "aria-label",
                Words.count(cell.count(), "image", "images")
                        + " of "
                        + labels.get(cell.reference())
                        + (right ? ", recognised" : ", said to be " + labels.get(cell.prediction())));
        out.close();
    }

    private static void worst(Markup out, Predictions predictions, List<Mistakes.Cell> cells) {
        Section.scroll(out, "The fullest cells off the diagonal");
        out.open("table", "class", "numbers narrow");
        Section.head(out, "The fullest cells off the diagonal", "model said", "right class", "images", "of that class");
        out.open("tbody");
        for (Mistakes.Cell cell : cells.subList(0, StrictMath.min(LISTED, cells.size()))) {
            int whole = 0;
            for (int[] row : predictions.evaluation().confusion()) {
                whole += row[cell.reference()];
            }
            out.open("tr").element("td", predictions.labels().get(cell.prediction()), "class", "words");
            out.element("td", predictions.labels().get(cell.reference()), "class", "words");
            out.open("td")
                    .element(
                            "button",
                            Words.count(cell.count()),
                            "type",
                            "button",
                            "class",
                            "link",
                            "data-cell",
                            cell.prediction() + "," + cell.reference())
                    .close();
            out.element("td", Words.percent((double) cell.count() / whole)).close();
        }
        out.close().close().close();
    }
}
