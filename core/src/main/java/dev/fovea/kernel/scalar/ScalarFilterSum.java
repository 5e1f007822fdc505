package dev.fovea.kernel.scalar;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.FilterSum;
import dev.fovea.kernel.TapSum;
import dev.fovea.kernel.TapSumKernel;

/// The scalar twin of [FilterSum]: one position and eight filters at a time.
final class ScalarFilterSum implements TapSumKernel {
    private final FilterSum geometry;
    private final TapSum sum;
    private final int[] inputs;

    ScalarFilterSum(FilterSum geometry) {
        this.geometry = geometry;
        sum = geometry.sum();
        inputs = geometry.inputs();
    }

    @Override
    public int outputsPerTile() {
        return 1;
    }

    @Override
    public void run(
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] y,
            int yo,
            float[] z,
            int zo,
            int firstTile,
            int lastTile) {
        int step = sum.pooled() ? 2 : 1;
        for (int block = firstTile; block < lastTile; block++) {
            for (int row = 0; row < sum.rows(); row += step) {
                for (int column = 0; column < sum.columns(); column += step) {
                    int at = block * sum.outputStride() + sum.outputOffset(row, column);
                    for (int lane = 0; lane < LANES; lane += 8) {
                        int wi = wo + block * geometry.weightStride() + lane;
                        int bi = bo + block * LANES + lane;
                        position(x, xo + geometry.inputOffset(row, column), w, wi, b, bi, y, yo + at + lane);
                        if (sum.pooled()) {
                            pool(x, xo, w, wi, b, bi, y, yo + at + lane, z, zo + at + lane, row, column);
                        }
                    }
                }
            }
        }
    }

    /// The other three candidates of a window pass through `z`, which holds the indices at the end.
    private void pool(
            float[] x,
            int xo,
            float[] w,
            int wi,
            float[] b,
            int bi,
            float[] y,
            int yi,
            float[] z,
            int zi,
            int row,
            int column) {
        int winners = 0;
        for (int p = 1; p < 4; p++) {
            position(x, xo + geometry.inputOffset(row + p / 2, column + p % 2), w, wi, b, bi, z, zi);
            for (int lane = 0; lane < 8; lane++) {
                if (z[zi + lane] > y[yi + lane]) {
                    y[yi + lane] = z[zi + lane];
                    winners = (winners & ~(3 << (2 * lane))) | (p << (2 * lane));
                }
            }
        }
        for (int lane = 0; lane < 8; lane++) {
            z[zi + lane] = (winners >> (2 * lane)) & 3;
        }
    }

    private void position(float[] x, int xo, float[] w, int wo, float[] b, int bi, float[] y, int yi) {
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
        Eight.store(y, yi, a0, a1, a2, a3, a4, a5, a6, a7);
    }
}
