package dev.fovea.cli;

import dev.fovea.device.StandardEngine;
import dev.fovea.insight.statistics.Comparison;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea compare`: where two models differ, and whether that is more than noise.
@Command(
        name = "compare",
        description = "Compare two models on the same images: which flip, and whether one is better beyond chance.")
final class Compare implements Callable<Integer> {
    @ParentCommand private Main main;
    @Mixin private ComputeOptions compute;

    @Parameters(index = "0", paramLabel = "A", description = "A checkpoint, or the folder of a run.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "The other one. Each prepares the images in its own way.")
    private Path second;

    @Parameters(index = "2", paramLabel = "DATA", description = DataHelp.DATA)
    private String data;

    @Option(names = "--split", paramLabel = "SPLIT", description = DataHelp.SPLIT)
    private String split = "test";

    @Option(names = "--json", description = "Print all figures and all images that flip as JSON.")
    private boolean json;

    @Option(names = "--label", paramLabel = "COLUMN", description = DataHelp.LABEL)
    private @Nullable String label;

    /// A model and the images as it gets them.
    private record Asked(Classifier classifier, ModelData.Samples samples) {}

    @Override
    public Integer call() throws IOException {
        StandardEngine engine = compute.engine();
        Asked one = asked(first, engine);
        Asked other = asked(second, engine);
        if (!one.samples.what().equals(other.samples.what())) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "comparing %s and %s on %s: its samples are for the first %s (%,d), for the second %s (%,d);"
                                    + " expected the same images; name them with --split all",
                            first,
                            second,
                            data,
                            one.samples.what(),
                            one.samples.samples().size(),
                            other.samples.what(),
                            other.samples.samples().size()));
        }
        main.note(
                String.format(
                        Locale.ROOT, "data      %s: %s, %,d", data, one.samples.what(), one.samples.samples().size()));
        Comparison comparison =
                new Comparison(
                        Predictions.of(one.classifier, one.samples), Predictions.of(other.classifier, other.samples));
        if (json) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            plain.put("first_model", first.toString());
            plain.put("second_model", second.toString());
            plain.putAll(comparison.toPlain());
            main.terminal().out().println(Json.of(plain));
        } else {
            main.terminal().out().print(new ComparisonText(main.terminal()).of(comparison, first, second));
        }
        main.terminal().out().flush();
        return 0;
    }

    private Asked asked(Path model, StandardEngine engine) throws IOException {
        Classifier classifier = Classifier.load(model, engine);
        ModelData source = ModelData.of(model, classifier.preparation(), compute.data(main), label);
        return new Asked(classifier, source.read(data, split));
    }
}
