package dev.fovea.cli;

import dev.fovea.run.RunFile;
import dev.fovea.train.EpochMetrics;
import dev.fovea.train.MovingAverage;
import dev.fovea.train.TrainEvent;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.function.Consumer;

/// Shows a training on standard error: a table with one line per epoch, and on a terminal a bar between them.
final class TrainProgress implements Consumer<TrainEvent> {
    private static final long PAUSE = 100_000_000;

    private final Main main;
    private final String judged;
    private final int logEvery;
    private final MovingAverage average;
    private int epochs;
    private int epochSamples;
    private int batches;
    private long epochBegan;
    private long lastShown;

    TrainProgress(Main main, RunFile run) {
        this.main = main;
        this.judged = run.data().split().equals(RunFile.Split.NONE) ? "test" : "held-out";
        this.logEvery = run.watching().log().every();
        this.average = new MovingAverage(run.watching().log().movingAverage());
    }

    @Override
    public void accept(TrainEvent event) {
        var _ = average.on(event);
        switch (event) {
            case TrainEvent.Started started -> {
                epochs = started.lastEpoch();
                epochSamples = started.samples();
                batches = started.batches();
                epochBegan = System.nanoTime();
                head();
                epoch(started.history().getLast());
            }
            case TrainEvent.BatchDone done -> batch(done);
            case TrainEvent.Evaluated evaluated -> {
                clear();
                String batch = "batch " + evaluated.batch() + "/" + batches;
                line(evaluated.epoch(), String.format(Locale.ROOT, "%22s", batch), evaluated.evaluation(), "");
            }
            case TrainEvent.EpochDone done -> {
                clear();
                epoch(done.metrics());
            }
            case TrainEvent.EpochSettled _ -> epochBegan = System.nanoTime();
            case TrainEvent.CheckpointWritten _ -> {
                // Each epoch writes one; it is where the run's folder is.
            }
            case TrainEvent.Finished finished -> {
                clear();
                if (!finished.reason().isEmpty()) {
                    main.note("stopped: " + finished.reason());
                }
            }
        }
    }

    private void head() {
        main.note(
                String.format(
                        Locale.ROOT,
                        "%-8s%12s%10s%15s%10s%10s%10s",
                        "epoch",
                        "train loss",
                        "accuracy",
                        judged + " loss",
                        "accuracy",
                        "seconds",
                        "images/s"));
    }

    private void epoch(EpochMetrics metrics) {
        String speed =
                metrics.epoch() == 0
                        ? "   before training"
                        : String.format(Locale.ROOT, "%10.1f%,10.0f", metrics.seconds(), metrics.imagesPerSecond());
        line(metrics.epoch(), score(metrics.training(), 12), metrics.evaluation(), speed);
    }

    private void line(int epoch, String first, EpochMetrics.@Nullable Score evaluation, String last) {
        String line =
                String.format(Locale.ROOT, "%-8s%s%s%s", epoch + "/" + epochs, first, score(evaluation, 15), last);
        main.note(line.stripTrailing());
    }

    private static String score(EpochMetrics.@Nullable Score score, int width) {
        return score == null
                ? String.format(Locale.ROOT, "%" + width + "s%10s", "-", "-")
                : String.format(Locale.ROOT, "%" + width + ".4f%8.2f %%", score.loss(), 100 * score.accuracy());
    }

    private void batch(TrainEvent.BatchDone done) {
        if (logEvery > 0 && done.batch() % logEvery == 0) {
            clear();
            main.note(
                    String.format(
                            Locale.ROOT,
                            "%-8sbatch %d/%d  loss %.4f, moving average %.4f, rate %.3g",
                            done.epoch() + "/" + epochs,
                            done.batch(),
                            batches,
                            done.loss(),
                            average.value(),
                            done.learningRate()));
        }
        long now = System.nanoTime();
        if (main.terminal().interactive() && !main.quiet() && now - lastShown >= PAUSE) {
            lastShown = now;
            main.terminal().err().print("\r" + ProgressBar.line(state(done, now), main.terminal().columns() - 1));
            main.terminal().err().flush();
        }
    }

    private ProgressBar.State state(TrainEvent.BatchDone done, long now) {
        double speed = done.samples() / Math.max(1e-9, (now - epochBegan) / 1e9);
        long left = epochSamples - done.samples() + (long) (epochs - done.epoch()) * epochSamples;
        String head = "epoch " + done.epoch() + "/" + epochs;
        return new ProgressBar.State(
                head, (double) done.samples() / epochSamples, speed, left / speed, average.value());
    }

    private void clear() {
        if (main.terminal().interactive() && !main.quiet()) {
            main.terminal().err().print("\r" + " ".repeat(main.terminal().columns() - 1) + "\r");
            main.terminal().err().flush();
        }
    }
}
