package dev.fovea.kernel.scalar;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.Dropout;
import dev.fovea.random.Philox;

/// Dropout, value by value.
final class ScalarDropout implements Dropout {
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
        float scale = 1f / (1f - rate);
        for (int f = 0; f < features; f++) {
            for (int lane = 0; lane < LANES; lane++) {
                int word = Philox.word(seed, tag, epoch, samples[so + lane], firstFeature + f);
                float value = x[xo + f * LANES + lane];
                y[yo + f * LANES + lane] = Philox.toFloat(word) >= rate ? value * scale : 0f;
            }
        }
    }
}
