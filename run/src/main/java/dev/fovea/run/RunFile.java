package dev.fovea.run;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.SplitRule;
import dev.fovea.image.Augmentation;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Preparation;
import dev.fovea.nn.DirectSums;
import dev.fovea.nn.Layer;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.optim.Clipping;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.Schedule;
import dev.fovea.optim.WeightAverage;
import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// All that a training is, as a run file says it.
///
/// ```yaml
/// name: lenet
/// data: mnist
/// preparation: {mean: 0.1307, deviation: 0.3081}
/// network: [{conv: {filters: 20, kernel: 5}}, relu, {maxPool: 2}, flatten, {dense: 10}]
/// optimiser: {sgd: {momentum: 0.9}}
/// learningRate: {oneCycle: 0.05}
/// epochs: 3
/// batchSize: 100
/// ```
///
/// The [Schema] has all keys, their defaults and what they mean; `network` must be there.
///
/// @param name what the run's folder is called after
/// @param about what it is for people
/// @param data what is trained on, and how much of it
/// @param preparation how pixels become inputs
/// @param network the layers, or the name of a network
/// @param steps optimiser, learning rates, clipping, label smoothing
/// @param loop epochs, batches, their order, the seed, augmentation
/// @param watching what is evaluated, saved, told, and when it ends early
/// @param device what computes
public record RunFile(
        String name,
        About about,
        Data data,
        Pixels preparation,
        NetworkChoice network,
        Steps steps,
        Loop loop,
        Watching watching,
        DeviceChoice device) {

    /// Keys within `about`, for people: what `fovea recipes` shows. Each may be empty.
    ///
    /// @param reproduces what the run file does again, and from where
    /// @param differs where it departs from that, and why
    /// @param reported the figures that are reported there
    /// @param measured the figures that were measured here
    public record About(String reproduces, String differs, String reported, String measured) {
        /// Nothing.
        public static final About NOTHING = new About("", "", "", "");
    }

    /// What is trained on.
    ///
    /// @param set key `data`: a set's name or a path
    /// @param reading keys `label`, `transposed` and `planes`: how the data are read
    /// @param trainSamples key `trainSamples`: only so many of the first; 0 for all
    /// @param testSamples key `testSamples`: only so many of the first; 0 for all
    /// @param split keys within `split`
    public record Data(String set, DataReading reading, int trainSamples, int testSamples, Split split) {}

    /// Keys within `split`: which training samples are evaluated rather than trained on.
    ///
    /// @param train the part that is trained on; 0 for no split by parts
    /// @param holdOut how many are evaluated; 0 for no split by count
    /// @param random whether they are chosen at random, else the last
    /// @param seed fixes a random choice
    public record Split(double train, int holdOut, boolean random, long seed) {
        /// No split.
        public static final Split NONE = new Split(0, 0, false, 1);

        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException if both are given, or the part is outside its range
        public Split {
            if (train != 0 && holdOut != 0) {
                throw new IllegalArgumentException(
                        "splitting the training samples: found both train: "
                                + train
                                + " and holdOut: "
                                + holdOut
                                + "; expected one of them");
            }
            if (!(train >= 0 && train < 1)) {
                throw new IllegalArgumentException(
                        "splitting the training samples: train is "
                                + train
                                + "; expected the part to train on, above 0 and below 1, such as 0.8");
            }
        }

        /// Whether anything is split off.
        ///
        /// @return false for [#NONE]
        public boolean splits() {
            return train > 0 || holdOut > 0;
        }

        /// How training samples are divided.
        ///
        /// @param samples those there are
        /// @return null where nothing is split off
        /// @throws RunFileException if none would be left to train on
        public @Nullable SplitRule rule(Dataset samples) {
            if (!splits()) {
                return null;
            }
            if (holdOut >= samples.size()) {
                throw new RunFileException(
                        "holding "
                                + holdOut
                                + " samples of "
                                + samples.name()
                                + " out: there are "
                                + samples.size()
                                + "; expected fewer, so that some are left to train on");
            }
            SplitRule.Order order = random ? SplitRule.Order.RANDOM : SplitRule.Order.STORED;
            return new SplitRule(holdOut > 0 ? samples.size() - holdOut : train, order, seed);
        }
    }

    /// Keys within `preparation`: how pixels become inputs.
    ///
    /// @param scaling keys `mean` and `deviation` (of pixels over 255), or `scale` and `shift`
    /// @param form keys `form`, `box` and `polarity`; null to take what suits the data
    /// @param size keys `size` and `colour`; 0 to take what the data have
    public record Pixels(PixelScaling scaling, Preparation.@Nullable Form form, ImageSize size) {
        /// The size that the data have.
        public static final ImageSize AS_DATA = new ImageSize(0, 0, 0);
    }

    /// Key `network`: the layers, or the name of a network that is to be fitted to the data.
    ///
    /// @param named which, or null where the layers are given
    /// @param layers the layers; of a named network those for ten classes of 28 x 28, until the data are known
    /// @param direct whether `numerics` is `direct`
    public record NetworkChoice(@Nullable NamedNetwork named, List<Layer> layers, boolean direct) {
        /// Makes the layers' sums direct where that is chosen.
        public NetworkChoice {
            layers = List.copyOf(direct ? DirectSums.of(layers) : layers);
        }

        /// The layers for data.
        ///
        /// @param sample `[channels, height, width]`
        /// @param classes how many there are
        /// @return a named network's layers for them, or the given layers
        public NetworkChoice fitted(Shape sample, int classes) {
            return named == null ? this : new NetworkChoice(null, named.layers(sample, classes), direct);
        }
    }

    /// How weights change.
    ///
    /// @param optimiser key `optimiser`
    /// @param schedule key `learningRate`: a number or a schedule; the optimiser's usual rate where nothing is said
    /// @param clipping key `clipping`, or null
    /// @param loss keys `loss` and `labelSmoothing`
    /// @param averaging key `averaging`, or null
    public record Steps(
            Optimiser optimiser,
            Schedule schedule,
            @Nullable Clipping clipping,
            Loss loss,
            @Nullable WeightAverage averaging) {}

    /// What is made small.
    ///
    /// @param summed key `loss`: whether cross-entropies are summed over a batch, else their mean is taken
    /// @param labelSmoothing key `labelSmoothing`
    public record Loss(boolean summed, double labelSmoothing) {}

    /// How samples go by.
    ///
    /// @param epochs key `epochs`
    /// @param batchSize key `batchSize`
    /// @param shuffle key `shuffle`
    /// @param dropLast key `dropLast`: whether a short last batch is left out
    /// @param seed key `seed`: fixes everything
    /// @param augmentation keys within `augmentation`
    public record Loop(
            int epochs, int batchSize, boolean shuffle, boolean dropLast, long seed, Augmentation augmentation) {}

    /// What is looked at.
    ///
    /// @param evaluation what is evaluated, when, and what ends a training early
    /// @param saveBest key `saveBest`: whether the best epoch is kept too
    /// @param keep key `keep`: epochs whose state is kept
    /// @param report key `report`: whether the run is put on a page in the end
    /// @param log what is told between epochs
    public record Watching(
            Evaluating evaluation, boolean saveBest, SequencedSet<Integer> keep, boolean report, Log log) {}

    /// What is evaluated.
    ///
    /// @param on key `evaluation`
    /// @param every key `evaluateEvery`: seconds from one to the next within an epoch; 0 for never
    /// @param finalTest key `finalTest`: whether the test set is evaluated when all epochs are done
    /// @param targetAccuracy key `targetAccuracy`: where to stop; 0 for nowhere
    /// @param converged key `converged`: epochs without a new best after which a plateau schedule ends the training; 0
    ///   for never
    public record Evaluating(EvaluationSet on, double every, boolean finalTest, double targetAccuracy, int converged) {}

    /// What is evaluated after each epoch.
    public enum EvaluationSet {
        /// What was split off, or the test set where there is no split.
        SUITED,
        /// The test set.
        TEST,
        /// Nothing.
        NONE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What is told between epochs.
    ///
    /// @param every key `logEvery`: a line every so many batches; 0 for none
    /// @param movingAverage key `movingAverage`: what a batch's loss counts in the average of that line
    public record Log(int every, double movingAverage) {}

    /// What computes. It changes no bits.
    ///
    /// @param device key `device`
    /// @param threads key `threads`; 0 for all processors
    /// @param vector key `vector`
    public record DeviceChoice(String device, int threads, String vector) {}

    /// One key that an option sets.
    ///
    /// @param path the key, with dots between keys within each other, like `preparation.mean`
    /// @param value YAML
    /// @param origin what messages call it, like `option --epochs`
    public record Setting(String path, String value, String origin) {}

    /// The run of `fovea train` without options.
    ///
    /// @param settings keys to be set
    /// @return the run
    /// @throws RunFileException if a setting is wrong
    public static RunFile usual(List<Setting> settings) {
        return recipe("lenet", settings);
    }

    /// What computes where there is no run file.
    ///
    /// @param settings of `device`, `threads` and `vector`, whose defaults hold else; what other keys are set to is not
    ///   looked at
    /// @return the choice
    /// @throws RunFileException if a setting is wrong
    public static DeviceChoice deviceChoice(List<Setting> settings) {
        Keys keys = new Keys(set(new Value.Fields(Map.of(), "the options"), settings));
        keys.end();
        return RunFileReader.device(keys);
    }

    /// A built-in run.
    ///
    /// @param recipe its name, one of [Recipes#names]
    /// @param settings keys to be set
    /// @return the run
    /// @throws RunFileException if there is none of that name, or a setting is wrong
    public static RunFile recipe(String recipe, List<Setting> settings) {
        return parse("recipe " + recipe, Recipes.text(recipe), settings);
    }

    /// Reads a run file.
    ///
    /// @param file YAML
    /// @param settings keys to be set
    /// @return the run
    /// @throws RunFileException if something in it is wrong
    /// @throws IOException if it cannot be read
    public static RunFile read(Path file, List<Setting> settings) throws IOException {
        if (Files.isDirectory(file)) {
            throw new RunFileException(
                    "reading the run file "
                            + file
                            + ": it is a folder; expected a file in YAML, such as the run.yaml of a run's folder");
        }
        return parse(file.toString(), Files.readString(file), settings);
    }

    /// Reads the text of a run file.
    ///
    /// @param source what messages call it
    /// @param text YAML
    /// @param settings keys to be set
    /// @return the run
    /// @throws RunFileException if something in it is wrong
    public static RunFile parse(String source, String text, List<Setting> settings) {
        return RunFileReader.read(new Keys(set(Yaml.fields(source, text), settings)));
    }

    private static Value.Fields set(Value.Fields fields, List<Setting> settings) {
        Value.Fields changed = fields;
        for (Setting setting : settings) {
            Value value = Yaml.read(setting.origin(), setting.value(), false);
            changed = changed.with(Yaml.path(setting.path()), value);
        }
        return changed;
    }

    /// The same, on other data.
    ///
    /// @param set a set's name or a path
    /// @return the run
    public RunFile onData(String set) {
        Data other = new Data(set, data.reading, data.trainSamples, data.testSamples, data.split);
        return new RunFile(name, about, other, preparation, network, steps, loop, watching, device);
    }

    /// The same, fitted to data: a named network gets its layers, and the pixels get the data's size, colours and form
    /// where the run file leaves them open.
    ///
    /// @param train prepared samples to train on
    /// @param made what prepared them
    /// @return the run
    RunFile fittedTo(Dataset train, Preparation made) {
        Shape sample = Shape.of(train.channels(), train.height(), train.width());
        NetworkChoice fitted = network.fitted(sample, train.classNames().size());
        Pixels pixels = new Pixels(preparation.scaling, made.form(), made.size());
        return new RunFile(name, about, data, pixels, fitted, steps, loop, watching, device);
    }

    /// The same with another learning rate: that of a constant schedule, the first or the largest of the others.
    ///
    /// @param rate at least 0
    /// @return the run
    /// @throws IllegalArgumentException if the rate is negative
    public RunFile withLearningRate(double rate) {
        Steps other =
                new Steps(steps.optimiser, scaled(steps.schedule, rate), steps.clipping, steps.loss, steps.averaging);
        return new RunFile(name, about, data, preparation, network, other, loop, watching, device);
    }

    private static Schedule scaled(Schedule schedule, double rate) {
        return switch (schedule) {
            case Schedule.Constant _ -> new Schedule.Constant(rate);
            case Schedule.Step step -> new Schedule.Step(rate, step.every(), step.factor());
            case Schedule.Cosine cosine -> new Schedule.Cosine(rate, cosine.last());
            case Schedule.WarmUp warmUp -> new Schedule.WarmUp(warmUp.epochs(), scaled(warmUp.then(), rate));
            case Schedule.OneCycle cycle -> new Schedule.OneCycle(rate, cycle.rise(), cycle.start(), cycle.end());
            case Schedule.Plateau plateau ->
                    new Schedule.Plateau(
                            rate, plateau.patience(), plateau.factor(), plateau.floor(), plateau.smallerIsBetter());
        };
    }

    /// The run file as used: every key, the defaults too.
    ///
    /// @return YAML that [#parse] turns into an equal run
    public String toYaml() {
        return Yaml.write(RunFileWriter.plain(this));
    }
}
