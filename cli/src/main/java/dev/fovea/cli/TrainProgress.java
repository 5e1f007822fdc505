package dev.fovea.cli;

import dev.fovea.run.RunFile;
import dev.fovea.train.EpochMetrics;
import dev.fovea.train.MovingAverage;
import dev.fovea.train.TrainEvent;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.function.Consumer;

/// Shows a training on standard error: one line per epoch, and on a terminal a bar between them.
final class TrainProgress implements Consumer<TrainEvent> {
    private static final long PAUSE = 100_000_000;

    private final Main main;
    private final int logEvery;
    private final MovingAverage average;
    private int epochs;
    private int epochSamples;
    private int batches;
    private long epochBegan;
    private long lastShown;

    TrainProgress(Main main, RunFile run) {
        this.main = main;
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
                epoch(started.history().getLast());
            }
            case TrainEvent.BatchDone done -> batch(done);
            case TrainEvent.Evaluated evaluated -> {
                clear();
                StringBuilder line = new StringBuilder("epoch " + evaluated.epoch() + "/" + epochs);
                line.append("  batch ").append(evaluated.batch()).append('/').append(batches);
                append(line, "test", evaluated.evaluation());
                main.note(line.toString());
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

    private void epoch(EpochMetrics metrics) {
        StringBuilder line = new StringBuilder("epoch " + metrics.epoch() + "/" + epochs);
        append(line, "train", metrics.training());
        append(line, "test", metrics.evaluation());
        if (metrics.epoch() > 0) {
            line.append(
                    String.format(
                            Locale.ROOT, "  %.1f s, %,.0f images/s", metrics.seconds(), metrics.imagesPerSecond()));
        } else {
            line.append("  (before training)");
        }
        main.note(line.toString());
    }

    private static void append(StringBuilder line, String what, EpochMetrics.@Nullable Score score) {
        if (score != null) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "  %s loss %.4f accuracy %.2f %%",
                            what,
                            score.loss(),
                            100 * score.accuracy()));
        }
    }

    private void batch(TrainEvent.BatchDone done) {
        if (logEvery > 0 && done.batch() % logEvery == 0) {
            clear();
            main.note(
                    String.format(
                            Locale.ROOT,
                            "epoch %d/%d  batch %d/%d  loss %.4f, moving average %.4f  learning rate %.3g",
                            done.epoch(),
                            epochs,
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
