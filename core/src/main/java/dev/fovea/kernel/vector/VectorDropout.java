package dev.fovea.kernel.vector;

import dev.fovea.kernel.Dropout;

import jdk.incubator.vector.VectorSpecies;

/// [Dropout] in vectors: lanes are samples, so one counter serves a lane's four features.
final class VectorDropout implements Dropout {
    private final Masked kernel;

    VectorDropout(VectorSpecies<Float> species) {
        kernel = Specialised.load(Masked.class, KDropout.class, species);
    }

    /// A whole block.
    interface Masked {
        /// Keeps what has the upper 24 bits of its word at or above `threshold`.
        void run(
                float[] x,
                int xo,
                float[] y,
                int yo,
                int firstFeature,
                int features,
                long seed,
                int tag,
                int epoch,
                int[] samples,
                int so,
                int threshold,
                float scale);
    }

    @Override
    public void dropout(
            float[] x,
            int xo,
            float[] y,
            int yo,
            int firstFeature,
            int features,
            long seed,
            int tag,
            int epoch,
            int[] samples,
            int so,
            float rate) {
        // A word's float is its upper 24 bits times 2^-24: the comparison with the rate is one of whole numbers.
        int threshold = (int) Math.ceil(rate * 0x1p24);
        kernel.run(x, xo, y, yo, firstFeature, features, seed, tag, epoch, samples, so, threshold, 1f / (1f - rate));
    }
}
