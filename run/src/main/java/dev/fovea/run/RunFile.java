package dev.fovea.run;

import dev.fovea.image.Augmentation;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Layer;
import dev.fovea.optim.Clipping;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.Schedule;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
/// Keys that are not there have the defaults below; `network` must be there.
///
/// @param name what the run's folder is called after; `run` by default
/// @param data what is trained on, and how much of it
/// @param preparation how pixels become inputs
/// @param network the layers
/// @param steps optimiser, learning rates, clipping, label smoothing
/// @param loop epochs, batches, their order, the seed, augmentation
/// @param watching what is evaluated, saved, told, and when it ends early
/// @param device what computes
public record RunFile(
        String name,
        Data data,
        Pixels preparation,
        List<Layer> network,
        Steps steps,
        Loop loop,
        Watching watching,
        DeviceChoice device) {

    /// What is trained on.
    ///
    /// @param set key `data`: a set's name or a path; `mnist` by default
    /// @param trainSamples key `trainSamples`: only so many of the first; 0, the default, for all
    /// @param testSamples key `testSamples`: only so many of the first; 0, the default, for all
    public record Data(String set, int trainSamples, int testSamples) {}

    /// Key `preparation`: how pixels become inputs.
    ///
    /// @param scaling keys `mean` and `deviation` (of pixels over 255), or `scale` and `shift`; `x / 255` by default
    /// @param form keys `form` (`digit` or `picture`), `box` and `polarity` (`judged`, `light-on-dark` or
    ///   `dark-on-light`); null, the default, to take what suits the data
    public record Pixels(PixelScaling scaling, Preparation.@Nullable Form form) {}

    /// How weights change.
    ///
    /// @param optimiser key `optimiser`; Adam by default
    /// @param schedule key `learningRate`: a number or a schedule; the optimiser's usual rate by default
    /// @param clipping key `clipping`: `{norm: x}` or `{value: x}`; none by default
    /// @param labelSmoothing key `labelSmoothing`; 0 by default
    public record Steps(Optimiser optimiser, Schedule schedule, @Nullable Clipping clipping, double labelSmoothing) {}

    /// How samples go by.
    ///
    /// @param epochs key `epochs`; 1 by default
    /// @param batchSize key `batchSize`; 100 by default
    /// @param shuffle key `shuffle`; true by default
    /// @param dropLast key `dropLast`: whether a short last batch is left out; false by default
    /// @param seed key `seed`: fixes everything; 1 by default
    /// @param augmentation key `augmentation`: `{shift: pixels, turn: degrees, noise: deviation}`; none by default
    public record Loop(
            int epochs, int batchSize, boolean shuffle, boolean dropLast, long seed, Augmentation augmentation) {}

    /// What is looked at.
    ///
    /// @param evaluation key `evaluation`: `test`, the default, or `none`
    /// @param saveBest key `saveBest`: whether the best epoch is kept too; false by default
    /// @param keep key `keep`: epochs whose state is kept; none by default
    /// @param logEvery key `logEvery`: a line every so many batches; 0, the default, for none
    /// @param targetAccuracy key `targetAccuracy`: where to stop; 0, the default, for nowhere
    /// @param converged key `converged`: epochs without a new best after which a plateau schedule ends the training; 0,
    ///   the default, for never
    public record Watching(
            boolean evaluation,
            boolean saveBest,
            SequencedSet<Integer> keep,
            int logEvery,
            double targetAccuracy,
            int converged) {}

    /// What computes. It changes no bits.
    ///
    /// @param device key `device`: `cpu`, the default
    /// @param threads key `threads`; 0, the default, for all processors
    /// @param vector key `vector`: `auto`, the default, `scalar`, `128`, `256` or `512`
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

    /// The names of the built-in runs.
    ///
    /// @return the default first
    public static List<String> recipes() {
        return List.of("lenet");
    }

    /// A built-in run.
    ///
    /// @param recipe its name
    /// @param settings keys to be set
    /// @return the run
    /// @throws RunFileException if there is none of that name, or a setting is wrong
    public static RunFile recipe(String recipe, List<Setting> settings) {
        if (!recipes().contains(recipe)) {
            throw new RunFileException(
                    "looking for the recipe \""
                            + recipe
                            + "\": there is none"
                            + Suggestions.of(recipe, recipes())
                            + "; expected one of "
                            + String.join(", ", recipes()));
        }
        try (InputStream text = RunFile.class.getResourceAsStream(recipe + ".yaml")) {
            if (text == null) {
                throw new IllegalStateException("the recipe " + recipe + " is missing in this build");
            }
            return parse("recipe " + recipe, new String(text.readAllBytes(), StandardCharsets.UTF_8), settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Reads a run file.
    ///
    /// @param file YAML
    /// @param settings keys to be set
    /// @return the run
    /// @throws RunFileException if something in it is wrong
    /// @throws IOException if it cannot be read
    public static RunFile read(Path file, List<Setting> settings) throws IOException {
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
        Value.Fields fields = Yaml.fields(source, text);
        for (Setting setting : settings) {
            Value value = Yaml.read(setting.origin(), setting.value(), false);
            fields = fields.with(Yaml.path(setting.path()), value);
        }
        return RunFileReader.read(new Keys(fields, "the run file"));
    }

    /// The same, on other data.
    ///
    /// @param set a set's name or a path
    /// @return the run
    public RunFile onData(String set) {
        Data other = new Data(set, data.trainSamples, data.testSamples);
        return new RunFile(name, other, preparation, network, steps, loop, watching, device);
    }

    /// The same with another learning rate: that of a constant schedule, the first or the largest of the others.
    ///
    /// @param rate at least 0
    /// @return the run
    /// @throws IllegalArgumentException if the rate is negative
    public RunFile withLearningRate(double rate) {
        Steps other = new Steps(steps.optimiser, scaled(steps.schedule, rate), steps.clipping, steps.labelSmoothing);
        return new RunFile(name, data, preparation, network, other, loop, watching, device);
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
