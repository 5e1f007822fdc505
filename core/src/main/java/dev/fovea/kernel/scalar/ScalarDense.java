package dev.fovea.kernel.scalar;

import dev.fovea.kernel.DenseKernel;
import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.Kernels;

/// The scalar twin of [DenseSum]. Eight lanes at a time keep the multiply-add units busy.
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
        for (int output = first; output < last; output++) {
            int wi = wo + output * geometry.weightOutputStride();
            for (int block = 0; block < blocks; block++) {
                for (int lane = 0; lane < Kernels.LANES; lane += 8) {
                    int yi = yo + block * yBlock + output * Kernels.LANES + lane;
                    output(x, xo + block * xBlock + lane, w, wi, b[bo + output], y, yi);
                }
            }
        }
    }

    private void output(float[] x, int xo, float[] w, int wo, float bias, float[] y, int yi) {
        float a0 = bias, a1 = bias, a2 = bias, a3 = bias, a4 = bias, a5 = bias, a6 = bias, a7 = bias;
        int xi = xo;
        int wi = wo;
        for (int input = 0; input < geometry.inputs(); input++) {
            float weight = w[wi];
            a0 = Math.fma(x[xi], weight, a0);
            a1 = Math.fma(x[xi + 1], weight, a1);
            a2 = Math.fma(x[xi + 2], weight, a2);
            a3 = Math.fma(x[xi + 3], weight, a3);
            a4 = Math.fma(x[xi + 4], weight, a4);
            a5 = Math.fma(x[xi + 5], weight, a5);
            a6 = Math.fma(x[xi + 6], weight, a6);
            a7 = Math.fma(x[xi + 7], weight, a7);
            xi += Kernels.LANES;
            wi += geometry.weightInputStride();
        }
        y[yi] = a0;
        y[yi + 1] = a1;
        y[yi + 2] = a2;
        y[yi + 3] = a3;
        y[yi + 4] = a4;
        y[yi + 5] = a5;
        y[yi + 6] = a6;
        y[yi + 7] = a7;
    }
}
