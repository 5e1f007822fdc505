package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.insight.graph.NetworkGraph;
import dev.fovea.insight.inspect.Inspection;
import dev.fovea.insight.inspect.InspectionFiles;
import dev.fovea.insight.inspect.Range;
import dev.fovea.insight.inspect.Selection;
import dev.fovea.insight.inspect.Snapshots;
import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.run.ImageInput;
import dev.fovea.run.ModelData;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `fovea inspect`: what is inside a model.
final class Inspect implements Callable<Integer> {
    private static final String GRAPH = "network.svg";

    private final Main main;
    private final ModelOptions model;
    private final Given<@Nullable Path> against;
    private final Given<List<Integer>> epochs;
    private final Given<List<String>> layers;
    private final Given<@Nullable Integer> channel;
    private final Given<String> range;
    private final Given<@Nullable String> image;
    private final Given<@Nullable Path> out;
    private final Given<Boolean> json;

    Inspect(Main main, Options options) {
        this.main = main;
        model = new ModelOptions(main, options);
        against =
                options.value(
                        Path.class,
                        "--against",
                        "MODEL2",
                        "Show the parameters of another checkpoint of the same network behind those of MODEL.");
        epochs =
                options.separated(
                        Integer.class,
                        List.of(),
                        "--epochs",
                        "N",
                        "Show the parameters after one epoch or two that the run kept, like 1,19.");
        layers =
                options.separated(
                        String.class,
                        List.of(),
                        "--layer",
                        "NAME",
                        "Show these layers, with the figures of every filter; a parameter's name will do too.");
        channel =
                options.value(
                        Integer.class,
                        "--channel",
                        "K",
                        "Take input channel K of convolutions, from 1; all by default.");
        range =
                options.value(
                        "common",
                        "--range",
                        "X|common|each",
                        "The colours of filters: -X to X, one range for each layer (the default), or one for each filter. Maps"
                                + " of activations have a common one, or one each.");
        image =
                options.text(
                        "--image",
                        "FILE|DATA#INDEX",
                        "Show what the layers of MODEL give for a PNG, JPEG, GIF or BMP file, or for a test sample of a set,"
                                + " counted from 0.");
        out =
                options.value(
                        Path.class, "--out", "DIR", "Write pictures (PNG, SVG) and numbers (CSV, JSON) into a folder.");
        json = options.flag("--json", "Print all figures and activations as JSON.");
    }

    private void wrote(Path folder, InspectionFiles.Written written) {
        main.note(String.format("wrote %-36s %s", folder.resolve(written.files()), written.what()));
    }

    @Override
    public Integer call() throws IOException {
        Range colours = Range.of(range.get());
        if (channel.get() != null && channel.get() < 1) {
            throw new IllegalArgumentException("option --channel: got " + channel.get() + "; expected at least 1");
        }
        Classifier classifier = model.classifier();
        Selection selection = Selection.of(layers.get(), classifier.network());
        Snapshots snapshots = Snapshots.read(models(), model.engine());
        Inspection inspection =
                new Inspection(
                        snapshots, selection, channel.get() == null ? 0 : channel.get(), colours, seen(classifier));
        if (json.get()) {
            main.terminal().out().println(Json.of(inspection.toPlain()));
        } else if (out.get() == null) {
            main.terminal().out().print(new InspectionText(main.terminal()).of(inspection));
        }
        if (out.get() != null) {
            InspectionFiles.write(inspection, out.get()).forEach(written -> wrote(out.get(), written));
            Files.writeString(out.get().resolve(GRAPH), NetworkGraph.svg(classifier.network(), classifier.labels()));
            wrote(out.get(), new InspectionFiles.Written(GRAPH, "the network as a graph"));
        }
        main.terminal().out().flush();
        return 0;
    }

    private List<Path> models() throws IOException {
        if (!epochs.get().isEmpty() && against.get() != null) {
            throw new IllegalArgumentException(
                    "options --epochs and --against: both say what is compared; expected one of them");
        }
        if (epochs.get().isEmpty()) {
            return against.get() == null ? List.of(model.path()) : List.of(model.path(), against.get());
        }
        List<Path> models = new ArrayList<>();
        for (int epoch : epochs.get()) {
            models.add(Snapshots.ofEpoch(model.path(), epoch));
        }
        return models;
    }

    private Inspection.@Nullable Seen seen(Classifier classifier) throws IOException {
        if (image.get() == null) {
            return null;
        }
        ModelData data = model.data(classifier);
        ImageInput input = ImageInput.read(image.get(), classifier, data, "inspecting");
        return new Inspection.Seen(input.name(), input.className(), classifier.activationsPrepared(input.inputs()));
    }
}
