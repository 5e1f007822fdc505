package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.device.StandardEngine;
import dev.fovea.insight.statistics.Comparison;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.run.ModelData;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea compare`: where two models differ, and whether that is more than noise.
final class Compare implements Callable<Integer> {
    private final Main main;
    private final ComputeOptions compute;
    private final Given<Path> first;
    private final Given<Path> second;
    private final Given<String> data;
    private final Given<String> split;
    private final Given<Boolean> json;
    private final Given<@Nullable String> label;

    Compare(Main main, Options options) {
        this.main = main;
        compute = new ComputeOptions(options);
        first = options.argument(Path.class, 0, "A", DataHelp.MODEL);
        second = options.argument(Path.class, 1, "B", "The other one. Each prepares the images in its own way.");
        data = options.argument(String.class, 2, "DATA", DataHelp.DATA);
        split = options.value("test", "--split", "SPLIT", DataHelp.SPLIT);
        json = options.flag("--json", "Print all figures and all images that flip as JSON.");
        label = options.text("--label", "COLUMN", DataHelp.LABEL);
    }

    /// A model and the images as it gets them.
    private record Asked(Classifier classifier, ModelData.Samples samples) {}

    @Override
    public Integer call() throws IOException {
        StandardEngine engine = compute.engine();
        Asked one = asked(first.get(), engine);
        Asked other = asked(second.get(), engine);
        if (!one.samples.what().equals(other.samples.what())) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "comparing %s and %s on %s: its samples are for the first %s (%,d), for the second %s (%,d);"
                                    + " expected the same images; name them with --split all",
                            first.get(),
                            second.get(),
                            data.get(),
                            one.samples.what(),
                            one.samples.samples().size(),
                            other.samples.what(),
                            other.samples.samples().size()));
        }
        main.note(
                String.format(
                        Locale.ROOT,
                        "data      %s: %s, %,d",
                        data.get(),
                        one.samples.what(),
                        one.samples.samples().size()));
        Comparison comparison =
                new Comparison(
                        Predictions.of(one.classifier, one.samples), Predictions.of(other.classifier, other.samples));
        if (json.get()) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            plain.put("first_model", first.get().toString());
            plain.put("second_model", second.get().toString());
            plain.putAll(comparison.toPlain());
            main.terminal().out().println(Json.of(plain));
        } else {
            main.terminal().out().print(new ComparisonText(main.terminal()).of(comparison, first.get(), second.get()));
        }
        main.terminal().out().flush();
        return 0;
    }

    private Asked asked(Path model, StandardEngine engine) throws IOException {
        Classifier classifier = Classifier.load(model, engine);
        ModelData source = ModelData.of(model, classifier.preparation(), compute.data(main), label.get());
        return new Asked(classifier, source.read(data.get(), split.get()));
    }
}
