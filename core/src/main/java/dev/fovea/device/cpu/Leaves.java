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

    /// Computes the sum of one leaf into a tile.
    interface Body {
        /// @param firstBlock the leaf's first block
        /// @param live its samples
        /// @param tile where to write
        void sum(int firstBlock, int live, int tile);
    }

    int count() {
        return Math.ceilDiv(samples, SAMPLES);
    }

    /// Tiles of scratch that [#sum] needs.
    int tiles() {
        return LeafTree.slots(count());
    }

    /// Sums all leaves; the result is in the first tile.
    ///
    /// @param scratch [#tiles] tiles of `size` floats at `at`
    void sum(float[] scratch, int at, int size, Body body) {
        for (int leaf = 0; leaf < count(); leaf++) {
            int live = Math.min(SAMPLES, samples - leaf * SAMPLES);
            body.sum(leaf * Kernels.LEAF_BLOCKS, live, at + LeafTree.slot(leaf) * size);
            LeafTree.take(elementwise, leaf, scratch, at, size);
        }
        LeafTree.finish(elementwise, count(), scratch, at, size);
    }
}
