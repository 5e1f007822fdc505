package dev.fovea.insight.report;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.statistics.ConfusionStatistics;
import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.nn.Network;
import dev.fovea.run.ModelData;
import dev.fovea.train.EpochMetrics;
import dev.fovea.train.Evaluation;

import java.util.List;

/// What the run is and how good its model is, in plain words; and what is missing from the page.
final class Headline {
    private final ReportData data;

    Headline(ReportData data) {
        this.data = data;
    }

    /// The size of the images on the page.
    static ImageSize imageSize(ReportData data) {
        ModelData.Samples judged = data.judged();
        Dataset train = data.train();
        return judged != null
                ? judged.samples().imageSize()
                : train != null ? train.imageSize() : new ImageSize(1, 1, 1);
    }

    String title() {
        RunRecord record = data.record();
        return record.data().isEmpty() ? record.name() : record.name() + " on " + shortened(record.data());
    }

    /// A path by its last part.
    private static String shortened(String set) {
        int slash = StrictMath.max(set.lastIndexOf('/'), set.lastIndexOf('\\'));
        return slash >= 0 && slash < set.length() - 1 ? set.substring(slash + 1) : set;
    }

    void write(Markup out) {
        out.open("header").element("p", "Fovea training report", "class", "eyebrow");
        out.element("h1", title());
        lead(out);
        figures(out);
        out.close().line();
        List<String> missing = data.missing();
        if (!missing.isEmpty()) {
            out.open("aside", "class", "missing", "aria-label", "What is missing");
            out.element("b", "Not everything is here.").open("ul");
            missing.forEach(reason -> out.element("li", reason));
            out.close().close().line();
        }
    }

    private void lead(Markup out) {
        Predictions predictions = data.predictions();
        ModelData.Samples judged = data.judged();
        if (predictions == null || judged == null) {
            fromMetrics(out);
            return;
        }
        Evaluation evaluation = predictions.evaluation();
        ConfusionStatistics.Interval interval =
                new ConfusionStatistics(evaluation, predictions.labels()).accuracyInterval();
        out.open("p", "class", "lead");
        out.text("Of " + Words.count(evaluation.samples()) + " " + judged.what() + " the model gets ");
        out.element("b", Words.count(evaluation.correct())).text(" right: ");
        out.element("b", Words.percent(evaluation.accuracy())).text(".").close();
        int wrong = evaluation.samples() - evaluation.correct();
        Mistakes.Cell worst = new Mistakes(predictions).worst();
        out.open("p");
        out.text(
                "With 95 % confidence its accuracy on images like these lies between "
                        + Words.percent(interval.lower())
                        + " and "
                        + Words.percent(interval.upper())
                        + ".");
        if (worst != null) {
            out.text(" It makes " + Words.count(wrong, "mistake", "mistakes") + "; most often, ");
            out.text(Words.count(worst.count(), "time", "times") + ", it says ");
            out.element("b", predictions.labels().get(worst.prediction())).text(" where ");
            out.element("b", predictions.labels().get(worst.reference())).text(" is right.");
        } else {
            out.text(" It makes no mistake here.");
        }
        out.close();
    }

    /// Where the model cannot be judged now, what the training wrote down.
    private void fromMetrics(Markup out) {
        List<EpochMetrics> epochs = data.record().epochs();
        EpochMetrics last = epochs.isEmpty() ? null : epochs.getLast();
        EpochMetrics.Score score = last == null ? null : last.evaluation();
        if (last == null || score == null) {
            out.element("p", "The model could not be judged for this report.", "class", "lead");
            return;
        }
        out.open("p", "class", "lead").text("After epoch " + last.epoch() + " the training measured an accuracy of ");
        out.element("b", Words.percent(score.accuracy())).text(".").close();
        out.element("p", "The model could not be judged anew for this report.");
    }

    private void figures(Markup out) {
        RunRecord record = data.record();
        out.open("dl", "class", "figures");
        Predictions predictions = data.predictions();
        if (predictions != null) {
            Evaluation evaluation = predictions.evaluation();
            Section.term(out, "accuracy", Words.percent(evaluation.accuracy()));
            Section.term(out, "mistakes", Words.count(evaluation.samples() - evaluation.correct()));
            Section.term(out, "log loss", Words.number(evaluation.logLoss()));
        }
        RunRecord.Model model = record.model();
        if (model != null) {
            Network network = model.classifier().network();
            Section.term(out, "parameters", Words.count(network.summary().parameters()));
        }
        if (!record.epochs().isEmpty()) {
            double seconds = record.epochs().stream().mapToDouble(EpochMetrics::seconds).sum();
            Section.term(
                    out,
                    "training",
                    Words.seconds(seconds) + " in " + Words.count(record.epochs().size(), "epoch", "epochs"));
        }
        out.close();
    }
}
