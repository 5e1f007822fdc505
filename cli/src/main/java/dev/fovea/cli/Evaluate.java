package dev.fovea.cli;

import dev.fovea.insight.mistakes.CellName;
import dev.fovea.insight.mistakes.MistakeFiles;
import dev.fovea.insight.statistics.Judgement;
import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.run.ModelData;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `fovea evaluate`: how good a model is.
@Command(name = "evaluate", description = "Judge a model on labelled images.")
final class Evaluate implements Callable<Integer> {
    @ParentCommand private Main main;
    @Mixin private ComputeOptions compute;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A checkpoint, or the folder of a run.")
    private Path model;

    @Parameters(index = "1", paramLabel = "DATA", description = DataHelp.DATA)
    private String data;

    @Option(names = "--split", paramLabel = "SPLIT", description = DataHelp.SPLIT)
    private String split = "test";

    @Option(names = "--json", description = "Print all figures as JSON.")
    private boolean json;

    @Option(names = "--label", paramLabel = "COLUMN", description = DataHelp.LABEL)
    private @Nullable String label;

    @Option(
            names = "--mistakes",
            paramLabel = "DIR",
            description =
                    "Write the mistakes into this folder: the images of the cells with their probabilities, of the most"
                            + " confident mistakes and of the least certain answers as PNG, and all mistakes as CSV.")
    private @Nullable Path folder;

    @Option(
            names = "--cell",
            paramLabel = "PREDICTION,REFERENCE",
            description =
                    "Which cell of the confusion matrix to show, by the names or numbers of the classes; may be repeated."
                            + " The worst by default.")
    private List<String> cells = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Classifier classifier = Classifier.load(model, compute.engine());
        ModelData.Samples samples =
                ModelData.of(model, classifier.preparation(), compute.data(main), label).read(data, split);
        String what = String.format(Locale.ROOT, "%s: %s, %,d", data, samples.what(), samples.samples().size());
        main.note("data      " + what);
        Judgement judgement = new Judgement(Predictions.of(classifier, samples));
        List<Mistakes.Cell> chosen = chosen(judgement);
        if (json) {
            main.terminal().out().println(Json.of(judgement.toPlain(cells.isEmpty() ? List.of() : chosen)));
        } else {
            main.terminal().out().print(new EvaluationText(main.terminal()).of(judgement, chosen));
        }
        main.terminal().out().flush();
        if (folder != null) {
            new MistakeFiles(judgement.predictions(), model + " on " + what)
                    .write(folder, chosen)
                    .forEach(file -> main.note("wrote " + file));
        }
        return 0;
    }

    private List<Mistakes.Cell> chosen(Judgement judgement) {
        if (cells.isEmpty()) {
            Mistakes.Cell worst = judgement.mistakes().worst();
            return worst == null ? List.of() : List.of(worst);
        }
        return cells.stream().map(cell -> CellName.parse(cell, judgement.predictions())).toList();
    }
}
