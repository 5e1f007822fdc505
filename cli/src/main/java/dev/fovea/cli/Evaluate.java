package dev.fovea.cli;

import dev.fovea.data.Datasets;
import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.run.ConfusionStatistics;
import dev.fovea.train.Evaluation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `fovea evaluate`: how good a model is.
@Command(name = "evaluate", description = "Judge a model on labelled images.")
final class Evaluate implements Callable<Integer> {
    @ParentCommand private Main main;
    @Mixin private ComputeOptions compute;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A checkpoint, or the folder of a run.")
    private Path model;

    @Parameters(index = "1", paramLabel = "DATA", description = "mnist, fashion-mnist, digits, or a folder.")
    private String data;

    @Option(names = "--split", paramLabel = "SPLIT", description = "test (the default) or train.")
    private String split = "test";

    @Option(names = "--json", description = "Print all figures as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Classifier classifier = Classifier.load(model, compute.engine());
        var samples = Datasets.load(data, compute.data(main)).split(split);
        ConfusionStatistics statistics =
                new ConfusionStatistics(Evaluation.of(classifier, samples), classifier.labels());
        if (json) {
            main.terminal().out().println(Json.of(statistics.toPlain()));
        } else {
            main.terminal().out().print(EvaluationText.of(statistics));
        }
        main.terminal().out().flush();
        return 0;
    }
}
