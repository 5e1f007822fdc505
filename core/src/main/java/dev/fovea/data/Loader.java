package dev.fovea.data;

import dev.fovea.image.Augmentation;
import dev.fovea.image.PixelScaling;

/// How a dataset becomes batches: size, order, what happens to a short last batch, the scaling of pixels and their
/// augmentation.
///
/// Defaults: the samples' own order, a short last batch is kept, pixels become `x / 255`, nothing is augmented.
///
/// @param data the samples
/// @param batchSize the number of samples in a batch, at least 1
/// @param shuffle whether each epoch has an order of its own
/// @param seed fixes the orders and the augmentation; the order of epoch `e` is [dev.fovea.random.Permutation#fill]
///   with purpose [SHUFFLE][dev.fovea.random.Purpose#SHUFFLE]
/// @param dropLast whether a last batch with fewer samples is left out
/// @param scaling turns bytes into inputs
/// @param augmentation changes each sample anew in each epoch, by seed, epoch and sample
public record Loader(
        Dataset data,
        int batchSize,
        boolean shuffle,
        long seed,
        boolean dropLast,
        PixelScaling scaling,
        Augmentation augmentation) {
    /// Checks the batch size.
    ///
    /// @throws IllegalArgumentException if the batch size is below 1
    public Loader {
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "loading " + data.name() + " in batches of " + batchSize + ": a batch needs at least 1 sample");
        }
    }

    /// Batches in the samples' order, the short last one included, pixels as `x / 255`.
    ///
    /// @param data the samples
    /// @param batchSize the number of samples in a batch
    /// @return the loader
    /// @throws IllegalArgumentException if the batch size is below 1
    public static Loader of(Dataset data, int batchSize) {
        return new Loader(data, batchSize, false, 0, false, PixelScaling.UNIT, Augmentation.NONE);
    }

    /// The same, in a random order that is new in every epoch.
    ///
    /// @param newSeed fixes the orders
    /// @return the loader
    public Loader shuffled(long newSeed) {
        return new Loader(data, batchSize, true, newSeed, dropLast, scaling, augmentation);
    }

    /// The same, without a short last batch.
    ///
    /// @return the loader
    public Loader droppingLast() {
        return new Loader(data, batchSize, shuffle, seed, true, scaling, augmentation);
    }

    /// The same, with other inputs for the bytes.
    ///
    /// @param newScaling turns bytes into inputs
    /// @return the loader
    public Loader scaled(PixelScaling newScaling) {
        return new Loader(data, batchSize, shuffle, seed, dropLast, newScaling, augmentation);
    }

    /// The same, changing the samples at random, anew in each epoch.
    ///
    /// @param newAugmentation how samples change
    /// @param newSeed fixes the changes; a seed given to [#shuffled(long)] is the same one
    /// @return the loader
    public Loader augmented(Augmentation newAugmentation, long newSeed) {
        return new Loader(data, batchSize, shuffle, newSeed, dropLast, scaling, newAugmentation);
    }

    /// The number of batches in an epoch.
    ///
    /// @return `size / batchSize`, rounded up unless the last is dropped
    public int batchesPerEpoch() {
        int whole = data.size() / batchSize;
        return dropLast || whole * batchSize == data.size() ? whole : whole + 1;
    }

    /// The number of samples in an epoch.
    ///
    /// @return all, or without those of a dropped last batch
    public int samplesPerEpoch() {
        return dropLast ? data.size() / batchSize * batchSize : data.size();
    }

    /// Takes the memory for one batch and makes the walk through it.
    ///
    /// @return a walk, to be [started][Batches#start(int)]
    public Batches batches() {
        return new Batches(this);
    }
}
