package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WeightSum;
import dev.fovea.kernel.WeightSumKernel;

/// The scalar twin of [WeightSum]: one filter, two taps and eight lanes at a time, so that a gradient that was read
/// serves both taps and sixteen sums keep the multiply-add units busy.
final class ScalarWeightSum implements WeightSumKernel {
    private final int[] taps;
    private final int[] positions;

    ScalarWeightSum(WeightSum geometry) {
        taps = geometry.tapOffsets();
        positions = geometry.positionOffsets();
    }

    @Override
    public int filtersPerTile() {
        return 1;
    }

    @Override
    public int tapsPerTile() {
        return 1;
    }

    @Override
    public void add(
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int filters,
            float[] sums,
            int so,
            int zeros,
            int piece,
            int firstTile,
            int lastTile) {
        for (int tap = firstTile; tap < lastTile; tap += 2) {
            int second = Math.min(1, lastTile - 1 - tap);
            for (int lane = 0; lane < Kernels.LANES; lane += 8) {
                int xi = xo + taps[tap] + lane;
                int xj = xo + taps[tap + second] + lane;
                int to = so + (tap - firstTile) * Kernels.LANES + lane;
                add(x, xi, xj, dy, dyo + lane, sums, zeros, to, to + second * Kernels.LANES);
            }
        }
    }

    /// Adds to the sums at `si` the products with the inputs from `xi` on, to those at `sj` the products with the
    /// inputs from `xj` on. They may be the same.
    private void add(float[] x, int xi, int xj, float[] dy, int dyo, float[] sums, int zeros, int si, int sj) {
        int ai = zeros < 0 ? si : zeros;
        int bi = zeros < 0 ? sj : zeros;
        float a0 = sums[ai], a1 = sums[ai + 1], a2 = sums[ai + 2], a3 = sums[ai + 3];
        float a4 = sums[ai + 4], a5 = sums[ai + 5], a6 = sums[ai + 6], a7 = sums[ai + 7];
        float b0 = sums[bi], b1 = sums[bi + 1], b2 = sums[bi + 2], b3 = sums[bi + 3];
        float b4 = sums[bi + 4], b5 = sums[bi + 5], b6 = sums[bi + 6], b7 = sums[bi + 7];
        int di = dyo;
        for (int position : positions) {
            int ax = xi + position;
            int bx = xj + position;
            a0 = Fma.of(x[ax], dy[di], a0);
            a1 = Fma.of(x[ax + 1], dy[di + 1], a1);
            a2 = Fma.of(x[ax + 2], dy[di + 2], a2);
            a3 = Fma.of(x[ax + 3], dy[di + 3], a3);
            a4 = Fma.of(x[ax + 4], dy[di + 4], a4);
            a5 = Fma.of(x[ax + 5], dy[di + 5], a5);
            a6 = Fma.of(x[ax + 6], dy[di + 6], a6);
            a7 = Fma.of(x[ax + 7], dy[di + 7], a7);
            b0 = Fma.of(x[bx], dy[di], b0);
            b1 = Fma.of(x[bx + 1], dy[di + 1], b1);
            b2 = Fma.of(x[bx + 2], dy[di + 2], b2);
            b3 = Fma.of(x[bx + 3], dy[di + 3], b3);
            b4 = Fma.of(x[bx + 4], dy[di + 4], b4);
            b5 = Fma.of(x[bx + 5], dy[di + 5], b5);
            b6 = Fma.of(x[bx + 6], dy[di + 6], b6);
            b7 = Fma.of(x[bx + 7], dy[di + 7], b7);
            di += Kernels.LANES;
        }
        Eight.store(sums, si, a0, a1, a2, a3, a4, a5, a6, a7);
        Eight.store(sums, sj, b0, b1, b2, b3, b4, b5, b6, b7);
    }
}
