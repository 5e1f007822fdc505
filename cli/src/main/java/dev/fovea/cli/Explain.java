package dev.fovea.cli;

import dev.fovea.insight.explain.Attribution;
import dev.fovea.insight.explain.ExplanationFiles;
import dev.fovea.insight.explain.ExplanationNumbers;
import dev.fovea.insight.explain.Explanations;
import dev.fovea.insight.explain.GradCam;
import dev.fovea.insight.explain.IntegratedGradients;
import dev.fovea.insight.explain.Occlusion;
import dev.fovea.insight.explain.Question;
import dev.fovea.insight.explain.Saliency;
import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.model.Prediction;
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

/// `fovea explain`: why a model takes a picture for what it takes it for.
@Command(
        name = "explain",
        description = "Say why a picture is taken for what it is: maps of what matters, each checked.")
final class Explain implements Callable<Integer> {
    private static final String ALL = "all";

    @ParentCommand private Main main;
    @Mixin private ComputeOptions compute;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A checkpoint, or the folder of a run.")
    private Path model;

    @Option(
            names = "--image",
            required = true,
            paramLabel = "FILE|DATA#INDEX",
            description = "A PNG, JPEG, GIF or BMP file, or a test sample of a set, counted from 0.")
    private String image;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "Explain this class; that which the model says by default.")
    private @Nullable String className;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            split = ",",
            description =
                    "all (the default), or some of saliency, integrated-gradients, occlusion and grad-cam, with commas.")
    private List<String> methods = List.of(ALL);

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description =
                    "The layer whose output grad-cam takes; by default the last convolution with what follows it.")
    private @Nullable String layer;

    @Option(
            names = "--window",
            paramLabel = "PIXELS",
            description = "The side of occlusion's window; a sixth of the image by default.")
    private int window;

    @Option(
            names = "--stride",
            paramLabel = "PIXELS",
            description = "Pixels from window to window; a fifth of it by default.")
    private int stride;

    @Option(
            names = "--score",
            paramLabel = "SCORE",
            description = "What drops under occlusion: logit (the default) or probability.")
    private Occlusion.Score score = Occlusion.Score.LOGIT;

    @Option(
            names = "--baseline",
            paramLabel = "BYTE",
            description = "The pixel that stands for nothing, as the network gets it: 0 (black, the default) to 255.")
    private int baseline;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Makes the randomised weights and orders of the checks; 1 by default.")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write pictures (PNG) and numbers (CSV, JSON) into a folder.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print all figures and maps as JSON.")
    private boolean json;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column of labels in a CSV file; that of the training by default.")
    private @Nullable String label;

    @Override
    public Integer call() throws IOException {
        Classifier classifier = Classifier.load(model, compute.engine());
        List<Attribution> chosen = chosen(classifier);
        ModelData data = ModelData.of(model, classifier.preparation(), compute.data(main), label);
        ImageInput input = ImageInput.read(image, classifier, data, "explaining");
        Prediction prediction = classifier.predictPrepared(input.inputs(), 1).getFirst();
        int target = className == null ? prediction.index() : Question.target(classifier.labels(), className);
        Question question = Question.of(classifier, input.image(), target, baseline);
        if (out != null) {
            Files.createDirectories(out); // what is wrong with it is said before anything is computed
        }
        Explanations all =
                Explanations.of(
                        new Explanations.Subject(input.name(), input.className(), prediction, target),
                        new Explanations.Setting(question, baseline, seed),
                        chosen,
                        leftOut(classifier));
        if (out != null) {
            List<Path> files = ExplanationFiles.write(all, out);
            main.note("wrote " + files.getFirst() + " and " + (files.size() - 1) + " more files beside it");
        }
        if (json) {
            main.terminal().out().println(Json.of(ExplanationNumbers.of(all)));
        } else {
            main.terminal().out().print(new ExplanationText(main.terminal()).of(all));
        }
        main.terminal().out().flush();
        return 0;
    }

    private boolean wantsAll() {
        return methods.equals(List.of(ALL));
    }

    /// All methods leave out the one that does not suit the network, unless its layer was named.
    private String leftOut(Classifier classifier) {
        String reason = wantsAll() && layer == null ? GradCam.unsuited(classifier.network()) : null;
        return reason == null ? "" : "grad-cam is left out: " + reason;
    }

    private List<Attribution> chosen(Classifier classifier) {
        List<Attribution> chosen = new ArrayList<>();
        List<Attribution.Kind> kinds =
                wantsAll()
                        ? List.of(Attribution.Kind.values())
                        : methods.stream().distinct().map(Attribution.Kind::of).toList();
        for (Attribution.Kind kind : kinds) {
            switch (kind) {
                case SALIENCY -> chosen.add(new Saliency());
                case INTEGRATED_GRADIENTS -> chosen.add(new IntegratedGradients());
                case OCCLUSION -> chosen.add(new Occlusion(window, stride, score));
                case GRAD_CAM -> {
                    if (leftOut(classifier).isEmpty()) {
                        GradCam method = new GradCam(layer);
                        method.layerOf(classifier.network()); // says at once what is wrong with it
                        chosen.add(method);
                    }
                }
            }
        }
        if (layer != null && !kinds.contains(Attribution.Kind.GRAD_CAM)) {
            throw new IllegalArgumentException(
                    "option --layer: got "
                            + layer
                            + ", but no method takes a layer except grad-cam, which is not asked for");
        }
        return chosen;
    }
}
