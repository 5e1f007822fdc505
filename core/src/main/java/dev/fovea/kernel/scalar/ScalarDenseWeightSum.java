package dev.fovea.kernel.scalar;

import dev.fovea.kernel.DenseWeightSum;

/// The scalar twin of [DenseWeightSum]: two outputs and eight inputs at a time, so that an input that was read serves
/// both outputs and sixteen sums keep the multiply-add units busy.
final class ScalarDenseWeightSum implements DenseWeightSum {
    @Override
    public void run(
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int dyStride,
            int samples,
            float[] sums,
            int so,
            int first,
            int last) {
        for (int output = first; output < last; output += 2) {
            int second = Math.min(1, last - 1 - output);
            int di = dyo + output * dyStride;
            int si = so + (output - first) * INPUTS;
            for (int input = 0; input < INPUTS; input += 8) {
                outputs(x, xo + input, dy, di, second * dyStride, samples, sums, si + input, second);
            }
        }
    }

    /// One output and the one `second` (1 or 0) outputs further on, whose gradients lie `dyNext` floats further on.
    private static void outputs(
            float[] x, int xo, float[] dy, int dyo, int dyNext, int samples, float[] sums, int si, int second) {
        float a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0;
        float b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0, b7 = 0;
        int xi = xo;
        for (int sample = 0; sample < samples; sample++) {
            float v = dy[dyo + sample];
            float u = dy[dyo + dyNext + sample];
            a0 = Fma.of(x[xi], v, a0);
            a1 = Fma.of(x[xi + 1], v, a1);
            a2 = Fma.of(x[xi + 2], v, a2);
            a3 = Fma.of(x[xi + 3], v, a3);
            a4 = Fma.of(x[xi + 4], v, a4);
            a5 = Fma.of(x[xi + 5], v, a5);
            a6 = Fma.of(x[xi + 6], v, a6);
            a7 = Fma.of(x[xi + 7], v, a7);
            b0 = Fma.of(x[xi], u, b0);
            b1 = Fma.of(x[xi + 1], u, b1);
            b2 = Fma.of(x[xi + 2], u, b2);
            b3 = Fma.of(x[xi + 3], u, b3);
            b4 = Fma.of(x[xi + 4], u, b4);
            b5 = Fma.of(x[xi + 5], u, b5);
            b6 = Fma.of(x[xi + 6], u, b6);
            b7 = Fma.of(x[xi + 7], u, b7);
            xi += INPUTS;
        }
        Eight.store(sums, si, a0, a1, a2, a3, a4, a5, a6, a7);
        Eight.store(sums, si + second * INPUTS, b0, b1, b2, b3, b4, b5, b6, b7);
    }
}
