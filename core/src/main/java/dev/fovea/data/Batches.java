package dev.fovea.data;

import dev.fovea.image.Augmenter;
import dev.fovea.random.Permutation;
import dev.fovea.random.Purpose;

import org.jspecify.annotations.Nullable;

/// Walks through the batches of an epoch, as its [Loader] says.
///
/// All buffers are taken when it is made: those of one batch, or of two where samples are augmented; then the next
/// batch is made in a thread of its own while the present one is in use. It belongs to one thread.
public final class Batches {
    private final Loader loader;
    private final float[] table;
    private final Augmenter augmenter;
    private final boolean ahead;

    /// One sample as it is, and changed; empty where no pixel changes.
    private final byte[] still;

    private final byte[] changed;
    private final int[] order;
    private final Batch[] batches;
    private int epoch;
    private int next;
    private @Nullable Batch current;
    private @Nullable Making making;

    Batches(Loader loader) {
        this.loader = loader;
        this.table = loader.scaling().table();
        Dataset data = loader.data();
        this.augmenter = new Augmenter(loader.augmentation(), loader.seed(), data.height(), data.width());
        this.ahead = loader.augmentation().changes();
        int changing = loader.augmentation().changesPixels() ? data.imageSize().bytes() : 0;
        this.still = new byte[changing];
        this.changed = new byte[changing];
        this.order = new int[data.size()];
        this.batches = heads(loader, ahead ? 2 : 1);
        this.next = batches.length;
    }

    /// The heads of all batches, around one or two sets of buffers.
    private static Batch[] heads(Loader loader, int sets) {
        Dataset data = loader.data();
        int capacity = Math.min(loader.batchSize(), data.size());
        float[][] pixels = new float[sets][Math.multiplyExact(capacity, data.imageSize().bytes())];
        int[][] labels = new int[sets][capacity];
        int[][] samples = new int[sets][capacity];
        Batch[] heads = new Batch[loader.batchesPerEpoch()];
        for (int i = 0; i < heads.length; i++) {
            int position = i * loader.batchSize();
            int size = Math.min(loader.batchSize(), data.size() - position);
            heads[i] = new Batch(pixels[i % sets], labels[i % sets], samples[i % sets], position, size);
        }
        return heads;
    }

    /// Goes to the start of an epoch. Any epoch can be started at any time: its order and its augmentation depend on
    /// its number alone.
    ///
    /// @param newEpoch the epoch's number, from 0
    /// @throws IllegalArgumentException if the number is negative
    public void start(int newEpoch) {
        if (newEpoch < 0) {
            throw new IllegalArgumentException("starting epoch " + newEpoch + ": epochs are numbered from 0");
        }
        if (making != null) {
            // It still writes into a buffer and reads the order.
            making.result();
            making = null;
        }
        epoch = newEpoch;
        next = 0;
        current = null;
        if (loader.shuffle()) {
            Permutation.fill(loader.seed(), Purpose.SHUFFLE, newEpoch, order);
        } else {
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
        }
    }

    /// Makes the next batch, or takes it where it was made ahead.
    ///
    /// @return false at the end of the epoch, and before the first was started
    public boolean next() {
        if (next == batches.length) {
            return false;
        }
        current = making == null ? make(next) : making.result();
        next++;
        making = ahead && next < batches.length ? new Making(next) : null;
        return true;
    }

    /// A batch that is being made in a thread of its own.
    private final class Making {
        private final Thread thread;
        private volatile @Nullable Batch made;
        private volatile @Nullable Throwable failure;

        Making(int index) {
            this.thread =
                    Thread.ofVirtual()
                            .name("batch " + index)
                            .uncaughtExceptionHandler((_, thrown) -> failure = thrown)
                            .start(() -> made = make(index));
        }

        Batch result() {
            boolean interrupted = false;
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException asked) {
                    // A batch takes milliseconds: it is finished, and the caller finds the interruption.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Batch batch = made;
            if (batch == null) {
                throw new IllegalStateException("making a batch of epoch " + epoch + " ahead failed", failure);
            }
            return batch;
        }
    }

    private Batch make(int index) {
        Batch batch = batches[index];
        Dataset data = loader.data();
        int length = data.imageSize().bytes();
        for (int i = 0; i < batch.size(); i++) {
            int sample = order[batch.position() + i];
            batch.samples()[i] = sample;
            batch.labels()[i] = data.label(sample);
            fill(data, sample, batch.pixels(), i * length);
        }
        return batch;
    }

    private void fill(Dataset data, int sample, float[] pixels, int offset) {
        if (still.length > 0) {
            data.copyPixels(sample, still, 0);
            augmenter.change(epoch, sample, still, changed);
            for (int i = 0; i < changed.length; i++) {
                pixels[offset + i] = table[changed[i] & 0xFF];
            }
        } else {
            data.copyScaled(sample, table, pixels, offset);
        }
        if (loader.augmentation().noise() > 0) {
            augmenter.addNoiseInPlace(epoch, sample, pixels, offset, data.imageSize().bytes());
        }
    }

    /// The batch that the last successful [#next()] gave.
    ///
    /// @return the batch
    /// @throws IllegalStateException before the first batch of an epoch
    public Batch current() {
        if (current == null) {
            throw new IllegalStateException("reading a batch of epoch " + epoch + ": call next() first");
        }
        return current;
    }

    /// The number of batches in an epoch.
    ///
    /// @return at least 0
    public int count() {
        return batches.length;
    }
}
