package dev.fovea.insight.report;

import dev.fovea.insight.markup.Markup;
import dev.fovea.train.EpochMetrics;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/// What was measured from epoch to epoch.
record CurvesSection(RunRecord record) implements Section {
    /// Of more epochs the table scrolls by itself.
    private static final int FEW = 20;

    /// Of no more epochs the charts begin before training.
    private static final int SHORT = 3;

    @Override
    public String id() {
        return "curves";
    }

    @Override
    public String title() {
        return "Training";
    }

    @Override
    public boolean applies() {
        return !record.epochs().isEmpty();
    }

    @Override
    public void write(Markup out) {
        EpochMetrics.Score untrained = record.untrained();
        if (untrained != null) {
            out.element(
                    "p",
                    "Before training the accuracy on evaluation images was "
                            + Words.percent(untrained.accuracy())
                            + " and the loss "
                            + Words.number(untrained.loss())
                            + ". Training figures are means over each epoch, while the weights changed.");
        }
        out.open("div", "class", "charts");
        for (Chart chart : charts()) {
            if (!chart.isEmpty()) {
                chart.write(out);
            }
        }
        out.close();
        boolean many = record.epochs().size() > FEW;
        if (record.epochs().size() < 2) {
            out.open("details", "open", "");
        } else {
            out.open("details");
        }
        out.element("summary", "The numbers of every epoch");
        out.open(
                "div",
                "class",
                many ? "scroll tall" : "scroll",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                "The numbers of every epoch");
        table(out);
        out.close().close();
    }

    private List<Chart> charts() {
        DoubleFunction<String> percent = Words::percent;
        Chart loss = new Chart("Loss (cross-entropy, nats)", both(EpochMetrics.Score::loss), Words::number, false);
        Chart accuracy =
                new Chart("Accuracy (%)", both(score -> score.accuracy() * 100), v -> percent.apply(v / 100), false);
        if (record.epochs().size() < 2) {
            return List.of(loss, accuracy); // One learning rate and one time are no curves; the table has them.
        }
        return List.of(
                loss,
                accuracy,
                new Chart(
                        "Learning rate (last step)",
                        List.of(line("learning rate", "plain", EpochMetrics::learningRate)),
                        Words::number,
                        true),
                new Chart(
                        "Seconds per epoch (training alone)",
                        List.of(line("seconds", "plain", EpochMetrics::seconds)),
                        Words::seconds,
                        true));
    }

    private List<Chart.Line> both(Function<EpochMetrics.Score, Double> figure) {
        return List.of(
                line("training", "train", epoch -> value(epoch.training(), figure)),
                fromUntrained(line("evaluation", "evaluation", epoch -> value(epoch.evaluation(), figure)), figure));
    }

    /// Where there are few epochs, the line begins before training; of more it would hide all else.
    private Chart.Line fromUntrained(Chart.Line line, Function<EpochMetrics.Score, Double> figure) {
        double value = value(record.untrained(), figure);
        if (line.points().size() > SHORT || !Double.isFinite(value)) {
            return line;
        }
        List<Chart.Point> points = new ArrayList<>(List.of(new Chart.Point(0, value)));
        points.addAll(line.points());
        return new Chart.Line(line.name(), line.style(), List.copyOf(points));
    }

    private static double value(EpochMetrics.@Nullable Score score, Function<EpochMetrics.Score, Double> figure) {
        return score == null ? Double.NaN : figure.apply(score);
    }

    private Chart.Line line(String name, String style, Function<EpochMetrics, Double> figure) {
        List<Chart.Point> points = new ArrayList<>();
        for (EpochMetrics epoch : record.epochs()) {
            double value = figure.apply(epoch);
            if (Double.isFinite(value)) {
                points.add(new Chart.Point(epoch.epoch(), value));
            }
        }
        return new Chart.Line(name, style, List.copyOf(points));
    }

    private void table(Markup out) {
        out.open("table", "class", "numbers");
        Section.head(
                out,
                "Every epoch",
                "epoch",
                "training loss",
                "training accuracy",
                "evaluation loss",
                "evaluation accuracy",
                "learning rate",
                "seconds",
                "images/s");
        out.open("tbody");
        for (EpochMetrics epoch : record.epochs()) {
            out.open("tr").element("th", String.valueOf(epoch.epoch()), "scope", "row");
            scores(out, epoch.training());
            scores(out, epoch.evaluation());
            out.element("td", Words.number(epoch.learningRate())).element("td", Words.number(epoch.seconds()));
            out.element("td", Words.count(StrictMath.round(epoch.imagesPerSecond()))).close();
        }
        out.close().close();
    }

    private static void scores(Markup out, EpochMetrics.@Nullable Score score) {
        out.element("td", score == null ? Words.NONE : Words.number(score.loss()));
        out.element("td", score == null ? Words.NONE : Words.percent(score.accuracy()));
    }
}
