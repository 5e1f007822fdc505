package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.TapSum;
import dev.fovea.kernel.TapSumKernel;

/// The scalar twin of [TapSum]. Eight lanes at a time keep the multiply-add units busy.
record ScalarTapSum(TapSum geometry) implements TapSumKernel {
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
        TapSum g = geometry;
        int rows = g.pooled() ? 2 : 1;
        for (int output = firstTile; output < lastTile; output++) {
            int wi = wo + g.weightOrigin() + output * g.weightOutputStride();
            for (int row = 0; row < g.rows(); row += rows) {
                for (int column = 0; column < g.columns(); column += rows) {
                    int yi = output * g.outputStride() + g.outputOffset(row, column);
                    for (int lane = 0; lane < Kernels.LANES; lane += 8) {
                        if (g.pooled()) {
                            pool(
                                    x,
                                    xo + lane,
                                    w,
                                    wi,
                                    b[bo + output],
                                    y,
                                    yo + yi + lane,
                                    z,
                                    zo + yi + lane,
                                    row,
                                    column);
                        } else {
                            position(x, xo + lane, w, wi, b[bo + output], y, yo + yi + lane, row, column);
                        }
                    }
                }
            }
        }
    }

    /// The maximum of a 2x2 window: the first wins a tie. The candidates pass through `z`, which holds the index at the
    /// end.
    private void pool(
            float[] x,
            int xo,
            float[] w,
            int wi,
            float bias,
            float[] y,
            int yi,
            float[] z,
            int zi,
            int row,
            int column) {
        position(x, xo, w, wi, bias, y, yi, row, column);
        int winners = 0;
        for (int p = 1; p < 4; p++) {
            position(x, xo, w, wi, bias, z, zi, row + p / 2, column + p % 2);
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

    private void position(float[] x, int xo, float[] w, int wi, float bias, float[] y, int yi, int row, int column) {
        TapSum g = geometry;
        float a0 = bias, a1 = bias, a2 = bias, a3 = bias, a4 = bias, a5 = bias, a6 = bias, a7 = bias;
        int firstRow = g.vertical().firstTap(row, 1);
        int lastRow = g.vertical().lastTap(row, 1);
        int firstColumn = g.horizontal().firstTap(column, 1);
        int lastColumn = g.horizontal().lastTap(column, 1);
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int i = firstRow; i < lastRow; i++) {
                int xi =
                        xo
                                + g.inputOffset(row, column)
                                + channel * g.inputChannelStride()
                                + i * g.inputTapRowStride()
                                + firstColumn * g.inputTapColumnStride();
                int at =
                        wi
                                + channel * g.weightChannelStride()
                                + i * g.vertical().weightStride()
                                + firstColumn * g.horizontal().weightStride();
                for (int j = firstColumn; j < lastColumn; j++) {
                    float weight = w[at];
                    a0 = Math.fma(x[xi], weight, a0);
                    a1 = Math.fma(x[xi + 1], weight, a1);
                    a2 = Math.fma(x[xi + 2], weight, a2);
                    a3 = Math.fma(x[xi + 3], weight, a3);
                    a4 = Math.fma(x[xi + 4], weight, a4);
                    a5 = Math.fma(x[xi + 5], weight, a5);
                    a6 = Math.fma(x[xi + 6], weight, a6);
                    a7 = Math.fma(x[xi + 7], weight, a7);
                    xi += g.inputTapColumnStride();
                    at += g.horizontal().weightStride();
                }
            }
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
