package dev.fovea.device.cpu;

import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.LeafTree;

/// The leaves of a sum over samples: 64 samples each, by position in the batch, joined by the fixed tree.
///
/// @param samples samples of the batch
/// @param elementwise adds partial sums
record Leaves(int samples, Elementwise elementwise) {
    private static final int SAMPLES = Kernels.LEAF_BLOCKS * Kernels.LANES;

    int count() {
        return Math.ceilDiv(samples, SAMPLES);
    }

    /// Tiles of scratch that [#take] needs.
    int tiles() {
        return LeafTree.slots(count());
    }

    /// The first block of a leaf.
    int firstBlock(int leaf) {
        return leaf * Kernels.LEAF_BLOCKS;
    }

    /// Samples of a leaf.
    int live(int leaf) {
        return Math.min(SAMPLES, samples - leaf * SAMPLES);
    }

    /// Where the sum of a leaf is to be written before it is [taken][#take].
    ///
    /// @param at where [#tiles] tiles of `size` floats begin
    int tile(int leaf, int at, int size) {
        return at + LeafTree.slot(leaf) * size;
    }

    /// Joins the sum of a leaf to those before it: leaves come in ascending order. After the last one, the sum of all
    /// is in the first tile.
    ///
    /// @param scratch [#tiles] tiles of `size` floats at `at`
    void take(int leaf, float[] scratch, int at, int size) {
        LeafTree.take(elementwise, leaf, scratch, at, size);
        if (leaf == count() - 1) {
            LeafTree.finish(elementwise, count(), scratch, at, size);
        }
    }
}
