package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.device.StandardEngine;
import dev.fovea.model.Classifier;
import dev.fovea.run.ModelData;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/// The model that a command is about, what computes with it, and how data are read for it.
final class ModelOptions {
    private final Main main;
    private final ComputeOptions compute;
    private final Given<Path> model;
    private final Given<@Nullable String> label;

    ModelOptions(Main main, Options options) {
        this(main, options, DataHelp.LABEL);
    }

    /// @param labelHelp what may stand for COLUMN
    ModelOptions(Main main, Options options, String labelHelp) {
        this.main = main;
        compute = new ComputeOptions(options);
        model = options.argument(Path.class, 0, "MODEL", DataHelp.MODEL);
        label = options.text("--label", "COLUMN", labelHelp);
    }

    /// Where the model lies.
    Path path() {
        return model.get();
    }

    StandardEngine engine() {
        return compute.engine();
    }

    Classifier classifier() throws IOException {
        return Classifier.load(path(), engine());
    }

    /// Reads data as the model wants them.
    ModelData data(Classifier classifier) {
        return ModelData.of(path(), classifier.preparation(), compute.data(main), label.get());
    }
}
