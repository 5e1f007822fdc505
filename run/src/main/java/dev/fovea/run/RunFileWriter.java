package dev.fovea.run;

import dev.fovea.image.Augmentation;
import dev.fovea.model.Preparation;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.NetworkDescription;
import dev.fovea.optim.Clipping;
import dev.fovea.optim.RuleDescription;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes keys and values of a run.
final class RunFileWriter {
    private RunFileWriter() {}

    /// The word of key `loss` for a sum.
    static final String SUMMED = "summedCrossEntropy";

    static Map<String, @Nullable Object> plain(RunFile run) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("name", run.name());
        about(run.about(), keys);
        data(run.data(), keys);
        keys.put("preparation", pixels(run.preparation()));
        // The initialisers of all layers stand in the network.
        keys.put("initialiser", null);
        NamedNetwork named = run.network().named();
        keys.put("network", named == null ? NetworkDescription.write(run.network().layers()) : named.word());
        keys.put("numerics", run.network().direct() ? "direct" : "fast");
        steps(run.steps(), keys);
        loop(run.loop(), keys);
        watching(run.watching(), keys);
        keys.put("device", run.device().device());
        keys.put("threads", run.device().threads());
        keys.put("vector", run.device().vector());
        return keys;
    }

    private static void about(RunFile.About about, Map<String, @Nullable Object> keys) {
        if (!about.equals(RunFile.About.NOTHING)) {
            Map<String, Object> texts = new LinkedHashMap<>();
            texts.put("reproduces", about.reproduces());
            texts.put("differs", about.differs());
            texts.put("reported", about.reported());
            texts.put("measured", about.measured());
            keys.put("about", texts);
        }
    }

    private static void data(RunFile.Data data, Map<String, @Nullable Object> keys) {
        keys.put("data", data.set());
        DataKeys.write(data.reading(), keys);
        keys.put("trainSamples", data.trainSamples());
        keys.put("testSamples", data.testSamples());
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("train", data.split().train());
        split.put("holdOut", data.split().holdOut());
        split.put("order", data.split().random() ? "random" : "given");
        split.put("seed", data.split().seed());
        keys.put("split", split);
    }

    private static void steps(RunFile.Steps steps, Map<String, @Nullable Object> keys) {
        keys.put("loss", steps.loss().summed() ? SUMMED : "crossEntropy");
        keys.put("labelSmoothing", steps.loss().labelSmoothing());
        keys.put("optimiser", RuleDescription.write(steps.optimiser()));
        keys.put("learningRate", RuleDescription.write(steps.schedule()));
        Clipping clipping = steps.clipping();
        keys.put("clipping", clipping == null ? null : RuleDescription.write(clipping));
        keys.put("averaging", steps.averaging() == null ? 0 : steps.averaging().decay());
    }

    private static Map<String, @Nullable Object> pixels(RunFile.Pixels pixels) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        // As text of the float: the double of the same digits rounds back to it.
        keys.put("scale", Double.valueOf(Float.toString(pixels.scaling().scale())));
        keys.put("shift", Double.valueOf(Float.toString(pixels.scaling().shift())));
        switch (pixels.form()) {
            case null -> keys.put("form", "suited");
            case Preparation.Form.Digit digit -> {
                keys.put("form", "digit");
                keys.put("box", digit.box());
                keys.put("polarity", Preparation.name(digit.polarity()));
            }
            case Preparation.Form.Picture any -> {
                keys.put("form", "picture");
                keys.put("polarity", Preparation.name(any.polarity()));
            }
        }
        DataKeys.write(pixels.size(), keys);
        return keys;
    }

    private static void loop(RunFile.Loop loop, Map<String, @Nullable Object> keys) {
        keys.put("epochs", loop.epochs());
        keys.put("batchSize", loop.batchSize());
        keys.put("shuffle", loop.shuffle());
        keys.put("dropLast", loop.dropLast());
        keys.put("seed", loop.seed());
        keys.put("augmentation", augmentation(loop.augmentation()));
    }

    private static Map<String, Object> augmentation(Augmentation augmentation) {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("shift", augmentation.warp().shift());
        changes.put("turn", augmentation.warp().turn());
        changes.put("scale", augmentation.warp().scale());
        changes.put("elastic", augmentation.warp().elastic());
        changes.put("elasticGrid", augmentation.warp().elasticGrid());
        changes.put("flip", augmentation.flip());
        changes.put("brightness", augmentation.brightness());
        changes.put("erase", augmentation.erase());
        changes.put("noise", Double.valueOf(Float.toString(augmentation.noise())));
        return changes;
    }

    private static void watching(RunFile.Watching watching, Map<String, @Nullable Object> keys) {
        RunFile.Evaluating evaluation = watching.evaluation();
        keys.put("evaluation", evaluation.on().word());
        keys.put("evaluateEvery", evaluation.every());
        keys.put("finalTest", evaluation.finalTest());
        keys.put("saveBest", watching.saveBest());
        keys.put("keep", List.copyOf(watching.keep()));
        keys.put("report", watching.report());
        keys.put("logEvery", watching.log().every());
        keys.put("movingAverage", watching.log().movingAverage());
        keys.put("targetAccuracy", evaluation.targetAccuracy());
        keys.put("converged", evaluation.converged());
    }
}
