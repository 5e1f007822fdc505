package dev.fovea.kernel.scalar;

import dev.fovea.kernel.DenseWeightSum;
import dev.fovea.kernel.Kernels;

/// The scalar twin of [DenseWeightSum]: the loop over inputs is innermost, so that the compiler may vectorise it.
final class ScalarDenseWeightSum implements DenseWeightSum {
    @Override
    public void run(
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int dyBlock,
            int samples,
            float[] sums,
            int so,
            int first,
            int last) {
        for (int output = first; output < last; output++) {
            int at = so + (output - first) * INPUTS;
            for (int i = 0; i < INPUTS; i++) {
                sums[at + i] = 0;
            }
            for (int sample = 0; sample < samples; sample++) {
                float gradient =
                        dy[dyo + sample / Kernels.LANES * dyBlock + output * Kernels.LANES + sample % Kernels.LANES];
                add(x, xo + sample * INPUTS, gradient, sums, at);
            }
        }
    }

    private static void add(float[] x, int xo, float gradient, float[] sums, int so) {
        for (int i = 0; i < INPUTS; i++) {
            sums[so + i] = Math.fma(x[xo + i], gradient, sums[so + i]);
        }
    }
}
