package dev.fovea.run;

import dev.fovea.image.Augmentation;
import dev.fovea.image.PixelScaling;
import dev.fovea.image.Warp;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Layer;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.NetworkDescription;
import dev.fovea.optim.Clipping;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.RuleDescription;
import dev.fovea.optim.Schedule;
import dev.fovea.optim.WeightAverage;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/// Makes a run of keys and values.
final class RunFileReader {
    private RunFileReader() {}

    static RunFile read(Keys keys) {
        keys.end();
        String name = keys.text("name");
        RunFile.About about = about(keys.within("about"));
        RunFile.Data data = data(keys);
        RunFile.Pixels pixels = pixels(keys.within("preparation"));
        Initialisers initialisers = Initialisers.read(keys.within("initialiser"));
        boolean direct = keys.choice("numerics").equals("direct");
        var network = keys.tree("network", tree -> network(initialisers.into(tree), direct));
        checkInitialised(keys, network, initialisers);
        RunFile.Steps steps = steps(keys);
        RunFile.Loop loop = loop(keys);
        RunFile.Watching watching = watching(keys);
        return new RunFile(name, about, data, pixels, network, steps, loop, watching, device(keys));
    }

    static RunFile.DeviceChoice device(Keys keys) {
        return new RunFile.DeviceChoice(keys.text("device"), keys.whole("threads"), keys.choice("vector"));
    }

    private static void checkInitialised(Keys keys, RunFile.NetworkChoice network, Initialisers initialisers) {
        Value given = keys.find("initialiser");
        NamedNetwork named = network.named();
        if (given != null && named != null && !initialisers.isEmpty()) {
            throw new RunFileException(
                    given.place()
                            + ": initialiser is given, but the network is \""
                            + named.word()
                            + "\", which has first values of its own; expected a list of layers as the network, or no initialiser (--set initialiser=)");
        }
    }

    private static RunFile.About about(Keys keys) {
        keys.end();
        return new RunFile.About(
                keys.text("reproduces"), keys.text("differs"), keys.text("reported"), keys.text("measured"));
    }

    private static RunFile.Data data(Keys keys) {
        Keys split = keys.within("split");
        split.end();
        return new RunFile.Data(
                keys.text("data"),
                DataKeys.reading(keys),
                keys.whole("trainSamples"),
                keys.whole("testSamples"),
                split.make(() ->
                        new RunFile.Split(
                                split.number("train"),
                                split.whole("holdOut"),
                                split.choice("order").equals("random"),
                                split.seed("seed"))));
    }

    private static RunFile.NetworkChoice network(@Nullable Object tree, boolean direct) {
        List<Layer> layers = NetworkDescription.read(tree);
        return new RunFile.NetworkChoice(tree instanceof String name ? NamedNetwork.of(name) : null, layers, direct);
    }

    private static RunFile.Pixels pixels(Keys keys) {
        keys.end();
        boolean byMoments = keys.has("mean") || keys.has("deviation");
        double mean = keys.number("mean", 0);
        double deviation = keys.number("deviation", 1);
        double scale = keys.number("scale", byMoments ? Double.NaN : PixelScaling.UNIT.scale());
        double shift = keys.number("shift", byMoments ? Double.NaN : 0);
        if (byMoments && !(Double.isNaN(scale) && Double.isNaN(shift))) {
            throw new RunFileException(
                    keys.place() + ": preparation has both mean or deviation and scale or shift; expected one pair");
        }
        PixelScaling scaling =
                keys.make(() ->
                        byMoments
                                ? PixelScaling.ofMeanAndDeviation(mean, deviation)
                                : new PixelScaling((float) scale, (float) shift));
        return new RunFile.Pixels(scaling, form(keys), DataKeys.size(keys));
    }

    private static Preparation.@Nullable Form form(Keys keys) {
        int box = keys.whole("box");
        String polarity = keys.choice("polarity");
        String form = keys.choice("form");
        boolean suited = polarity.equals("suited");
        if (!suited && form.equals("suited")) {
            throw new RunFileException(
                    keys.place()
                            + ": preparation has a polarity without a form; expected form: digit or form: picture");
        }
        return switch (form) {
            case "digit" -> new Preparation.Form.Digit(box, suited ? null : Preparation.polarity(polarity));
            case "picture" ->
                    suited
                            ? new Preparation.Form.Picture()
                            : new Preparation.Form.Picture(Preparation.polarity(polarity));
            default -> null;
        };
    }

    private static RunFile.Steps steps(Keys keys) {
        Optimiser optimiser = keys.tree("optimiser", RuleDescription::readOptimiser);
        Schedule schedule =
                keys.has("learningRate")
                        ? keys.tree("learningRate", RuleDescription::readSchedule)
                        : Schedule.constant(optimiser.usualLearningRate());
        Clipping clipping = keys.has("clipping") ? keys.tree("clipping", RuleDescription::readClipping) : null;
        double decay = keys.number("averaging");
        WeightAverage averaging = decay == 0 ? null : keys.make(() -> new WeightAverage(decay));
        RunFile.Loss loss =
                new RunFile.Loss(keys.choice("loss").equals(RunFileWriter.SUMMED), keys.number("labelSmoothing"));
        return new RunFile.Steps(optimiser, schedule, clipping, loss, averaging);
    }

    private static RunFile.Loop loop(Keys keys) {
        return new RunFile.Loop(
                keys.whole("epochs"),
                keys.whole("batchSize"),
                keys.flag("shuffle"),
                keys.flag("dropLast"),
                keys.seed("seed"),
                augmentation(keys.within("augmentation")));
    }

    private static Augmentation augmentation(Keys keys) {
        keys.end();
        return keys.make(() -> {
            Warp warp =
                    new Warp(
                            keys.number("shift"),
                            keys.number("turn"),
                            keys.number("scale"),
                            keys.number("elastic"),
                            keys.whole("elasticGrid"));
            return new Augmentation(
                    warp,
                    keys.number("flip"),
                    keys.number("brightness"),
                    keys.whole("erase"),
                    (float) keys.number("noise"));
        });
    }

    private static RunFile.Watching watching(Keys keys) {
        RunFile.Evaluating evaluating =
                new RunFile.Evaluating(
                        RunFile.EvaluationSet.valueOf(keys.choice("evaluation").toUpperCase(Locale.ROOT)),
                        keys.number("evaluateEvery"),
                        keys.flag("finalTest"),
                        keys.number("targetAccuracy"),
                        keys.whole("converged"));
        RunFile.Log log = new RunFile.Log(keys.whole("logEvery"), keys.number("movingAverage"));
        return new RunFile.Watching(evaluating, keys.flag("saveBest"), keep(keys), keys.flag("report"), log);
    }

    private static SequencedSet<Integer> keep(Keys keys) {
        SequencedSet<Integer> epochs = new LinkedHashSet<>();
        Value value = keys.find("keep");
        if (value == null) {
            return epochs;
        }
        if (!(value instanceof Value.Items list)) {
            throw Keys.wrong("keep", value, Schema.of("keep").type().toString());
        }
        list.items().forEach(item -> epochs.add((int) Keys.whole("keep", item, 0, Integer.MAX_VALUE)));
        return epochs;
    }
}
