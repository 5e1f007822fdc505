package dev.fovea.insight.report;

import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.statistics.ClassFigures;
import dev.fovea.insight.statistics.ClassFigures.Kind;
import dev.fovea.insight.statistics.ConfusionStatistics;
import dev.fovea.insight.statistics.Judgement;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// How good the model is, in figures.
record StatisticsSection(@Nullable Judgement judgement) implements Section {
    private static final List<Kind> COLUMNS =
            List.of(
                    Kind.PRECISION,
                    Kind.RECALL,
                    Kind.F1,
                    Kind.SPECIFICITY,
                    Kind.NEGATIVE_PREDICTIVE_VALUE,
                    Kind.PREVALENCE,
                    Kind.DETECTION_RATE,
                    Kind.DETECTION_PREVALENCE,
                    Kind.BALANCED_ACCURACY);
    private static final int FEW = 24;

    @Override
    public String id() {
        return "statistics";
    }

    @Override
    public String title() {
        return "Statistics";
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
        ConfusionStatistics confusion = judgement.confusion();
        panel(out, judgement, confusion);
        List<ClassFigures> classes = confusion.perClass();
        boolean many = classes.size() > FEW;
        out.open(
                "div",
                "class",
                many ? "scroll tall" : "scroll",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                "Figures of every class");
        table(out, confusion, classes);
        out.close();
    }

    private static void panel(Markup out, Judgement judgement, ConfusionStatistics confusion) {
        ConfusionStatistics.Interval interval = confusion.accuracyInterval();
        ConfusionStatistics.Symmetry symmetry = confusion.symmetry();
        out.open("dl", "class", "panel");
        Section.term(
                out,
                "Accuracy",
                Words.percent(confusion.evaluation().accuracy()),
                "95 % interval " + Words.percent(interval.lower()) + " to " + Words.percent(interval.upper()));
        Section.term(
                out,
                "No-information rate",
                Words.percent(confusion.noInformationRate()),
                "always naming the most frequent class; P[accuracy > rate by chance] "
                        + Words.pValue(confusion.accuracyPValue()));
        Section.term(out, "Kappa", Words.number(confusion.kappa()), "agreement beyond chance, 1 at most");
        Section.term(out, "Log loss", Words.number(confusion.evaluation().logLoss()), "mean cross-entropy in nats");
        for (Judgement.TopAccuracy top : judgement.topAccuracies()) {
            if (top.first() > 1) {
                Section.term(
                        out,
                        "Top-" + top.first() + " accuracy",
                        Words.percent(top.accuracy()),
                        "the right class among the first " + top.first());
            }
        }
        Section.term(
                out,
                "Bowker's test",
                symmetry.pValue() == null ? Words.NONE : Words.p(symmetry.pValue()),
                symmetry.pValue() == null
                        ? "there is no mistake to compare"
                        : "χ² "
                                + Words.number(symmetry.statistic())
                                + " on "
                                + symmetry.degreesOfFreedom()
                                + " degrees of freedom; a small p: mistakes go one way more than the other");
        Section.term(
                out,
                "Calibration error",
                Words.percent(judgement.calibration().expectedError()),
                "how far confidence and accuracy lie apart, on average");
        out.close();
    }

    private static void table(Markup out, ConfusionStatistics confusion, List<ClassFigures> classes) {
        out.open("table", "class", "numbers");
        out.element("caption", "Figures of every class, each against all others").open("thead").open("tr");
        out.element("th", "class", "scope", "col").element("th", "images", "scope", "col");
        COLUMNS.forEach(kind -> out.element("th", name(kind), "scope", "col"));
        out.close().close().open("tbody");
        for (ClassFigures figures : classes) {
            out.open("tr").element("th", figures.label(), "scope", "row").element("td", Words.count(figures.samples()));
            COLUMNS.forEach(kind -> out.element("td", Words.percent(figures.figure(kind))));
            out.close();
        }
        out.close().open("tfoot");
        out.open("tr").element("th", "mean over classes", "scope", "row").open("td").close();
        COLUMNS.forEach(kind -> out.element("td", kind.hasMean() ? Words.percent(confusion.macroMean(kind)) : ""));
        out.close().open("tr").element("th", "mean by images", "scope", "row").open("td").close();
        COLUMNS.forEach(kind -> out.element("td", kind.hasMean() ? Words.percent(confusion.weightedMean(kind)) : ""));
        out.close().close().close();
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case RECALL -> "recall (sensitivity)";
            case PRECISION -> "precision (PPV)";
            case NEGATIVE_PREDICTIVE_VALUE -> "NPV";
            case F1 -> "F1";
            default -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
