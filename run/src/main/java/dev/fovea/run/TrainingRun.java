package dev.fovea.run;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Digits;
import dev.fovea.data.Loader;
import dev.fovea.data.NamedSet;
import dev.fovea.data.Splits;
import dev.fovea.model.Json;
import dev.fovea.model.ModelException;
import dev.fovea.model.Preparation;
import dev.fovea.model.RunFiles;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.train.Callback;
import dev.fovea.train.Callbacks;
import dev.fovea.train.Evaluation;
import dev.fovea.train.RunFolder;
import dev.fovea.train.SaveBest;
import dev.fovea.train.Trainer;
import dev.fovea.train.Training;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A run: what a run file says, in a folder.
///
/// @param run the run file as used
/// @param folder holds its files
/// @param training ready to be run
/// @param test the test set
public record TrainingRun(RunFile run, Path folder, Training training, Dataset test) {
    private static final int EVALUATION_BATCH = 500;

    /// Steps from which a warm-up pays.
    private static final int WARM_UP_STEPS = 100;

    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(3);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);

    /// The folder of a run that was given none: `runs/<time>-<name>`.
    ///
    /// @param name the run's name
    /// @return the folder
    public static Path folder(String name) {
        return Path.of("runs", LocalDateTime.now(java.time.ZoneId.systemDefault()).format(TIME) + "-" + name);
    }

    /// Refuses a folder that is there.
    ///
    /// @param folder for a new run
    /// @throws RunFileException if it is there
    public static void checkNew(Path folder) {
        if (Files.exists(folder)) {
            throw new RunFileException(
                    "beginning a run in "
                            + folder
                            + ": it exists already; expected a new folder; name another with --out, or go on with"
                            + " --resume "
                            + folder);
        }
    }

    /// Begins a run in a new folder.
    ///
    /// @param data run file and samples
    /// @param folder is made
    /// @param engine computes
    /// @param callbacks are told, after those that the run file asks for
    /// @return the run, before its first epoch
    /// @throws RunFileException if the folder exists
    /// @throws IOException if it cannot be made
    public static TrainingRun begin(RunData data, Path folder, Engine engine, List<Callback> callbacks)
            throws IOException {
        checkNew(folder);
        Trainer trainer = watched(trainer(data, engine), data, folder, callbacks);
        make(folder);
        Files.writeString(folder.resolve(RunFiles.RUN), data.run().toYaml());
        return new TrainingRun(data.run(), folder, trainer.start(), data.splits().test());
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new RunFileException(
                    "beginning a run in "
                            + folder
                            + ": the folder cannot be made"
                            + (e instanceof FileSystemException f && f.getReason() != null
                                    ? " (" + f.getReason() + ")"
                                    : "")
                            + "; expected a place that can be written; name another with --out");
        }
    }

    /// Has an engine warm up for a run whose data are yet to be read, in a thread of its own: where the name of the set
    /// says how large images are and how many classes there are. Does nothing for other data.
    ///
    /// @param run the run file
    /// @param engine will compute
    public static void warmUp(RunFile run, Engine engine) {
        boolean known = run.data().set().equals(Digits.NAME) || NamedSet.find(run.data().set()).isPresent();
        int wanted = run.data().trainSamples();
        long samples = wanted == 0 ? Digits.TRAIN_SIZE : wanted; // the others by name have as many
        boolean few = samples * run.loop().epochs() < (long) WARM_UP_STEPS * run.loop().batchSize();
        if (known && !few && run.preparation().size().height() == 0) {
            Thread.ofPlatform()
                    .daemon()
                    .name("fovea-warm-up")
                    .uncaughtExceptionHandler((_, _) -> {
                        // What is wrong with the run file shows, and is told, when the run begins.
                    })
                    .start(() -> trainer(blank(run), engine).start().warmUp(WARM_UP_LIMIT));
        }
    }

    /// A run on black images of the sets that are known by name.
    private static RunData blank(RunFile run) {
        int wanted = run.data().trainSamples();
        int samples = wanted == 0 ? run.loop().batchSize() : Math.min(wanted, run.loop().batchSize());
        ImageSize size = new ImageSize(1, 28, 28);
        Dataset.Description description = new Dataset.Description("blank", "nowhere", NamedSet.MNIST.classNames());
        Dataset data = Dataset.of(description, size, new byte[samples * size.bytes()], new int[samples]);
        Preparation preparation = Preparation.suiting(data, run.preparation().scaling());
        return new RunData(run.fittedTo(data, preparation), new Splits(data, data), null);
    }

    /// Goes on with the run of a folder.
    ///
    /// @param data run file and samples
    /// @param folder of the run
    /// @param engine computes
    /// @param callbacks are told, after those that the run file asks for
    /// @return the run, at its last checkpoint
    /// @throws IOException if the checkpoint cannot be read or is of another training
    public static TrainingRun resume(RunData data, Path folder, Engine engine, List<Callback> callbacks)
            throws IOException {
        Path checkpoint = RunFolder.checkpoint(folder);
        Training training;
        try {
            training = watched(trainer(data, engine), data, folder, callbacks).resume(checkpoint);
        } catch (ModelException e) {
            throw new RunFileException(
                    "going on with the run of "
                            + folder
                            + " from "
                            + checkpoint
                            + ": "
                            + e.getMessage()
                            + "; expected a checkpoint of the network and the optimiser in "
                            + folder.resolve(RunFiles.RUN));
        }
        Files.writeString(folder.resolve(RunFiles.RUN), data.run().toYaml());
        return new TrainingRun(data.run(), folder, training, data.splits().test());
    }

    /// Trains, and evaluates the test set where the run file asks for it at the end; its figures become a line of
    /// `metrics.jsonl` with the event `final_test`.
    ///
    /// @return how the model does on the test set, or null where that is not asked for
    /// @throws IOException if the folder cannot be written
    public @Nullable Evaluation train() throws IOException {
        Loader loaded = training.trainer().loader();
        if ((long) (run.loop().epochs() - training.epoch()) * loaded.batchesPerEpoch() >= WARM_UP_STEPS) {
            training.warmUp(WARM_UP_LIMIT);
        }
        training.run();
        if (!run.watching().evaluation().finalTest()) {
            return null;
        }
        Loader loader = Loader.of(test, EVALUATION_BATCH).scaled(training.trainer().loader().scaling());
        Evaluation evaluation = Evaluation.of(training.model(), loader);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "final_test");
        line.put("epoch", training.epoch());
        line.put("samples", evaluation.samples());
        line.put("test_loss", evaluation.logLoss());
        line.put("test_accuracy", evaluation.accuracy());
        Files.writeString(folder.resolve(RunFiles.METRICS), Json.of(line) + "\n", StandardOpenOption.APPEND);
        return evaluation;
    }

    /// The trainer that a run file describes.
    private static Trainer trainer(RunData data, Engine engine) {
        RunFile run = data.run();
        Dataset train = data.splits().train();
        RunFile.Loop loop = run.loop();
        Network network =
                Network.of(
                        Shape.of(train.channels(), train.height(), train.width()), loop.seed(), run.network().layers());
        Loader loader =
                new Loader(
                        train,
                        loop.batchSize(),
                        loop.shuffle(),
                        loop.seed(),
                        loop.dropLast(),
                        run.preparation().scaling(),
                        loop.augmentation());
        Trainer trainer =
                Trainer.of(network.on(engine), loader)
                        .withOptimiser(run.steps().optimiser())
                        .withSchedule(run.steps().schedule())
                        .withLabelSmoothing(run.steps().loss().labelSmoothing())
                        .withEpochs(loop.epochs());
        if (run.steps().clipping() != null) {
            trainer = trainer.withClipping(run.steps().clipping());
        }
        if (run.steps().loss().summed()) {
            trainer = trainer.withSummedLoss();
        }
        if (run.steps().averaging() != null) {
            trainer = trainer.withAveraging(run.steps().averaging());
        }
        if (run.preparation().form() != null) {
            trainer = trainer.withForm(run.preparation().form());
        }
        trainer.preparation();
        return trainer;
    }

    private static Trainer watched(Trainer plain, RunData data, Path folder, List<Callback> callbacks) {
        RunFile.Watching watching = data.run().watching();
        RunFile.Evaluating evaluating = watching.evaluation();
        Trainer trainer = data.evaluation() == null ? plain : plain.withEvaluation(data.evaluation());
        if (evaluating.every() > 0) {
            trainer = trainer.withEvaluationEvery(Duration.ofNanos((long) (evaluating.every() * 1e9)));
        }
        if (evaluating.targetAccuracy() > 0) {
            trainer = trainer.with(Callbacks.targetAccuracy(evaluating.targetAccuracy()));
        }
        if (evaluating.converged() > 0) {
            trainer = trainer.with(Callbacks.converged(evaluating.converged()));
        }
        trainer = trainer.with(new RunFolder(folder, watching.keep()));
        if (watching.saveBest()) {
            trainer = trainer.with(new SaveBest(folder.resolve(RunFiles.BEST)));
        }
        for (Callback callback : callbacks) {
            trainer = trainer.with(callback);
        }
        return trainer;
    }
}
