package dev.fovea.run;

import dev.fovea.image.Augmentation;
import dev.fovea.model.Preparation;
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

    static Map<String, @Nullable Object> plain(RunFile run) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("name", run.name());
        keys.put("data", run.data().set());
        keys.put("trainSamples", run.data().trainSamples());
        keys.put("testSamples", run.data().testSamples());
        keys.put("preparation", pixels(run.preparation()));
        keys.put("network", NetworkDescription.write(run.network()));
        keys.put("optimiser", RuleDescription.write(run.steps().optimiser()));
        keys.put("learningRate", RuleDescription.write(run.steps().schedule()));
        Clipping clipping = run.steps().clipping();
        keys.put("clipping", clipping == null ? null : RuleDescription.write(clipping));
        keys.put("labelSmoothing", run.steps().labelSmoothing());
        loop(run.loop(), keys);
        watching(run.watching(), keys);
        keys.put("device", run.device().device());
        keys.put("threads", run.device().threads());
        keys.put("vector", run.device().vector());
        return keys;
    }

    private static Map<String, Object> pixels(RunFile.Pixels pixels) {
        Map<String, Object> keys = new LinkedHashMap<>();
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
            case Preparation.Form.Picture _ -> keys.put("form", "picture");
        }
        return keys;
    }

    private static void loop(RunFile.Loop loop, Map<String, @Nullable Object> keys) {
        keys.put("epochs", loop.epochs());
        keys.put("batchSize", loop.batchSize());
        keys.put("shuffle", loop.shuffle());
        keys.put("dropLast", loop.dropLast());
        keys.put("seed", loop.seed());
        Augmentation augmentation = loop.augmentation();
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("shift", augmentation.maximumShift());
        changes.put("turn", augmentation.maximumTurn());
        changes.put("noise", Double.valueOf(Float.toString(augmentation.noise())));
        keys.put("augmentation", changes);
    }

    private static void watching(RunFile.Watching watching, Map<String, @Nullable Object> keys) {
        keys.put("evaluation", watching.evaluation() ? "test" : "none");
        keys.put("saveBest", watching.saveBest());
        keys.put("keep", List.copyOf(watching.keep()));
        keys.put("logEvery", watching.logEvery());
        keys.put("targetAccuracy", watching.targetAccuracy());
        keys.put("converged", watching.converged());
    }
}
