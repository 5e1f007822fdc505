package dev.fovea.cli;

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

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `fovea inspect`: what is inside a model.
@Command(
        name = "inspect",
        description = {
            "Look inside a model: its parameters and, for one picture, the output of every layer.",
            "Filters, units and channels are counted from 1, as layers are."
        })
final class Inspect implements Callable<Integer> {
    private static final String GRAPH = "network.svg";

    @ParentCommand private Main main;
    @Mixin private ComputeOptions compute;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A checkpoint, or the folder of a run.")
    private Path model;

    @Option(
            names = "--against",
            paramLabel = "MODEL2",
            description = "Show the parameters of another checkpoint of the same network behind those of MODEL.")
    private @Nullable Path against;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            split = ",",
            description = "Show the parameters after one epoch or two that the run kept, like 1,19.")
    private List<Integer> epochs = List.of();

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            split = ",",
            description = "Show these layers, with the figures of every filter; a parameter's name will do too.")
    private List<String> layers = List.of();

    @Option(
            names = "--channel",
            paramLabel = "K",
            description = "Take input channel K of convolutions, from 1; all by default.")
    private @Nullable Integer channel;

    @Option(
            names = "--range",
            paramLabel = "X|common|each",
            description =
                    "The colours of filters: -X to X, one range for each layer (the default), or one for each filter. Maps"
                            + " of activations have a common one, or one each.")
    private String range = "common";

    @Option(
            names = "--image",
            paramLabel = "FILE|DATA#INDEX",
            description =
                    "Show what the layers of MODEL give for a PNG, JPEG, GIF or BMP file, or for a test sample of a set,"
                            + " counted from 0.")
    private @Nullable String image;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write pictures (PNG, SVG) and numbers (CSV, JSON) into a folder.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print all figures and activations as JSON.")
    private boolean json;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column of labels in a CSV file; that of the training by default.")
    private @Nullable String label;

    private void wrote(Path folder, InspectionFiles.Written written) {
        main.note(String.format("wrote %-36s %s", folder.resolve(written.files()), written.what()));
    }

    @Override
    public Integer call() throws IOException {
        Range colours = Range.of(range);
        if (channel != null && channel < 1) {
            throw new IllegalArgumentException("option --channel: got " + channel + "; expected at least 1");
        }
        Classifier classifier = Classifier.load(model, compute.engine());
        Selection selection = Selection.of(layers, classifier.network());
        Snapshots snapshots = Snapshots.read(models(), compute.engine());
        Inspection inspection =
                new Inspection(snapshots, selection, channel == null ? 0 : channel, colours, seen(classifier));
        if (json) {
            main.terminal().out().println(Json.of(inspection.toPlain()));
        } else if (out == null) {
            main.terminal().out().print(new InspectionText(main.terminal()).of(inspection));
        }
        if (out != null) {
            InspectionFiles.write(inspection, out).forEach(written -> wrote(out, written));
            Files.writeString(out.resolve(GRAPH), NetworkGraph.svg(classifier.network(), classifier.labels()));
            wrote(out, new InspectionFiles.Written(GRAPH, "the network as a graph"));
        }
        main.terminal().out().flush();
        return 0;
    }

    private List<Path> models() throws IOException {
        if (!epochs.isEmpty() && against != null) {
            throw new IllegalArgumentException(
                    "options --epochs and --against: both say what is compared; expected one of them");
        }
        if (epochs.isEmpty()) {
            return against == null ? List.of(model) : List.of(model, against);
        }
        List<Path> models = new ArrayList<>();
        for (int epoch : epochs) {
            models.add(Snapshots.ofEpoch(model, epoch));
        }
        return models;
    }

    private Inspection.@Nullable Seen seen(Classifier classifier) throws IOException {
        if (image == null) {
            return null;
        }
        ModelData data = ModelData.of(model, classifier.preparation(), compute.data(main), label);
        ImageInput input = ImageInput.read(image, classifier, data, "inspecting");
        return new Inspection.Seen(input.name(), input.className(), classifier.activationsPrepared(input.inputs()));
    }
}
