package dev.fovea.cli;

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

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description =
                    "test (the default), train or all. Of data without a test part, test is what the training held out if"
                            + " it had the same data, and otherwise all.")
    private String split = "test";

    @Option(names = "--json", description = "Print all figures as JSON.")
    private boolean json;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column of labels in a CSV file; that of the training by default.")
    private @Nullable String label;

    @Override
    public Integer call() throws IOException {
        Classifier classifier = Classifier.load(model, compute.engine());
        ModelData.Samples samples =
                ModelData.of(model, classifier.preparation(), compute.data(main), label).read(data, split);
        main.note(String.format(Locale.ROOT, "data      %s: %s, %,d", data, samples.what(), samples.samples().size()));
        Judgement judgement = new Judgement(Predictions.of(classifier, samples));
        if (json) {
            main.terminal().out().println(Json.of(judgement.toPlain()));
        } else {
            Mistakes.Cell worst = judgement.mistakes().worst();
            main.terminal()
                    .out()
                    .print(
                            new EvaluationText(main.terminal())
                                    .of(judgement, worst == null ? List.of() : List.of(worst)));
        }
        main.terminal().out().flush();
        return 0;
    }
}
