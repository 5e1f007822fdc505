package dev.fovea.kernel.scalar;

import dev.fovea.kernel.DenseKernel;
import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.Kernels;

/// The scalar twin of [DenseSum]: two outputs and eight lanes at a time, so that an input that was read serves both
/// outputs and sixteen sums keep the multiply-add units busy.
record ScalarDense(DenseSum geometry) implements DenseKernel {
    @Override
    public void run(
            float[] x,
            int xo,
            int xBlock,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] y,
            int yo,
            int yBlock,
            int blocks,
            int first,
            int last) {
        for (int output = first; output < last; output += 2) {
            int second = Math.min(1, last - 1 - output);
            int wi = wo + output * geometry.weightOutputStride();
            for (int block = 0; block < blocks; block++) {
                for (int lane = 0; lane < Kernels.LANES; lane += 8) {
                    int yi = yo + block * yBlock + output * geometry.outputStride() + lane;
                    int bi = bo + (geometry.biasInLanes() ? block * Kernels.LANES + lane : output);
                    outputs(x, xo + block * xBlock + lane, w, wi, b, bi, y, yi, second);
                }
            }
        }
    }

    /// One output and the one `second` (1 or 0) outputs further on.
    private void outputs(float[] x, int xo, float[] w, int wo, float[] b, int bi, float[] y, int yi, int second) {
        int lane = geometry.biasInLanes() ? 1 : 0;
        int next = bi + (geometry.biasInLanes() ? 0 : second);
        float a0 = b[bi], a1 = b[bi + lane], a2 = b[bi + 2 * lane], a3 = b[bi + 3 * lane];
        float a4 = b[bi + 4 * lane], a5 = b[bi + 5 * lane], a6 = b[bi + 6 * lane], a7 = b[bi + 7 * lane];
        float b0 = b[next], b1 = b[next + lane], b2 = b[next + 2 * lane], b3 = b[next + 3 * lane];
        float b4 = b[next + 4 * lane], b5 = b[next + 5 * lane], b6 = b[next + 6 * lane], b7 = b[next + 7 * lane];
        int inputs = geometry.inputs();
        int wInput = geometry.weightInputStride();
        int wSecond = second * geometry.weightOutputStride();
        int xi = xo;
        int wi = wo;
        for (int input = 0; input < inputs; input++) {
            float v = w[wi];
            float u = w[wi + wSecond];
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
            xi += Kernels.LANES;
            wi += wInput;
        }
        Eight.store(y, yi, a0, a1, a2, a3, a4, a5, a6, a7);
        Eight.store(y, yi + second * geometry.outputStride(), b0, b1, b2, b3, b4, b5, b6, b7);
    }
}
