package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.insight.mistakes.CellName;
import dev.fovea.insight.mistakes.MistakeFiles;
import dev.fovea.insight.statistics.Judgement;
import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.run.ModelData;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `fovea evaluate`: how good a model is.
final class Evaluate implements Callable<Integer> {
    private final Main main;
    private final ModelOptions model;
    private final Given<String> data;
    private final Given<String> split;
    private final Given<Boolean> json;
    private final Given<@Nullable Path> folder;
    private final Given<List<String>> cells;

    Evaluate(Main main, Options options) {
        this.main = main;
        model = new ModelOptions(main, options);
        data = options.argument(String.class, 1, "DATA", DataHelp.DATA);
        split = options.value("test", "--split", "SPLIT", DataHelp.SPLIT);
        json = options.flag("--json", "Print all figures as JSON.");
        folder =
                options.value(
                        Path.class,
                        "--mistakes",
                        "DIR",
                        "Write the mistakes into this folder: the images of the cells with their probabilities, of the most"
                                + " confident mistakes and of the least certain answers as PNG, and all mistakes as CSV.");
        cells =
                options.repeated(
                        "--cell",
                        "PREDICTION,REFERENCE",
                        "Which cell of the confusion matrix to show, by the names or numbers of the classes; may be repeated."
                                + " The worst by default.");
    }

    @Override
    public Integer call() throws IOException {
        Classifier classifier = model.classifier();
        ModelData.Samples samples = model.data(classifier).read(data.get(), split.get());
        String what = String.format(Locale.ROOT, "%s: %s, %,d", data.get(), samples.what(), samples.samples().size());
        main.note("data      " + what);
        Judgement judgement = new Judgement(Predictions.of(classifier, samples));
        List<Mistakes.Cell> chosen = chosen(judgement);
        if (json.get()) {
            main.terminal().out().println(Json.of(judgement.toPlain(cells.get().isEmpty() ? List.of() : chosen)));
        } else {
            main.terminal().out().print(new EvaluationText(main.terminal()).of(judgement, chosen));
        }
        main.terminal().out().flush();
        if (folder.get() != null) {
            new MistakeFiles(judgement.predictions(), model.path() + " on " + what)
                    .write(folder.get(), chosen)
                    .forEach(file -> main.note("wrote " + file));
        }
        return 0;
    }

    private List<Mistakes.Cell> chosen(Judgement judgement) {
        if (cells.get().isEmpty()) {
            Mistakes.Cell worst = judgement.mistakes().worst();
            return worst == null ? List.of() : List.of(worst);
        }
        return cells.get().stream().map(cell -> CellName.parse(cell, judgement.predictions())).toList();
    }
}
