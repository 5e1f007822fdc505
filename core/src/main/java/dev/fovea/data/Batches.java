package dev.fovea.data;

import dev.fovea.image.Augmentation;
import dev.fovea.random.Permutation;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;

/// Walks through the batches of an epoch, as its [Loader] says.
///
/// All memory is taken when it is made: the buffers of one batch, the order of the samples and the batches' heads;
/// going through an epoch allocates nothing. It belongs to one thread.
public final class Batches {
    private final Loader loader;
    private final float[] table;
    private final Stream moves;
    private final Stream noise;

    /// One sample as it is, and moved; empty where nothing moves.
    private final byte[] still;

    private final byte[] moved;
    private final int[] order;
    private final Batch[] batches;
    private int epoch;
    private int next;
    private boolean filled;

    Batches(Loader loader) {
        this.loader = loader;
        this.table = loader.scaling().table();
        this.moves = new Stream(loader.seed(), Purpose.AUGMENT, 0);
        this.noise = new Stream(loader.seed(), Purpose.NOISE, 0);
        Dataset data = loader.data();
        int moving = loader.augmentation().moves() ? data.imageSize().bytes() : 0;
        this.still = new byte[moving];
        this.moved = new byte[moving];
        int capacity = Math.min(loader.batchSize(), data.size());
        float[] pixels = new float[Math.multiplyExact(capacity, data.imageSize().bytes())];
        int[] labels = new int[capacity];
        int[] samples = new int[capacity];
        this.order = new int[data.size()];
        this.batches = new Batch[loader.batchesPerEpoch()];
        for (int i = 0; i < batches.length; i++) {
            int position = i * loader.batchSize();
            int size = Math.min(loader.batchSize(), data.size() - position);
            batches[i] = new Batch(pixels, labels, samples, position, size);
        }
        this.next = batches.length;
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
        epoch = newEpoch;
        next = 0;
        filled = false;
        if (loader.shuffle()) {
            Permutation.fill(loader.seed(), Purpose.SHUFFLE, newEpoch, order);
        } else {
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
        }
    }

    /// Fills the next batch.
    ///
    /// @return false at the end of the epoch, and before the first was started
    public boolean next() {
        if (next == batches.length) {
            return false;
        }
        Batch batch = batches[next++];
        Dataset data = loader.data();
        int length = data.imageSize().bytes();
        for (int i = 0; i < batch.size(); i++) {
            int sample = order[batch.position() + i];
            batch.samples()[i] = sample;
            batch.labels()[i] = data.label(sample);
            fill(data, sample, batch.pixels(), i * length);
        }
        filled = true;
        return true;
    }

    private void fill(Dataset data, int sample, float[] pixels, int offset) {
        Augmentation augmentation = loader.augmentation();
        if (augmentation.moves()) {
            data.copyPixels(sample, still, 0);
            augmentation.move(moves.reset(epoch, sample), still, moved, data.height(), data.width());
            for (int i = 0; i < moved.length; i++) {
                pixels[offset + i] = table[moved[i] & 0xFF];
            }
        } else {
            data.copyScaled(sample, table, pixels, offset);
        }
        if (augmentation.noise() > 0) {
            int length = data.imageSize().bytes();
            augmentation.addNoiseInPlace(noise.reset(epoch, sample), pixels, offset, length);
        }
    }

    /// The batch that the last successful [#next()] filled.
    ///
    /// @return the batch
    /// @throws IllegalStateException before the first batch of an epoch
    public Batch current() {
        if (!filled) {
            throw new IllegalStateException("reading a batch of epoch " + epoch + ": call next() first");
        }
        return batches[next - 1];
    }

    /// The number of batches in an epoch.
    ///
    /// @return at least 0
    public int count() {
        return batches.length;
    }
}
