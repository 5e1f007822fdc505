package dev.fovea.kernel;

/// A complete set of kernels of one kind: scalar, or vectors of one width.
public interface Kernels {
    /// Samples in a block: a logical count, the same on every machine and for every vector width.
    int LANES = 16;

    /// Blocks in a leaf of a sum over samples.
    int LEAF_BLOCKS = 4;

    /// What was chosen, for people: "scalar" or "512-bit vectors".
    String describe();

    /// Functions of single values.
    Elementwise elementwise();

    /// Convolutions, dense layers and their gradients.
    Products products();

    /// Moving values between shapes and layouts.
    Copy copy();

    /// Maximum and average over windows.
    Pooling pooling();

    /// Softmax, cross-entropy and one-hot.
    Softmax softmax();

    /// Sums over the samples of a leaf.
    BlockSum blockSum();

    /// Sums and maxima over axes.
    Reduction reduction();

    /// Batch normalisation.
    Normalisation normalisation();

    /// Steps of the optimisers.
    OptimiserKernels optimiser();

    /// Dropout.
    Dropout dropout();

    /// Nothing but multiply-adds, to measure the machine's peak.
    Peak.Loop peak();
}
