package dev.fovea.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Saves the state after each epoch that is at least as good as all before it; an epoch that ties is saved too.
public final class SaveBest implements Callback {
    private final Path file;
    private double best = Double.NEGATIVE_INFINITY;

    /// A callback that has seen nothing.
    ///
    /// @param file the `.safetensors` file that holds the best
    public SaveBest(Path file) {
        this.file = file;
    }

    @Override
    public Signal on(TrainEvent event) {
        switch (event) {
            case TrainEvent.Started started ->
                    best =
                            started.history().stream()
                                    .filter(metrics -> metrics.epoch() > 0)
                                    .mapToDouble(EpochMetrics::accuracy)
                                    .max()
                                    .orElse(Double.NEGATIVE_INFINITY);
            case TrainEvent.EpochSettled settled -> {
                if (settled.metrics().epoch() > 0 && settled.metrics().accuracy() >= best) {
                    best = settled.metrics().accuracy();
                    save(settled.training());
                }
            }
            default -> {
                // Only the ends of epochs can be best.
            }
        }
        return Signal.GO_ON;
    }

    private void save(Training training) {
        try {
            training.save(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The best accuracy so far.
    ///
    /// @return negative infinity before the first epoch
    public double best() {
        return best;
    }
}
