package dev.fovea.cli;

import dev.fovea.data.Dataset;
import dev.fovea.data.Splits;
import dev.fovea.device.StandardEngine;
import dev.fovea.model.Json;
import dev.fovea.model.RunFiles;
import dev.fovea.run.Engines;
import dev.fovea.run.RunData;
import dev.fovea.run.RunFile;
import dev.fovea.run.TrainingRun;
import dev.fovea.train.Callback;
import dev.fovea.train.EpochMetrics;
import dev.fovea.train.Evaluation;
import dev.fovea.train.MemoryNeeds;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea train`: trains a network as a run file says, in a folder.
final class Train implements Callable<Integer> {
    private final Main main;
    private final ComputeOptions compute;
    private final TrainOptions options;

    Train(Main main, Options options) {
        this.main = main;
        compute = new ComputeOptions(options);
        this.options = new TrainOptions(options);
    }

    @Override
    public Integer call() throws IOException {
        Path resumed = options.resumed();
        Path out = options.out();
        if (resumed == null && out != null) {
            TrainingRun.checkNew(out);
        }
        RunFile run = options.run(compute.settings());
        StandardEngine engine = Engines.of(run.device());
        TrainingRun.warmUp(run, engine);
        RunData data =
                resumed == null
                        ? RunData.load(run, compute.data(main), main::note)
                        : RunData.exactly(run, compute.data(main));
        TrainProgress progress = new TrainProgress(main, data.run());
        Path folder = resumed != null ? resumed : out != null ? out : TrainingRun.folder(data.run().name());
        List<Callback> callbacks =
                List.of(Callback.listening(progress), Callback.listening(new Begun(folder, engine.describe())));
        TrainingRun training =
                resumed == null
                        ? TrainingRun.begin(data, folder, engine, callbacks)
                        : TrainingRun.resume(data, folder, engine, callbacks);
        introduce(training, data, engine);
        if (resumed != null && run.steps().schedule().spansTraining()) {
            main.note(
                    "the learning rates are laid over all "
                            + run.loop().epochs()
                            + " epochs: with another number than before, the weights differ from those of a run that had it"
                            + " from the beginning");
        }
        Evaluation test = training.train();
        report(training, test, RunPage.write(main, training, data, compute.data(main)));
        return 0;
    }

    private void introduce(TrainingRun run, RunData data, StandardEngine engine) {
        Splits splits = data.splits();
        Dataset evaluated = data.evaluation();
        main.note(
                String.format(
                        java.util.Locale.ROOT,
                        "data      %s: %,d to train on, %,d to evaluate%s, %s; %s",
                        splits.train().name(),
                        splits.train().size(),
                        evaluated == null ? 0 : evaluated.size(),
                        run.run().watching().evaluation().finalTest()
                                ? String.format(java.util.Locale.ROOT, ", %,d to test at the end", splits.test().size())
                                : "",
                        splits.train().imageSize(),
                        splits.train().source()));
        main.note("device    " + engine.describe());
        introduce(run.training().memoryNeeds());
        main.note("run       " + run.folder());
        main.note("");
        main.note(run.training().network().toString());
    }

    private void introduce(MemoryNeeds needs) {
        long limit = Runtime.getRuntime().maxMemory();
        main.note(
                String.format(
                        java.util.Locale.ROOT,
                        "memory    %s MB of the heap: %s data, %s weights, %s steps, %s evaluation",
                        megabytes(needs.total()),
                        megabytes(needs.data()),
                        megabytes(needs.weights()),
                        megabytes(needs.step()),
                        megabytes(needs.evaluation())));
        if (needs.total() > limit / 4 * 3) {
            main.note("          That is most of what the heap may have, " + megabytes(limit) + " MB, or more:");
            main.note(
                    "          try a smaller --batch-size, or FOVEA_JAVA_OPTIONS=-Xmx"
                            + needs.total() * 2 / (1 << 20)
                            + "m");
        }
    }

    private static String megabytes(long bytes) {
        return String.format(java.util.Locale.ROOT, bytes < 10_000_000 ? "%,.1f" : "%,.0f", bytes / 1e6);
    }

    private void report(TrainingRun run, @Nullable Evaluation test, @Nullable Path page) {
        EpochMetrics last = run.training().last();
        EpochMetrics.Score score = last.evaluation() == null ? last.training() : last.evaluation();
        if (options.json()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("run", run.folder().toString());
            json.put("model", run.folder().resolve(RunFiles.CHECKPOINT).toString());
            json.put("data", run.run().data().set());
            json.put("epoch", last.epoch());
            json.put("accuracy", score == null ? null : score.accuracy());
            json.put("log_loss", score == null ? null : score.loss());
            if (test != null) {
                json.put("test_accuracy", test.accuracy());
                json.put("test_log_loss", test.logLoss());
            }
            json.put("sha256", run.training().model().sha256());
            json.put("report", page == null ? null : page.toString());
            main.terminal().out().println(Json.of(json));
        } else {
            String samples = last.evaluation() == null && score != null ? " (of the samples trained on)" : "";
            main.terminal().out().println("accuracy  " + (score == null ? "none" : score.accuracy()) + samples);
            if (test != null) {
                main.terminal().out().println("test      " + test.accuracy() + " (read once, at the end)");
            }
            main.terminal().out().println("weights   sha256:" + run.training().model().sha256());
            main.terminal().out().println("run       " + run.folder());
            if (page != null) {
                main.terminal().out().println("report    " + page);
            }
        }
    }
}
