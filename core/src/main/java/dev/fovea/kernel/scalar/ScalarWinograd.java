package dev.fovea.kernel.scalar;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.WinogradFilter;
import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradTiles;

import java.util.Arrays;

/// The scalar twin of [WinogradTiles].
final class ScalarWinograd implements WinogradKernel {
    private final WinogradTiles g;
    private final WinogradFilter filter;
    private final WinogradPasses passes;
    private final int tile;
    private final int points;

    ScalarWinograd(WinogradTiles geometry) {
        g = geometry;
        filter = geometry.filter();
        passes = new WinogradPasses(filter);
        tile = geometry.tile();
        points = geometry.points();
    }

    @Override
    public void input(float[] x, int xo, float[] t, int to, float[] v, int vo, int first, int last) {
        int row = g.seenRowStride();
        int stride = g.pointStride(g.channels());
        Arrays.fill(t, to, to + points * row, 0);
        for (int channel = first; channel < last; channel++) {
            for (int i = 0; i < g.held() * LANES; i++) {
                int at = xo + (channel - first) * g.image().stride() + i;
                passes.expandInput(x, at, g.image().rowStride(), t, to + g.seenLeft() * LANES + i, row);
            }
            for (int point = 0; point < points; point++) {
                int out = vo + point * points * stride + channel * LANES;
                inputRow(t, to + point * row, v, out, stride, g.tileStride(g.channels()));
            }
        }
    }

    private void inputRow(float[] t, int to, float[] v, int vo, int pointStride, int tileStride) {
        for (int i = 0; i < g.tileColumns(); i++) {
            for (int lane = 0; lane < LANES; lane++) {
                int out = vo + i * tileStride + lane;
                passes.expandInput(t, to + i * tile * LANES + lane, LANES, v, out, pointStride);
            }
        }
    }

    @Override
    public void inputGradient(float[] n, int no, float[] t, int to, float[] dx, int dxo, int first, int last) {
        int row = g.seenRowStride();
        int stride = g.pointStride(g.channels());
        int spare = to + points * row;
        for (int channel = first; channel < last; channel++) {
            for (int point = 0; point < points; point++) {
                int at = to + point * row;
                Arrays.fill(t, at, at + (points - tile) * LANES, 0);
                for (int i = 0; i < g.tileColumns() * LANES; i++) {
                    int from = no + i / LANES * g.tileStride(g.channels()) + point * points * stride + channel * LANES;
                    passes.contractInput(n, from + i % LANES, stride, t, spare);
                    put(t, spare, t, at + i / LANES * tile * LANES + i % LANES, LANES);
                }
            }
            for (int i = 0; i < g.held() * LANES; i++) {
                passes.contractInput(t, to + g.seenLeft() * LANES + i, row, t, spare);
                put(t, spare, dx, dxo + (channel - first) * g.image().stride() + i, g.image().rowStride());
            }
        }
    }

    /// Adds what overlaps with the tile before and writes what does not.
    private void put(float[] x, int xo, float[] y, int at, int stride) {
        for (int k = 0; k < points; k++) {
            int i = at + k * stride;
            y[i] = k < points - tile ? y[i] + x[xo + k] : x[xo + k];
        }
    }

    @Override
    public void output(
            float[] m,
            int mo,
            float[] b,
            int bo,
            float[] t,
            int to,
            float[] y,
            int yo,
            float[] z,
            int zo,
            int first,
            int last) {
        int stride = g.pointStride(g.filters());
        int whole = to + tile * points;
        for (int filter = first; filter < last; filter++) {
            for (int i = 0; i < g.tileColumns() * LANES; i++) {
                int from = mo + i / LANES * g.tileStride(g.filters()) + filter * LANES + i % LANES;
                for (int j = 0; j < points; j++) {
                    passes.contractOutput(m, from + j * stride, points * stride, t, to + j, points);
                }
                for (int k = 0; k < tile; k++) {
                    passes.contractOutput(t, to + k * points, 1, t, whole + k * tile, 1);
                }
                int out = filter * g.outputStride() + i / LANES * g.outputTileStride() + i % LANES;
                float bias = b[bo + (g.inLanes() ? filter * LANES + i % LANES : filter)];
                put(t, whole, bias, y, yo + out, z, zo + out);
            }
        }
    }

    private void put(float[] t, int whole, float bias, float[] y, int yo, float[] z, int zo) {
        if (!g.pooled()) {
            for (int p = 0; p < tile * tile; p++) {
                y[yo + p / tile * g.outputRowStride() + p % tile * LANES] = t[whole + p] + bias;
            }
            return;
        }
        for (int window = 0; window < tile * tile / 4; window++) {
            int row = 2 * (window / (tile / 2));
            int column = 2 * (window % (tile / 2));
            float most = t[whole + row * tile + column] + bias;
            int winner = 0;
            for (int p = 1; p < 4; p++) {
                float candidate = t[whole + (row + p / 2) * tile + column + p % 2] + bias;
                if (candidate > most) {
                    most = candidate;
                    winner = p;
                }
            }
            int at = row / 2 * g.outputRowStride() + column / 2 * LANES;
            y[yo + at] = most;
            z[zo + at] = winner;
        }
    }

    @Override
    public void gradient(float[] dy, int dyo, float[] index, int io, float[] t, int to, float[] z, int zo) {
        int stride = g.pointStride(g.filters());
        int half = to + tile * tile;
        for (int filter = 0; filter < g.filters(); filter++) {
            for (int i = 0; i < g.tileColumns() * LANES; i++) {
                int at = filter * g.outputStride() + i / LANES * g.outputTileStride() + i % LANES;
                take(dy, dyo + at, index, io + at, t, to);
                for (int k = 0; k < tile; k++) {
                    passes.expandOutput(t, to + k, tile, t, half + k, tile);
                }
                int out = zo + i / LANES * g.tileStride(g.filters()) + filter * LANES + i % LANES;
                for (int row = 0; row < points; row++) {
                    passes.expandOutput(t, half + row * tile, 1, z, out + row * points * stride, stride);
                }
            }
        }
    }

    /// The gradients of a tile.
    private void take(float[] dy, int dyo, float[] index, int io, float[] t, int to) {
        for (int p = 0; p < tile * tile; p++) {
            int row = p / tile;
            int column = p % tile;
            if (g.pooled()) {
                int at = row / 2 * g.outputRowStride() + column / 2 * LANES;
                t[to + p] = index[io + at] == row % 2 * 2 + column % 2 ? dy[dyo + at] : 0;
            } else {
                t[to + p] = dy[dyo + row * g.outputRowStride() + column * LANES];
            }
        }
    }
}
