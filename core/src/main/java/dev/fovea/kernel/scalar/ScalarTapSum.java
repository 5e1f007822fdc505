package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.TapAxis;
import dev.fovea.kernel.TapSum;
import dev.fovea.kernel.TapSumKernel;

/// The scalar twin of [TapSum]: one position, two outputs and eight lanes at a time, so that an input that was read
/// serves both outputs and sixteen sums keep the multiply-add units busy.
///
/// Strides and the taps that reach the image from each position are worked out once: the compiler does not take them
/// out of the loops by itself.
final class ScalarTapSum implements TapSumKernel {
    private final TapSum geometry;
    private final PlainTapSum plain;
    private final boolean hasPadding;
    private final Taps rows;
    private final Taps columns;
    private final int channels;
    private final int xOrigin;
    private final int xChannel;
    private final int wChannel;

    /// Positions and taps of one axis: the first tap that reaches the image from each position and the one behind the
    /// last, and the floats from one position or tap to the next.
    private static final class Taps {
        final int[] first;
        final int[] last;
        final int position;
        final int input;
        final int weight;

        Taps(TapAxis axis, int position, int input) {
            first = new int[axis.positions()];
            last = new int[axis.positions()];
            for (int i = 0; i < first.length; i++) {
                first[i] = axis.firstTap(i, 1);
                last[i] = axis.lastTap(i, 1);
            }
            this.position = position;
            this.input = input;
            weight = axis.weightStride();
        }
    }

    ScalarTapSum(TapSum geometry) {
        this.geometry = geometry;
        plain = new PlainTapSum(geometry);
        hasPadding = geometry.hasPadding();
        channels = geometry.channels();
        xOrigin = geometry.inputOffset(0, 0);
        xChannel = geometry.inputChannelStride();
        wChannel = geometry.weightChannelStride();
        rows = new Taps(geometry.vertical(), geometry.inputOffset(1, 0) - xOrigin, geometry.inputTapRowStride());
        columns =
                new Taps(geometry.horizontal(), geometry.inputOffset(0, 1) - xOrigin, geometry.inputTapColumnStride());
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
        if (hasPadding && !geometry.hasFiniteWeights(w, wo, firstTile, lastTile)) {
            plain.run(x, xo, w, wo, b, bo, y, yo, z, zo, firstTile, lastTile);
            return;
        }
        for (int output = firstTile; output < lastTile; output += 2) {
            int second = Math.min(1, lastTile - 1 - output);
            int wi = wo + geometry.weightOrigin() + output * geometry.weightOutputStride();
            int at = output * geometry.outputStride();
            for (int lane = 0; lane < Kernels.LANES; lane += 8) {
                int yi = yo + at + lane;
                int zi = zo + at + lane;
                if (geometry.pooled()) {
                    pool(x, xo + lane, w, wi, b, bo + output, y, yi, z, zi, second);
                } else {
                    all(x, xo + lane, w, wi, b, bo + output, y, yi, second);
                }
            }
        }
    }

    /// All positions of an output and of the one `second` (1 or 0) outputs further on.
    private void all(float[] x, int xo, float[] w, int wi, float[] b, int bi, float[] y, int yo, int second) {
        for (int row = 0; row < geometry.rows(); row++) {
            for (int column = 0; column < geometry.columns(); column++) {
                int yi = yo + geometry.outputOffset(row, column);
                position(x, xo, w, wi, b, bi, y, yi, second, row, column);
            }
        }
    }

    /// The maxima of 2x2 windows. The candidates pass through `z`, which holds the indices at the end.
    private void pool(
            float[] x, int xo, float[] w, int wi, float[] b, int bi, float[] y, int yo, float[] z, int zo, int second) {
        int distance = second * geometry.outputStride();
        for (int row = 0; row < geometry.rows(); row += 2) {
            for (int column = 0; column < geometry.columns(); column += 2) {
                int yi = yo + geometry.outputOffset(row, column);
                int zi = zo + geometry.outputOffset(row, column);
                int winners = 0;
                int others = 0;
                position(x, xo, w, wi, b, bi, y, yi, second, row, column);
                for (int p = 1; p < 4; p++) {
                    position(x, xo, w, wi, b, bi, z, zi, second, row + p / 2, column + p % 2);
                    winners = choose(y, yi, z, zi, p, winners);
                    others = choose(y, yi + distance, z, zi + distance, p, others);
                }
                // Where both are the same output, the first has chosen already: its winners are right, and come last.
                for (int lane = 0; lane < 8; lane++) {
                    z[zi + distance + lane] = (others >> (2 * lane)) & 3;
                    z[zi + lane] = (winners >> (2 * lane)) & 3;
                }
            }
        }
    }

    /// Candidate `p` of a window takes the place of the maximum where it is greater: the first wins a tie.
    ///
    /// @param winners two bits for each lane: which candidate was the maximum so far
    /// @return which is now
    private static int choose(float[] y, int yi, float[] z, int zi, int p, int winners) {
        int chosen = winners;
        for (int lane = 0; lane < 8; lane++) {
            if (z[zi + lane] > y[yi + lane]) {
                y[yi + lane] = z[zi + lane];
                chosen = (chosen & ~(3 << (2 * lane))) | (p << (2 * lane));
            }
        }
        return chosen;
    }

    /// One position: the sum over all channels and the taps that lie within the image.
    private void position(
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bi,
            float[] y,
            int yi,
            int second,
            int row,
            int column) {
        float a0 = b[bi], a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        float b0 = b[bi + second], b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        int xPosition = xo + xOrigin + row * rows.position + column * columns.position;
        int first = columns.first[column];
        int last = columns.last[column];
        int wSecond = second * geometry.weightOutputStride();
        for (int channel = 0; channel < channels; channel++) {
            for (int i = rows.first[row]; i < rows.last[row]; i++) {
                int xi = xPosition + channel * xChannel + i * rows.input + first * columns.input;
                int wi = wo + channel * wChannel + i * rows.weight + first * columns.weight;
                for (int j = first; j < last; j++) {
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
                    xi += columns.input;
                    wi += columns.weight;
                }
            }
        }
        Eight.store(y, yi, a0, a1, a2, a3, a4, a5, a6, a7);
        Eight.store(y, yi + second * geometry.outputStride(), b0, b1, b2, b3, b4, b5, b6, b7);
    }
}
