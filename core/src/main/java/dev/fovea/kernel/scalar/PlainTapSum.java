package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.TapSum;

/// [TapSum] as it is defined, every term in its place: what kernels fall back to where a weight is not finite, and a
/// product with the padding shows.
///
/// Written to be read, not to be fast.
public final class PlainTapSum {
    private final TapSum geometry;

    /// The sum of one geometry.
    ///
    /// @param geometry the geometry
    public PlainTapSum(TapSum geometry) {
        this.geometry = geometry;
    }

    /// Computes the outputs from `first` to before `last`, as [dev.fovea.kernel.TapSumKernel#run] does for tiles.
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
            int first,
            int last) {
        int step = geometry.pooled() ? 2 : 1;
        for (int output = first; output < last; output++) {
            int wi = wo + geometry.weightOrigin() + output * geometry.weightOutputStride();
            for (int row = 0; row < geometry.rows(); row += step) {
                for (int column = 0; column < geometry.columns(); column += step) {
                    int at = output * geometry.outputStride() + geometry.outputOffset(row, column);
                    for (int lane = 0; lane < Kernels.LANES; lane++) {
                        float sum = sum(x, xo + lane, w, wi, b[bo + output], row, column);
                        if (geometry.pooled()) {
                            int winner = 0;
                            for (int p = 1; p < 4; p++) {
                                float next = sum(x, xo + lane, w, wi, b[bo + output], row + p / 2, column + p % 2);
                                winner = next > sum ? p : winner;
                                sum = next > sum ? next : sum;
                            }
                            z[zo + at + lane] = winner;
                        }
                        y[yo + at + lane] = sum;
                    }
                }
            }
        }
    }

    private float sum(float[] x, int xo, float[] w, int wo, float bias, int row, int column) {
        TapSum g = geometry;
        float sum = bias;
        int xPosition = xo + g.inputOffset(row, column);
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int i = 0; i < g.vertical().taps(); i++) {
                for (int j = 0; j < g.horizontal().taps(); j++) {
                    boolean inside = g.vertical().isInside(row, i) && g.horizontal().isInside(column, j);
                    if (inside || g.forward()) {
                        int xi = channel * g.inputChannelStride() + i * g.inputTapRowStride();
                        int wi = channel * g.weightChannelStride() + i * g.vertical().weightStride();
                        float value = inside ? x[xPosition + xi + j * g.inputTapColumnStride()] : 0;
                        sum = Fma.of(value, w[wo + wi + j * g.horizontal().weightStride()], sum);
                    }
                }
            }
        }
        return sum;
    }
}
