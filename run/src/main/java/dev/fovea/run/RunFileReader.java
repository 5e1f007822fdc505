package dev.fovea.run;

import dev.fovea.image.Augmentation;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Preparation;
import dev.fovea.nn.NetworkDescription;
import dev.fovea.optim.Adam;
import dev.fovea.optim.Clipping;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.RuleDescription;
import dev.fovea.optim.Schedule;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Makes a run of keys and values.
final class RunFileReader {
    private RunFileReader() {}

    static RunFile read(Keys keys) {
        String name = keys.text("name", "run");
        RunFile.Data data =
                new RunFile.Data(
                        keys.text("data", "mnist"), keys.whole("trainSamples", 0, 0), keys.whole("testSamples", 0, 0));
        RunFile.Pixels pixels = pixels(keys.within("preparation"));
        var network = keys.tree("network", "a list of layers, or the name of a network", NetworkDescription::read);
        RunFile.Steps steps = steps(keys);
        RunFile.Loop loop = loop(keys);
        RunFile.Watching watching = watching(keys);
        RunFile.DeviceChoice device =
                new RunFile.DeviceChoice(
                        keys.text("device", "cpu"),
                        keys.whole("threads", 0, 0),
                        keys.choice("vector", "auto", List.of("auto", "scalar", "128", "256", "512")));
        keys.end();
        return new RunFile(name, data, pixels, network, steps, loop, watching, device);
    }

    private static RunFile.Pixels pixels(Keys keys) {
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
                byMoments
                        ? PixelScaling.ofMeanAndDeviation(mean, deviation)
                        : new PixelScaling((float) scale, (float) shift);
        RunFile.Pixels pixels = new RunFile.Pixels(scaling, form(keys));
        keys.end();
        return pixels;
    }

    private static Preparation.@Nullable Form form(Keys keys) {
        String form = keys.choice("form", "suited", List.of("suited", "digit", "picture"));
        int box = keys.whole("box", 20, 1);
        String polarity = keys.choice("polarity", "judged", List.of("judged", "light-on-dark", "dark-on-light"));
        return switch (form) {
            case "digit" -> new Preparation.Form.Digit(box, Preparation.polarity(polarity));
            case "picture" -> new Preparation.Form.Picture();
            default -> null;
        };
    }

    private static RunFile.Steps steps(Keys keys) {
        Optimiser optimiser =
                keys.has("optimiser")
                        ? keys.tree("optimiser", "an optimiser", RuleDescription::readOptimiser)
                        : known(keys, "optimiser", Adam.of());
        Schedule usual = Schedule.constant(optimiser.usualLearningRate());
        return new RunFile.Steps(
                optimiser,
                keys.has("learningRate")
                        ? keys.tree("learningRate", "a number or a schedule", RuleDescription::readSchedule)
                        : known(keys, "learningRate", usual),
                clipping(keys),
                keys.number("labelSmoothing", 0));
    }

    /// A key that is not there, but is known.
    private static <T extends @Nullable Object> T known(Keys keys, String key, T usual) {
        keys.find(key, "");
        return usual;
    }

    private static @Nullable Clipping clipping(Keys keys) {
        return keys.has("clipping")
                ? keys.tree("clipping", "{norm: x} or {value: x}", RuleDescription::readClipping)
                : known(keys, "clipping", null);
    }

    private static RunFile.Loop loop(Keys keys) {
        return new RunFile.Loop(
                keys.whole("epochs", 1, 1),
                keys.whole("batchSize", 100, 1),
                keys.flag("shuffle", true),
                keys.flag("dropLast", false),
                keys.seed("seed", 1),
                augmentation(keys.within("augmentation")));
    }

    private static Augmentation augmentation(Keys keys) {
        double shift = keys.number("shift", 0);
        double turn = keys.number("turn", 0);
        double noise = keys.number("noise", 0);
        keys.end();
        try {
            return new Augmentation(shift, turn, (float) noise);
        } catch (IllegalArgumentException wrong) {
            throw new RunFileException(keys.place() + ": " + wrong.getMessage());
        }
    }

    private static RunFile.Watching watching(Keys keys) {
        return new RunFile.Watching(
                keys.choice("evaluation", "test", List.of("test", "none")).equals("test"),
                keys.flag("saveBest", false),
                keep(keys),
                keys.whole("logEvery", 0, 0),
                keys.number("targetAccuracy", 0),
                keys.whole("converged", 0, 0));
    }

    private static SequencedSet<Integer> keep(Keys keys) {
        SequencedSet<Integer> epochs = new LinkedHashSet<>();
        Value value = keys.find("keep", "a list of epochs");
        if (value == null) {
            return epochs;
        }
        if (!(value instanceof Value.Items list)) {
            throw Keys.wrong("keep", value, "a list of epochs such as [0, 1, 19]");
        }
        list.items().forEach(item -> epochs.add((int) Keys.whole("keep", item, 0, Integer.MAX_VALUE)));
        return epochs;
    }
}
