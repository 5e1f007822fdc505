package dev.fovea.bench.peers;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.train.Trainer;
import dev.fovea.train.Training;

import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;

/// Fovea as a program that warms up: its engine gets ready while the data are read, as that of `fovea train` does.
public final class FoveaWarmSide implements Side {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final FoveaSide fovea;
    private CompletableFuture<?> begun = CompletableFuture.completedFuture(null);

    /// Fovea on this machine's best vectors.
    ///
    /// @param threads what it may use
    public FoveaWarmSide(int threads) {
        fovea = new FoveaSide(threads);
    }

    @Override
    public String version() {
        return fovea.version();
    }

    @Override
    public String tuning() {
        return "warms up while the data are read; " + fovea.tuning();
    }

    @Override
    public void begin(Work work) {
        Dataset blank = blank(work.sample(), work.batch());
        begun =
                CompletableFuture.runAsync(
                        () -> warm(fovea.trainer(work, work.network(), blank)),
                        task -> Thread.ofPlatform().daemon().name("warm-up").start(task));
    }

    private static Training warm(Trainer trainer) {
        Training training = trainer.start();
        training.warmUp(LIMIT);
        return training;
    }

    /// One batch of black images.
    private static Dataset blank(Shape sample, int batch) {
        ImageSize size = new ImageSize(sample.dim(0), sample.dim(1), sample.dim(2));
        Dataset.Description description = new Dataset.Description("blank", "nowhere", Collections.nCopies(10, "any"));
        return Dataset.of(description, size, new byte[batch * size.bytes()], new int[batch]);
    }

    /// Waits for the warm-up, which is of the same steps.
    ///
    /// @throws java.util.concurrent.CompletionException if that failed
    @Override
    public Trained train(TrainingTask task) {
        begun.join();
        return fovea.train(task, FoveaWarmSide::warm);
    }

    @Override
    public Predictor predictor(Network network, float[] inputs, int count) {
        return fovea.predictor(network, inputs, count);
    }
}
