package dev.fovea.kernel.scalar;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.FilterSum;
import dev.fovea.kernel.FilterSumKernel;
import dev.fovea.kernel.TapSum;

/// The scalar twin of [FilterSum]: one position and eight filters at a time.
final class ScalarFilterSum implements FilterSumKernel {
    private final FilterSum geometry;
    private final TapSum sum;
    private final int[] inputs;

    ScalarFilterSum(FilterSum geometry) {
        this.geometry = geometry;
        sum = geometry.sum();
        inputs = geometry.inputs();
    }

    @Override
    public void run(float[] x, int xo, float[] w, int wo, float[] b, int bo, float[] y, int yo) {
        int step = sum.pooled() ? 2 : 1;
        for (int block = 0; block < sum.outputs(); block++) {
            for (int row = 0; row < sum.rows(); row += step) {
                for (int column = 0; column < sum.columns(); column += step) {
                    int at = yo + block * sum.outputStride() + sum.outputOffset(row, column);
                    for (int lane = 0; lane < LANES; lane += 8) {
                        int wi = wo + block * geometry.weightStride() + lane;
                        int bi = bo + block * LANES + lane;
                        position(x, xo + geometry.inputOffset(row, column), w, wi, b, bi, y, at + lane, false);
                        if (sum.pooled()) {
                            pool(x, xo, w, wi, b, bi, y, at + lane, row, column);
                        }
                    }
                }
            }
        }
    }

    /// The other three candidates of a window.
    private void pool(float[] x, int xo, float[] w, int wi, float[] b, int bi, float[] y, int yi, int row, int column) {
        for (int p = 1; p < 4; p++) {
            int at = xo + geometry.inputOffset(row + p / 2, column + p % 2);
            position(x, at, w, wi, b, bi, y, yi, true);
        }
    }

    /// Eight filters at one position: written, or where they are greater than what is there.
    private void position(float[] x, int xo, float[] w, int wo, float[] b, int bi, float[] y, int yi, boolean greater) {
        float a0 = b[bi], a1 = b[bi + 1], a2 = b[bi + 2], a3 = b[bi + 3];
        float a4 = b[bi + 4], a5 = b[bi + 5], a6 = b[bi + 6], a7 = b[bi + 7];
        int wi = wo;
        for (int input : inputs) {
            float v = x[xo + input];
            a0 = Fma.of(w[wi], v, a0);
            a1 = Fma.of(w[wi + 1], v, a1);
            a2 = Fma.of(w[wi + 2], v, a2);
            a3 = Fma.of(w[wi + 3], v, a3);
            a4 = Fma.of(w[wi + 4], v, a4);
            a5 = Fma.of(w[wi + 5], v, a5);
            a6 = Fma.of(w[wi + 6], v, a6);
            a7 = Fma.of(w[wi + 7], v, a7);
            wi += LANES;
        }
        if (greater) {
            Eight.storeGreater(y, yi, a0, a1, a2, a3, a4, a5, a6, a7);
        } else {
            Eight.store(y, yi, a0, a1, a2, a3, a4, a5, a6, a7);
        }
    }
}
