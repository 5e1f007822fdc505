package dev.fovea.train;

import dev.fovea.nn.Network;
import dev.fovea.optim.ScheduleMemory;

import java.nio.file.Path;
import java.util.List;

/// What happens in a training.
public sealed interface TrainEvent {
    /// A run begins or goes on.
    ///
    /// @param network what is evaluated: what is trained, or the average of its weights
    /// @param history the epochs that are done already: at least epoch 0 where there is an evaluation set
    /// @param lastEpoch the epoch this run is to end with
    /// @param batches in an epoch
    /// @param samples in an epoch
    record Started(Network network, List<EpochMetrics> history, int lastEpoch, int batches, int samples)
            implements TrainEvent {
        /// Copies the list.
        public Started {
            history = List.copyOf(history);
        }
    }

    /// A step is done.
    ///
    /// @param epoch counted from 1
    /// @param batch within the epoch, counted from 1
    /// @param samples of this epoch so far
    /// @param loss mean over this batch, before its step
    /// @param accuracy on this batch, before its step
    /// @param learningRate of this step
    record BatchDone(int epoch, int batch, int samples, double loss, double accuracy, double learningRate)
            implements TrainEvent {}

    /// The evaluation set was evaluated within an epoch, as [Trainer#withEvaluationEvery] asks.
    ///
    /// @param epoch counted from 1
    /// @param batch the last that is done, counted from 1
    /// @param evaluation loss and accuracy with the weights after it
    record Evaluated(int epoch, int batch, EpochMetrics.Score evaluation) implements TrainEvent {}

    /// An epoch is done and evaluated.
    ///
    /// @param metrics what is known about it
    /// @param memory what the schedule remembers after it
    record EpochDone(EpochMetrics metrics, ScheduleMemory memory) implements TrainEvent {}

    /// All callbacks know of an epoch's end: from this state a resumed training goes on. For callbacks that save it.
    ///
    /// @param training its state can be [saved][Training#save] while the callback runs
    /// @param metrics what is known about the epoch, which may be 0
    record EpochSettled(Training training, EpochMetrics metrics) implements TrainEvent {}

    /// The state was [saved][Training#save].
    ///
    /// @param file the file
    /// @param epoch the epoch whose state it holds
    record CheckpointWritten(Path file, int epoch) implements TrainEvent {}

    /// The run has ended.
    ///
    /// @param history all epochs
    /// @param reason why before its last epoch, in words; empty where it went all the way
    record Finished(List<EpochMetrics> history, String reason) implements TrainEvent {
        /// Copies the list.
        public Finished {
            history = List.copyOf(history);
        }
    }
}
