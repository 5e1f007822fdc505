package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WeightSum;
import dev.fovea.kernel.WeightSumKernel;

/// The scalar twin of [WeightSum], one filter and one tap at a time. Eight lanes keep the multiply-add units busy.
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
            int firstTile,
            int lastTile) {
        for (int tap = firstTile; tap < lastTile; tap++) {
            for (int lane = 0; lane < Kernels.LANES; lane += 8) {
                int to = so + (tap - firstTile) * Kernels.LANES + lane;
                add(x, xo + taps[tap] + lane, dy, dyo + lane, sums, zeros < 0 ? to : zeros, to);
            }
        }
    }

    private void add(float[] x, int xo, float[] dy, int dyo, float[] sums, int from, int so) {
        float a0 = sums[from], a1 = sums[from + 1], a2 = sums[from + 2], a3 = sums[from + 3];
        float a4 = sums[from + 4], a5 = sums[from + 5], a6 = sums[from + 6], a7 = sums[from + 7];
        int di = dyo;
        for (int position : positions) {
            int xi = xo + position;
            a0 = Math.fma(x[xi], dy[di], a0);
            a1 = Math.fma(x[xi + 1], dy[di + 1], a1);
            a2 = Math.fma(x[xi + 2], dy[di + 2], a2);
            a3 = Math.fma(x[xi + 3], dy[di + 3], a3);
            a4 = Math.fma(x[xi + 4], dy[di + 4], a4);
            a5 = Math.fma(x[xi + 5], dy[di + 5], a5);
            a6 = Math.fma(x[xi + 6], dy[di + 6], a6);
            a7 = Math.fma(x[xi + 7], dy[di + 7], a7);
            di += Kernels.LANES;
        }
        sums[so] = a0;
        sums[so + 1] = a1;
        sums[so + 2] = a2;
        sums[so + 3] = a3;
        sums[so + 4] = a4;
        sums[so + 5] = a5;
        sums[so + 6] = a6;
        sums[so + 7] = a7;
    }
}
