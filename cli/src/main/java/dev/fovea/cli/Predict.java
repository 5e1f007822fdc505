package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.model.Prediction;
import dev.fovea.run.ModelData;
import dev.fovea.run.Pictures;
import dev.fovea.run.PredictionTable;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea predict`: what a model takes pictures for.
final class Predict implements Callable<Integer> {
    private final Main main;
    private final ModelOptions model;
    private final Given<List<String>> inputs;
    private final Given<Integer> top;
    private final Given<Boolean> json;
    private final Given<@Nullable Path> csv;
    private final Given<@Nullable Path> submission;

    Predict(Main main, Options options) {
        this.main = main;
        model =
                new ModelOptions(
                        main,
                        options,
                        "The column of labels in a CSV file, which is left out; that of the training by default.");
        inputs =
                options.rest(
                        1,
                        1,
                        "INPUT",
                        "PNG, JPEG, GIF or BMP files; DATA for all test samples of a set, such as a CSV file without labels"
                                + " or a folder of pictures; DATA#INDEX for one, counted from 0.");
        top = options.value(1, "--top", "K", "Show the K most probable classes; 1 by default.");
        json = options.flag("--json", "Print one line of JSON per picture.");
        csv = options.value(Path.class, "--csv", "FILE", "Write all probabilities as CSV.");
        submission = options.value(Path.class, "--submission", "FILE", "Write ImageId,Label as Kaggle takes it.");
    }

    @Override
    public Integer call() throws IOException {
        if (top.get() < 1) {
            throw new IllegalArgumentException("option --top: got " + top.get() + "; expected at least 1");
        }
        Classifier classifier = model.classifier();
        ModelData data = model.data(classifier);
        List<PredictionTable.Row> rows = new Pictures(classifier, data).predict(inputs.get());
        if (csv.get() != null) {
            PredictionTable.write(csv.get(), classifier.labels(), rows);
            main.note("wrote " + csv.get() + ", " + rows.size() + " predictions");
        }
        if (submission.get() != null) {
            PredictionTable.writeSubmission(submission.get(), rows);
            main.note("wrote " + submission.get() + ", " + rows.size() + " predictions");
        }
        if (csv.get() == null && submission.get() == null) {
            rows.forEach(row -> main.terminal().out().println(json.get() ? json(row) : text(row)));
        }
        return 0;
    }

    private String text(PredictionTable.Row row) {
        StringBuilder line = new StringBuilder(row.input() + ": ");
        String between = "";
        for (Prediction.Guess guess : row.prediction().top(top.get())) {
            line.append(between).append(guess.label());
            line.append(String.format(Locale.ROOT, " %.2f %%", 100 * guess.probability()));
            between = ", ";
        }
        return line.toString();
    }

    private Json json(PredictionTable.Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("input", row.input());
        json.put("label", row.prediction().label());
        json.put("probability", row.prediction().probability());
        json.put("top", row.prediction().top(top.get()).stream().map(Predict::json).toList());
        return Json.of(json);
    }

    private static Map<String, Object> json(Prediction.Guess guess) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("label", guess.label());
        json.put("probability", guess.probability());
        return json;
    }
}
