package dev.fovea.cli;

import dev.fovea.insight.statistics.Calibration;
import dev.fovea.insight.statistics.ConfusionStatistics;
import dev.fovea.insight.statistics.Judgement;
import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.train.Evaluation;

import java.util.List;
import java.util.Locale;

/// A judgement as text, within the width of the terminal.
final class EvaluationText {
    /// R prints no smaller p-value than that of its doubles' precision either.
    private static final double LEAST_P_VALUE = 1e-16;

    private final TextStyle style;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    EvaluationText(Terminal terminal) {
        this.style = new TextStyle(terminal.outColours());
        this.width = Math.clamp(terminal.columns(), 80, 120);
    }

    /// The whole panel.
    ///
    /// @param cells the cells of the matrix whose samples are listed
    String of(Judgement judgement, List<Mistakes.Cell> cells) {
        ConfusionStatistics statistics = judgement.confusion();
        figures(judgement, statistics);
        text.append('\n').append(new ConfusionText(style, width).of(statistics, judgement.mistakes().cells()));
        text.append('\n').append(new ClassesText(style, width).of(statistics));
        calibration(judgement.calibration());
        text.append(new MistakesText(style, width, judgement.predictions()).of(cells));
        return text.toString();
    }

    private void figures(Judgement judgement, ConfusionStatistics statistics) {
        Evaluation evaluation = statistics.evaluation();
        ConfusionStatistics.Interval interval = statistics.accuracyInterval();
        line(
                "accuracy",
                style.bold(Double.toString(evaluation.accuracy())),
                "(%,d of %,d)".formatted(evaluation.correct(), evaluation.samples()));
        line("95 % interval", number(interval.lower()) + " to " + number(interval.upper()), "(exact)");
        line(
                "no-information rate",
                number(statistics.noInformationRate()),
                "(always " + TextStyle.cut(statistics.labels().get(statistics.mostFrequentClass()), 40) + ")");
        line("P[accuracy > rate]", pValue(statistics.accuracyPValue()), "");
        line("kappa", Double.isNaN(statistics.kappa()) ? "none" : number(statistics.kappa()), "");
        line("McNemar (Bowker)", symmetry(statistics.symmetry()), "");
        line("log loss", String.format(Locale.ROOT, "%.5f", evaluation.logLoss()), "");
        for (Judgement.TopAccuracy top : judgement.topAccuracies()) {
            if (top.first() > 1) {
                line("top-" + top.first() + " accuracy", number(top.accuracy()), "");
            }
        }
    }

    private static String symmetry(ConfusionStatistics.Symmetry symmetry) {
        Double pValue = symmetry.pValue();
        return pValue == null
                ? "none: no class is taken for another"
                : String.format(
                        Locale.ROOT,
                        "%s (%.3f on %d degree%s of freedom)",
                        pValue(pValue),
                        symmetry.statistic(),
                        symmetry.degreesOfFreedom(),
                        symmetry.degreesOfFreedom() == 1 ? "" : "s");
    }

    static String pValue(double value) {
        return value < LEAST_P_VALUE
                ? "p < 1e-16"
                : String.format(Locale.ROOT, value < .0001 ? "p = %.2e" : "p = %.4f", value);
    }

    private void calibration(Calibration calibration) {
        text.append('\n').append(style.bold("calibration"));
        text.append(
                String.format(
                        Locale.ROOT,
                        ": expected error %.4f, largest %.4f%n",
                        calibration.expectedError(),
                        calibration.maximumError()));
        text.append("  confidence    answers    says  is right  too sure by\n");
        for (Calibration.Bin bin : calibration.bins()) {
            Double confidence = bin.confidence();
            Double accuracy = bin.accuracy();
            if (confidence != null && accuracy != null) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "  %.1f to %.1f  %,9d  %.4f    %.4f      %+.4f%n",
                                bin.lower(),
                                bin.upper(),
                                bin.count(),
                                confidence,
                                accuracy,
                                bin.excess()));
            }
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private void line(String name, String value, String more) {
        text.append(String.format(Locale.ROOT, "%-20s %s%s%n", name, value, more.isEmpty() ? "" : " " + more));
    }
}
