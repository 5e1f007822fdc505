package dev.fovea.kernel.scalar;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.BlockSum;

/// Sums over a leaf, lane by lane.
final class ScalarBlockSum implements BlockSum {
    @Override
    public void laneSums(
            float[] x, int base, int stride, int samples, int channels, int pixels, float[] lanes, int lo) {
        for (int channel = 0; channel < channels; channel++) {
            for (int lane = 0; lane < LANES; lane++) {
                float sum = 0f;
                for (int sample = lane; sample < samples; sample += LANES) {
                    int at = base + sample / LANES * stride + channel * pixels * LANES + lane;
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        sum += x[at + pixel * LANES];
                    }
                }
                lanes[lo + channel * LANES + lane] = sum;
            }
        }
    }

    @Override
    public void fold(float[] lanes, int at, int count, float[] out, int oo) {
        for (int i = 0; i < count; i++) {
            int l = at + i * LANES;
            float a = (lanes[l] + lanes[l + 8]) + (lanes[l + 4] + lanes[l + 12]);
            float b = (lanes[l + 1] + lanes[l + 9]) + (lanes[l + 5] + lanes[l + 13]);
            float c = (lanes[l + 2] + lanes[l + 10]) + (lanes[l + 6] + lanes[l + 14]);
            float d = (lanes[l + 3] + lanes[l + 11]) + (lanes[l + 7] + lanes[l + 15]);
            out[oo + i] = (a + c) + (b + d);
        }
    }
}
