package dev.fovea.insight.report;

import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.statistics.Judgement;
import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The images that say most about the model: those it is most wrong about, and those it hardly knew.
record MistakesSection(@Nullable Judgement judgement, Gallery gallery) implements Section {
    private static final int EACH = 12;

    @Override
    public String id() {
        return "mistakes";
    }

    @Override
    public String title() {
        return "Mistakes and doubts";
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
        Mistakes mistakes = judgement.mistakes();
        Mistakes.Cell worst = mistakes.worst();
        if (worst == null) {
            out.element("p", "The model makes no mistake on these images.");
        } else {
            String said = predictions.labels().get(worst.prediction());
            String right = predictions.labels().get(worst.reference());
            group(
                    out,
                    "The worst cell: " + right + " said to be " + said,
                    "Images of the fullest cell off the diagonal.",
                    mistakes.in(worst.prediction(), worst.reference()));
            group(
                    out,
                    "Most confident mistakes",
                    "Wrong, and surest of it.",
                    mistakes.mostConfident(predictions.size()));
        }
        group(
                out,
                "Least certain answers",
                "Right or wrong: the two most probable classes are nearly as probable.",
                mistakes.leastCertain(EACH));
    }

    private void group(Markup out, String title, String words, List<Integer> samples) {
        int shown = StrictMath.min(EACH, samples.size());
        out.element("h3", title);
        String count = shown < samples.size() ? " " + shown + " of " + Words.count(samples.size()) + " shown." : "";
        out.element("p", words + count, "class", "soft");
        out.open("div", "class", "shots");
        for (int sample : samples.subList(0, shown)) {
            gallery.judged(out, judgementPredictions(), sample);
        }
        out.close();
    }

    private Predictions judgementPredictions() {
        if (judgement == null) {
            throw new IllegalStateException("showing images: nothing was judged");
        }
        return judgement.predictions();
    }
}
