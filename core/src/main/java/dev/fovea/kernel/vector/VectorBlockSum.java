package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.BlockSum;

import jdk.incubator.vector.VectorSpecies;

/// [BlockSum] in vectors: four channels at a time, so that four chains of additions overlap.
final class VectorBlockSum implements BlockSum {
    private final int length;
    private final BlockSum rest;
    private final Sums sums;
    private final Fold fold;

    VectorBlockSum(VectorSpecies<Float> species, BlockSum rest) {
        this.length = species.length();
        this.rest = rest;
        sums = Specialised.load(Sums.class, KBlockSum.class, species);
        fold = Specialised.load(Fold.class, KFold.class, species);
    }

    /// Lane sums of four channels.
    interface Sums {
        /// The channels' first values lie at `base + c0`, ..., `base + c3` and their lane sums go to `lo`, `lo + 16`,
        /// ...; the last block has `live` samples.
        void sums(
                float[] x,
                int base,
                int stride,
                int blocks,
                int live,
                int pixels,
                int c0,
                int c1,
                int c2,
                int c3,
                float[] lanes,
                int l0,
                int l1,
                int l2,
                int l3);
    }

    /// Folds of a multiple of the vector's length.
    interface Fold {
        void fold(float[] lanes, int at, int count, float[] out, int oo);
    }

    @Override
    public void laneSums(
            float[] x, int base, int stride, int samples, int channels, int pixels, float[] lanes, int lo) {
        int blocks = (samples + LANES - 1) / LANES;
        int live = samples - (blocks - 1) * LANES;
        int size = pixels * LANES;
        int last = channels - 1;
        for (int c = 0; c < channels; c += 4) {
            // Past the last channel, that one is summed again.
            int d = Math.min(c + 1, last);
            int e = Math.min(c + 2, last);
            int f = Math.min(c + 3, last);
            sums.sums(
                    x,
                    base,
                    stride,
                    blocks,
                    live,
                    pixels,
                    c * size,
                    d * size,
                    e * size,
                    f * size,
                    lanes,
                    lo + c * LANES,
                    lo + d * LANES,
                    lo + e * LANES,
                    lo + f * LANES);
        }
    }

    @Override
    public void fold(float[] lanes, int at, int count, float[] out, int oo) {
        int whole = count & -length;
        fold.fold(lanes, at, whole, out, oo);
        if (whole == count) {
            return;
        }
        if (whole > 0) {
            // The last vector moves back until it fits, and folds some groups again.
            fold.fold(lanes, at + (count - length) * LANES, length, out, oo + count - length);
        } else {
            rest.fold(lanes, at, count, out, oo);
        }
    }
}
