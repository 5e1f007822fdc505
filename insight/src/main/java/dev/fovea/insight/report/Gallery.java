package dev.fovea.insight.report;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.model.Json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The images of the page, and what the script needs to know to show those of a cell.
final class Gallery {
    private static final String TRAINING = "training";
    private static final String JUDGED = "judged";

    /// Probabilities that are told of an image, beside those of what was said and what was right.
    private static final int TOLD = 4;

    /// Images of a cell on the diagonal, which nobody needs all of.
    private static final int RIGHT = 8;

    /// Images of any cell.
    private static final int MOST = 60;

    private final Sprites sprites;
    private final Map<Integer, Json> told = new LinkedHashMap<>();
    private final Map<String, Json> cells = new LinkedHashMap<>();

    Gallery(ImageSize size, int bytes) {
        this.sprites = new Sprites(size, bytes);
    }

    /// Shows an image of the training set, where there is room for it.
    void training(Markup out, Dataset train, int sample) {
        int place = sprites.add(TRAINING, train, sample);
        if (place >= 0) {
            Sprites.show(out, place, "training image " + sample + ", " + train.classNames().get(train.label(sample)));
        }
    }

    /// Shows an image that was judged, with what was said of it.
    void judged(Markup out, Predictions predictions, int sample) {
        int place = place(predictions, sample);
        String right = predictions.labels().get(predictions.reference(sample));
        String said = predictions.labels().get(predictions.predicted(sample));
        String name = predictions.name(sample);
        out.open("figure", "class", "shot");
        if (place >= 0) {
            Sprites.show(out, place, "image " + name + ", right: " + right + ", said: " + said);
        } else {
            out.element("span", "no room", "class", "none");
        }
        out.open("figcaption").open("p");
        if (predictions.isCorrect(sample)) {
            out.text("said ").element("b", said, "class", "good").text(", rightly");
        } else {
            out.text("said ").element("b", said, "class", "bad").text(", is ").element("b", right, "class", "good");
        }
        out.close().element("p", name, "class", "soft name");
        bars(out, predictions, sample);
        out.close().close();
    }

    private static void bars(Markup out, Predictions predictions, int sample) {
        out.open("ul", "class", "bars");
        for (int label : mostProbable(predictions, sample)) {
            double probability = predictions.probability(sample, label);
            String mark =
                    label == predictions.reference(sample)
                            ? "good"
                            : label == predictions.predicted(sample) ? "bad" : "";
            out.open("li", "class", mark).element("span", predictions.labels().get(label));
            out.open("i", "style", "--p:" + Markup.number(probability * 100)).close();
            out.element("span", Words.probability(probability)).close();
        }
        out.close();
    }

    /// The classes that are told of an image: the most probable, and always what was right.
    private static List<Integer> mostProbable(Predictions predictions, int sample) {
        List<Integer> all =
                IntStream.range(0, predictions.labels().size())
                        .boxed()
                        .sorted(
                                Comparator.comparing(
                                        (Integer label) -> predictions.probability(sample, label),
                                        Comparator.reverseOrder()))
                        .toList();
        List<Integer> most = new ArrayList<>(all.subList(0, StrictMath.min(TOLD, all.size())));
        int reference = predictions.reference(sample);
        if (!most.contains(reference)) {
            most.set(most.size() - 1, reference);
        }
        return most;
    }

    private int place(Predictions predictions, int sample) {
        int place = sprites.add(JUDGED, predictions.data(), sample);
        if (place >= 0 && !told.containsKey(place)) {
            List<Object> probabilities = new ArrayList<>();
            for (int label : mostProbable(predictions, sample)) {
                probabilities.add(label);
                probabilities.add(StrictMath.round(predictions.probability(sample, label) * 1e4));
            }
            told.put(
                    place,
                    Json.of(
                            List.of(
                                    predictions.name(sample),
                                    predictions.reference(sample),
                                    predictions.predicted(sample),
                                    probabilities)));
        }
        return place;
    }

    /// Gathers the images of all cells, one of each cell before the second of any, until the sheet is full; mistakes
    /// come first.
    void gather(Predictions predictions) {
        Mistakes mistakes = new Mistakes(predictions);
        Map<String, List<Integer>> samples = new LinkedHashMap<>();
        for (Mistakes.Cell cell : mistakes.cells()) {
            samples.put(cell.prediction() + "," + cell.reference(), new ArrayList<>());
        }
        for (int label = 0; label < predictions.labels().size(); label++) {
            samples.put(label + "," + label, new ArrayList<>());
        }
        for (int i = 0; i < predictions.size(); i++) {
            String cell = predictions.predicted(i) + "," + predictions.reference(i);
            samples.computeIfAbsent(cell, _ -> new ArrayList<>()).add(i);
        }
        Map<String, List<Integer>> shown = new LinkedHashMap<>();
        samples.keySet().forEach(cell -> shown.put(cell, new ArrayList<>()));
        round(predictions, samples, shown, false, MOST);
        round(predictions, samples, shown, true, RIGHT);
        samples.forEach((cell, all) -> {
            if (!all.isEmpty()) {
                cells.put(cell, Json.of(List.of(all.size(), shown.getOrDefault(cell, List.of()))));
            }
        });
    }

    private void round(
            Predictions predictions,
            Map<String, List<Integer>> samples,
            Map<String, List<Integer>> shown,
            boolean right,
            int most) {
        for (int turn = 0; turn < most; turn++) {
            for (Map.Entry<String, List<Integer>> cell : samples.entrySet()) {
                List<Integer> all = cell.getValue();
                if (turn < all.size() && predictions.isCorrect(all.getFirst()) == right) {
                    int place = place(predictions, all.get(turn));
                    if (place >= 0) {
                        shown.computeIfAbsent(cell.getKey(), _ -> new ArrayList<>()).add(place);
                    }
                }
            }
        }
    }

    String css() {
        return sprites.css();
    }

    /// What the script shows, safe within a script element.
    String json(List<String> labels) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("labels", labels);
        Map<String, Object> images = new LinkedHashMap<>();
        told.forEach((place, json) -> images.put(String.valueOf(place), json));
        all.put("images", images);
        all.put("cells", cells);
        return Json.of(all).toString().replace("<", "\\u003c").replace("&", "\\u0026");
    }
}
