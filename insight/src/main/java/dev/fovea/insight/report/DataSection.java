package dev.fovea.insight.report;

import dev.fovea.data.Dataset;
import dev.fovea.insight.markup.Markup;
import dev.fovea.run.ModelData;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The classes: how many images each has in each part, and some of them.
record DataSection(ReportData data, Gallery gallery) implements Section {
    /// Images in all rows together.
    private static final int IMAGES = 100;

    private static final int MOST_IN_A_ROW = 8;

    /// Classes that are shown without a box of their own that scrolls.
    private static final int FEW = 24;

    @Override
    public String id() {
        return "data";
    }

    @Override
    public String title() {
        return "Data";
    }

    @Override
    public boolean applies() {
        return data.train() != null || data.judged() != null;
    }

    @Override
    public void write(Markup out) {
        Dataset train = data.train();
        ModelData.Samples judged = data.judged();
        List<String> parts = new ArrayList<>();
        if (train != null) {
            parts.add(Words.count(train.size(), "image", "images") + " to train on");
        }
        if (judged != null) {
            parts.add(Words.count(judged.samples().size()) + " " + judged.what() + " that the model never trained on");
        }
        Dataset.ImageSize size = Headline.imageSize(data);
        out.open("p").text(String.join(", ", parts) + "; each ");
        out.text(size.width() + "×" + size.height() + " pixels, " + (size.channels() == 1 ? "grey" : "in colour"));
        out.text(". How often each class occurs, and its first training images:").close();
        List<String> classes = classes(train, judged);
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
                "Images per class");
        table(out, classes, train, judged == null ? null : judged.samples());
        out.close();
    }

    private static List<String> classes(@Nullable Dataset train, ModelData.@Nullable Samples judged) {
        if (train != null) {
            return train.classNames();
        }
        return judged == null ? List.of() : judged.samples().classNames();
    }

    private void table(Markup out, List<String> classes, @Nullable Dataset train, @Nullable Dataset judged) {
        int[] trainCounts = counts(train, classes.size());
        int[] judgedCounts = counts(judged, classes.size());
        out.open("table", "class", "classes");
        Section.head(out, "Images per class", "class", "images", "training images");
        out.open("tbody");
        int each = StrictMath.clamp(IMAGES / StrictMath.max(1, classes.size()), 1, MOST_IN_A_ROW);
        for (int i = 0; i < classes.size(); i++) {
            out.open("tr").element("th", classes.get(i), "scope", "row").open("td", "class", "counts");
            if (train != null) {
                bar(out, "train", "training", trainCounts[i], most(trainCounts));
            }
            if (judged != null && judged.labelled()) {
                bar(out, "evaluation", "evaluation", judgedCounts[i], most(judgedCounts));
            }
            out.close().open("td", "class", "row");
            if (train != null) {
                samples(out, train, i, each);
            }
            out.close().close().line();
        }
        out.close().close();
    }

    private static int[] counts(@Nullable Dataset part, int classes) {
        return part == null || part.classNames().size() != classes ? new int[classes] : part.countsPerClass();
    }

    private static int most(int[] counts) {
        int most = 1;
        for (int count : counts) {
            most = StrictMath.max(most, count);
        }
        return most;
    }

    private static void bar(Markup out, String style, String words, int count, int most) {
        out.open("div", "class", "count " + style);
        out.open("i", "style", "--p:" + Markup.number(100.0 * count / most)).close();
        out.open("span").text(Words.count(count)).raw(" ").element("small", words).close().close();
    }

    private void samples(Markup out, Dataset train, int label, int each) {
        int shown = 0;
        for (int i = 0; i < train.size() && shown < each; i++) {
            if (train.label(i) == label) {
                gallery.training(out, train, i);
                shown++;
            }
        }
    }
}
