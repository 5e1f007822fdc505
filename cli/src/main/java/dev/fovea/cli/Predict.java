package dev.fovea.cli;

import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.model.Prediction;
import dev.fovea.run.ModelData;
import dev.fovea.run.Pictures;
import dev.fovea.run.PredictionTable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea predict`: what a model takes pictures for.
@Command(name = "predict", description = "Classify pictures.")
final class Predict implements Callable<Integer> {
    @ParentCommand private Main main;
    @Mixin private ComputeOptions compute;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A checkpoint, or the folder of a run.")
    private Path model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "INPUT",
            description =
                    "PNG, JPEG, GIF or BMP files; DATA for all test samples of a set, such as a CSV file without labels"
                            + " or a folder of pictures; DATA#INDEX for one, counted from 0.")
    private List<String> inputs;

    @Option(names = "--top", paramLabel = "K", description = "Show the K most probable classes; 1 by default.")
    private int top = 1;

    @Option(names = "--json", description = "Print one line of JSON per picture.")
    private boolean json;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write all probabilities as CSV.")
    private @Nullable Path csv;

    @Option(names = "--submission", paramLabel = "FILE", description = "Write ImageId,Label as Kaggle takes it.")
    private @Nullable Path submission;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column of labels in a CSV file, which is left out; that of the training by default.")
    private @Nullable String label;

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new IllegalArgumentException("option --top: got " + top + "; expected at least 1");
        }
        Classifier classifier = Classifier.load(model, compute.engine());
        ModelData data = ModelData.of(model, classifier.preparation(), compute.data(main), label);
        List<PredictionTable.Row> rows = new Pictures(classifier, data).predict(inputs);
        if (csv != null) {
            PredictionTable.write(csv, classifier.labels(), rows);
            main.note("wrote " + csv + ", " + rows.size() + " predictions");
        }
        if (submission != null) {
            PredictionTable.writeSubmission(submission, rows);
            main.note("wrote " + submission + ", " + rows.size() + " predictions");
        }
        if (csv == null && submission == null) {
            rows.forEach(row -> main.terminal().out().println(json ? json(row) : text(row)));
        }
        return 0;
    }

    private String text(PredictionTable.Row row) {
        StringBuilder line = new StringBuilder(row.input() + ": ");
        String between = "";
        for (Prediction.Guess guess : row.prediction().top(top)) {
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
        json.put("top", row.prediction().top(top).stream().map(Predict::json).toList());
        return Json.of(json);
    }

    private static Map<String, Object> json(Prediction.Guess guess) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("label", guess.label());
        json.put("probability", guess.probability());
        return json;
    }
}
