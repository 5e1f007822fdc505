package dev.fovea.bench.peers;

import dev.fovea.data.Dataset;

/// The loop of the sides that are not ours: every batch becomes a tensor of theirs before the clock starts, so that no
/// step pays for the way there.
public abstract class ResidentTraining {
    private static final int TEST_BATCH = 1_000;

    /// Keeps a batch in the engine's own memory.
    ///
    /// @param pixels `[count, channels, height, width]`, overwritten after the call
    /// @param labels `[count]`, overwritten after the call
    /// @throws Exception if the engine fails
    protected abstract void keep(float[] pixels, int[] labels) throws Exception;

    /// Makes one step.
    ///
    /// @param batch which of the batches that were kept
    /// @throws Exception if the engine fails
    protected abstract void step(int batch) throws Exception;

    /// {@return the mean loss of a batch, in training mode, without a step}
    ///
    /// @param batch which of the batches that were kept
    /// @throws Exception if the engine fails
    protected abstract double loss(int batch) throws Exception;

    /// {@return the logits of samples, with running statistics where the network has any}
    ///
    /// @param pixels `[count, channels, height, width]`
    /// @param count how many
    /// @throws Exception if the engine fails
    protected abstract float[] logits(float[] pixels, int count) throws Exception;

    /// Keeps the batches, trains, tests.
    ///
    /// @param task what to train
    /// @return what came of it
    /// @throws Exception if the engine fails
    public final Side.Trained run(Side.TrainingTask task) throws Exception {
        int steps = task.stepsPerEpoch();
        keepFirst(task, steps);
        double firstLoss = loss(0);
        int step = 0;
        do {
            step(step++ % steps);
        } while (task.clock().stepDone());
        return new Side.Trained(firstLoss, accuracy(task.data().test()));
    }

    /// Keeps the first batches of the epoch.
    ///
    /// @param task its data
    /// @param steps how many
    /// @throws Exception if the engine fails
    public final void keepFirst(Side.TrainingTask task, int steps) throws Exception {
        Dataset train = task.data().train();
        int length = train.imageSize().bytes();
        int[] order = task.data().order();
        float[] pixels = new float[task.work().batch() * length];
        int[] labels = new int[task.work().batch()];
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < labels.length; i++) {
                int sample = order[step * labels.length + i];
                labels[i] = train.label(sample);
                WorkData.copy(train, sample, pixels, i * length);
            }
            keep(pixels, labels);
        }
    }

    private double accuracy(Dataset test) throws Exception {
        int length = test.imageSize().bytes();
        float[] pixels = new float[TEST_BATCH * length];
        int correct = 0;
        for (int from = 0; from + TEST_BATCH <= test.size(); from += TEST_BATCH) {
            for (int i = 0; i < TEST_BATCH; i++) {
                WorkData.copy(test, from + i, pixels, i * length);
            }
            float[] logits = logits(pixels, TEST_BATCH);
            for (int i = 0; i < TEST_BATCH; i++) {
                correct += largest(logits, i * 10) == test.label(from + i) ? 1 : 0;
            }
        }
        return (double) correct / (test.size() / TEST_BATCH * TEST_BATCH);
    }

    private static int largest(float[] logits, int offset) {
        int best = 0;
        for (int i = 1; i < 10; i++) {
            best = logits[offset + i] > logits[offset + best] ? i : best;
        }
        return best;
    }
}
