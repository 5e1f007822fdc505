package dev.fovea.insight.report;

import dev.fovea.data.Dataset;
import dev.fovea.image.Image;
import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.picture.ColourMap;
import dev.fovea.insight.picture.Scale;
import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.model.Activations;
import dev.fovea.model.Classifier;
import dev.fovea.shape.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the layers make of an image that is answered rightly, and of one that is not.
record ActivationsSection(ReportData data) implements Section {
    private static final int LAYERS = 14;

    /// Pixels that a layer's maps may take together.
    private static final int ROOM = 24_000;

    private static final int MOST_MAPS = 24;
    private static final int SIDE = 36;
    private static final int INPUT = 112;
    private static final int LINE = 50;

    @Override
    public String id() {
        return "activations";
    }

    @Override
    public String title() {
        return "Activations";
    }

    @Override
    public boolean applies() {
        return data.predictions() != null && data.record().model() != null;
    }

    @Override
    public void write(Markup out) {
        RunRecord.Model model = data.record().model();
        Predictions predictions = data.predictions();
        if (model == null || predictions == null) {
            return;
        }
        out.element(
                "p",
                "What every layer gives for one image. Each layer has a scale of its own, from zero (light) to its largest"
                        + " number (dark); around zero where numbers are negative (blue).");
        for (int sample : chosen(predictions)) {
            image(out, model.classifier(), predictions, sample);
        }
    }

    /// The surest right answer of a class that is also mistaken, and the surest mistake.
    private static List<Integer> chosen(Predictions predictions) {
        List<Integer> chosen = new ArrayList<>();
        List<Integer> mistakes = new Mistakes(predictions).mostConfident(1);
        int wanted = mistakes.isEmpty() ? -1 : predictions.reference(mistakes.getFirst());
        for (int i = 0; i < predictions.size() && chosen.isEmpty(); i++) {
            if (predictions.isCorrect(i) && (wanted < 0 || predictions.reference(i) == wanted)) {
                chosen.add(i);
            }
        }
        chosen.addAll(mistakes);
        return chosen;
    }

    private static void image(Markup out, Classifier classifier, Predictions predictions, int sample) {
        String said = predictions.labels().get(predictions.predicted(sample));
        String right = predictions.labels().get(predictions.reference(sample));
        String answer =
                predictions.isCorrect(sample)
                        ? "said to be " + said + ", rightly"
                        : "said to be " + said + ", is " + right;
        out.element("h3", "Image " + predictions.name(sample) + ", " + answer);
        List<Activations.Output> outputs = activations(classifier, predictions.data(), sample).layers();
        out.open("div", "class", "layers");
        input(out, predictions.data(), sample);
        List<Activations.Output> shown = some(outputs);
        for (Activations.Output output : shown) {
            layer(out, output);
        }
        out.close();
        if (shown.size() == LAYERS) {
            String which = shown.size() + " of " + outputs.size() + " layers are shown; ";
            out.element("p", which + "fovea inspect shows all.", "class", "soft");
        }
    }

    private static Activations activations(Classifier classifier, Dataset data, int sample) {
        if (data.prepared().isEmpty()) {
            return classifier.activations(data.image(sample));
        }
        float[] inputs = new float[data.imageSize().bytes()];
        data.copyScaled(sample, classifier.preparation().scaling().table(), inputs, 0);
        return classifier.activationsPrepared(inputs);
    }

    /// Layers that change something, evenly chosen where there are many.
    private static List<Activations.Output> some(List<Activations.Output> outputs) {
        List<Activations.Output> changing =
                outputs.stream()
                        .filter(output -> !output.kind().equals("flatten") && !output.kind().equals("dropout"))
                        .toList();
        if (changing.size() <= LAYERS) {
            return changing;
        }
        List<Activations.Output> some = new ArrayList<>();
        for (int i = 0; i < LAYERS; i++) {
            some.add(changing.get(i * (changing.size() - 1) / (LAYERS - 1)));
        }
        return some;
    }

    private static void input(Markup out, Dataset data, int sample) {
        Image image = data.image(sample);
        float[] grey = new float[image.height() * image.width()];
        Image single = image.toGrey();
        for (int i = 0; i < grey.length; i++) {
            grey[i] = single.value(0, i / image.width(), i % image.width());
        }
        out.open("figure")
                .open("figcaption")
                .element("b", "input")
                .text(" " + image.width() + "×" + image.height())
                .close();
        Section.scroll(out, "The image itself");
        Scale scale = new Scale(ColourMap.GREY, 0, 255);
        int factor = (int) StrictMath.max(1, StrictMath.rint((double) INPUT / image.width()));
        new Tiles(List.of(grey), image.height(), image.width(), 1, factor).write(out, scale, "The image itself");
        out.close().close();
    }

    private static void layer(Markup out, Activations.Output output) {
        float[] values = output.values();
        Shape shape = output.shape();
        boolean maps = shape.rank() == 3;
        int rows = maps ? shape.dim(1) : (values.length + LINE - 1) / LINE;
        int columns = maps ? shape.dim(2) : StrictMath.min(LINE, values.length);
        int area = rows * columns;
        int all = maps ? shape.dim(0) : 1;
        int room = StrictMath.max(4, ROOM / area);
        int shown = StrictMath.min(all, StrictMath.min(MOST_MAPS, room));
        List<float[]> some = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            some.add(maps ? Arrays.copyOfRange(values, i * area, (i + 1) * area) : Arrays.copyOf(values, area));
        }
        Scale scale = Scale.suiting(List.of(values));
        out.open("figure").open("figcaption").element("b", output.name()).text(" " + output.kind());
        out.open("span", "class", "soft");
        out.text(
                maps
                        ? ", "
                                + (shown < all ? shown + " of " : "")
                                + Words.count(all, "map", "maps")
                                + " of "
                                + rows
                                + "×"
                                + columns
                        : ", " + Words.count(values.length, "number", "numbers"));
        out.close().close();
        Section.scroll(out, "Output of " + output.name());
        tiles(some, rows, columns).write(out, scale, "Output of " + output.name());
        out.close();
        Tiles.scale(out, scale);
        out.close();
    }

    private static Tiles tiles(List<float[]> maps, int rows, int columns) {
        boolean strip = rows == 1 || (maps.size() == 1 && columns > 20 && rows < columns / 2);
        int side = strip ? 300 : SIDE;
        int factor = (int) StrictMath.clamp(StrictMath.rint((double) side / columns), 1.0, 12.0);
        int perRow = StrictMath.max(1, 320 / (columns * factor + 4));
        return new Tiles(maps, rows, columns, Tiles.perRow(maps.size(), perRow), factor);
    }
}
