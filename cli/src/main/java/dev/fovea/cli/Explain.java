package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `fovea explain`: why a model takes a picture for what it takes it for.
final class Explain implements Callable<Integer> {
    private static final String ALL = "all";

    private final Main main;
    private final ModelOptions model;
    private final Given<String> image;
    private final Given<@Nullable String> className;
    private final Given<List<String>> methods;
    private final Given<@Nullable String> layer;
    private final Given<Integer> window;
    private final Given<Integer> stride;
    private final Given<Occlusion.Score> score;
    private final Given<Integer> baseline;
    private final Given<Long> seed;
    private final Given<@Nullable Path> out;
    private final Given<Boolean> json;

    Explain(Main main, Options options) {
        this.main = main;
        model = new ModelOptions(main, options);
        image =
                options.required(
                        "--image",
                        "FILE|DATA#INDEX",
                        "A PNG, JPEG, GIF or BMP file, or a test sample of a set, counted from 0.");
        className = options.text("--class", "NAME", "Explain this class; that which the model says by default.");
        methods =
                options.separated(
                        String.class,
                        List.of(ALL),
                        "--method",
                        "METHOD",
                        "all (the default), or some of saliency, integrated-gradients, occlusion and grad-cam, with commas.");
        layer =
                options.text(
                        "--layer",
                        "NAME",
                        "The layer whose output grad-cam takes; by default the last convolution with what follows it.");
        window =
                options.value(
                        0, "--window", "PIXELS", "The side of occlusion's window; a sixth of the image by default.");
        stride = options.value(0, "--stride", "PIXELS", "Pixels from window to window; a fifth of it by default.");
        score =
                options.value(
                        Occlusion.Score.LOGIT,
                        "--score",
                        "SCORE",
                        "What drops under occlusion: logit (the default) or probability.");
        baseline =
                options.value(
                        0,
                        "--baseline",
                        "BYTE",
                        "The pixel that stands for nothing, as the network gets it: 0 (black, the default) to 255.");
        seed = options.value(1L, "--seed", "N", "Makes the randomised weights and orders of the checks; 1 by default.");
        out = options.value(Path.class, "--out", "DIR", "Write pictures (PNG) and numbers (CSV, JSON) into a folder.");
        json = options.flag("--json", "Print all figures and maps as JSON.");
    }

    @Override
    public Integer call() throws IOException {
        Classifier classifier = model.classifier();
        List<Attribution> chosen = chosen(classifier);
        ModelData data = model.data(classifier);
        ImageInput input = ImageInput.read(image.get(), classifier, data, "explaining");
        Prediction prediction = classifier.predictPrepared(input.inputs(), 1).getFirst();
        int target =
                className.get() == null ? prediction.index() : Question.target(classifier.labels(), className.get());
        Question question = Question.of(classifier, input.image(), target, baseline.get());
        if (out.get() != null) {
            Files.createDirectories(out.get()); // what is wrong with it is said before anything is computed
        }
        Explanations all =
                Explanations.of(
                        new Explanations.Subject(input.name(), input.className(), prediction, target),
                        new Explanations.Setting(question, baseline.get(), seed.get()),
                        chosen,
                        leftOut(classifier));
        if (out.get() != null) {
            List<Path> files = ExplanationFiles.write(all, out.get());
            main.note("wrote " + files.getFirst() + " and " + (files.size() - 1) + " more files beside it");
        }
        if (json.get()) {
            main.terminal().out().println(Json.of(ExplanationNumbers.of(all)));
        } else {
            main.terminal().out().print(new ExplanationText(main.terminal()).of(all));
        }
        main.terminal().out().flush();
        return 0;
    }

    private boolean wantsAll() {
        return methods.get().equals(List.of(ALL));
    }

    /// All methods leave out the one that does not suit the network, unless its layer was named.
    private String leftOut(Classifier classifier) {
        String reason = wantsAll() && layer.get() == null ? GradCam.unsuited(classifier.network()) : null;
        return reason == null ? "" : "grad-cam is left out: " + reason;
    }

    private List<Attribution> chosen(Classifier classifier) {
        List<Attribution> chosen = new ArrayList<>();
        List<Attribution.Kind> kinds =
                wantsAll()
                        ? List.of(Attribution.Kind.values())
                        : methods.get().stream().distinct().map(Attribution.Kind::of).toList();
        for (Attribution.Kind kind : kinds) {
            switch (kind) {
                case SALIENCY -> chosen.add(new Saliency());
                case INTEGRATED_GRADIENTS -> chosen.add(new IntegratedGradients());
                case OCCLUSION -> chosen.add(new Occlusion(window.get(), stride.get(), score.get()));
                case GRAD_CAM -> {
                    if (leftOut(classifier).isEmpty()) {
                        GradCam method = new GradCam(layer.get());
                        method.layerOf(classifier.network()); // says at once what is wrong with it
                        chosen.add(method);
                    }
                }
            }
        }
        if (layer.get() != null && !kinds.contains(Attribution.Kind.GRAD_CAM)) {
            throw new IllegalArgumentException(
                    "option --layer: got "
                            + layer.get()
                            + ", but no method takes a layer except grad-cam, which is not asked for");
        }
        return chosen;
    }
}
