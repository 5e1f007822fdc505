package dev.fovea.bench.peers;

import dev.fovea.nn.Network;

/// An engine that does the work. Each runs in a process of its own, see [SideProcess].
public interface Side {
    /// {@return the version of the engine}
    String version();

    /// {@return in words, how it was tuned: threads, layout, mode}
    String tuning();

    /// Is told what will be trained before the data are read, once and only where starts are measured: what can be done
    /// meanwhile.
    ///
    /// @param work what will be trained
    default void begin(Work work) {
        // Most engines have nothing to do yet.
    }

    /// Trains until the clock says that it is enough.
    ///
    /// @param task what to train
    /// @return what came of it
    /// @throws Exception if the engine fails
    Trained train(TrainingTask task) throws Exception;

    /// Makes what predicts a fixed number of samples, which it keeps in the form it likes best.
    ///
    /// @param network layers and values
    /// @param inputs row-major, pixels as `x / 255`
    /// @param count how many samples they are
    /// @return predicts them, as often as asked
    /// @throws Exception if the engine fails
    Predictor predictor(Network network, float[] inputs, int count) throws Exception;

    /// What is to be trained.
    ///
    /// @param work network, batch, optimiser
    /// @param network with the first values
    /// @param data what to train on, and what to tell the accuracy by
    /// @param clock is told every step, and says whether to go on
    record TrainingTask(Work work, Network network, WorkData data, StepClock clock) {
        /// {@return steps of an epoch; a last batch that is not full is left out}
        public int stepsPerEpoch() {
            return data.train().size() / work.batch();
        }
    }

    /// What came of a training.
    ///
    /// @param firstLoss mean loss of the first batch before its step: the same for all sides, if they do the same
    /// @param accuracy on the test samples, after the last step
    record Trained(double firstLoss, double accuracy) {}

    /// Predicts the same samples again and again.
    @FunctionalInterface
    interface Predictor {
        /// {@return the logits, `[count, 10]`, as Java sees them}
        ///
        /// @throws Exception if the engine fails
        float[] predict() throws Exception;
    }
}
