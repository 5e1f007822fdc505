package dev.fovea.kernel.scalar;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.Pooling;
import dev.fovea.kernel.PoolingGeometry;
import dev.fovea.shape.Window;

import java.util.Arrays;

/// Pooling by loops over channel, window, tap and lane.
final class ScalarPooling implements Pooling {
    /// What to do with one window: the four ends of its taps, where its tap (0, 0) lies in `x`, and its place in `y`.
    private enum Task {
        MAXIMUM,
        MAXIMUM_WITH_TAPS,
        MAXIMUM_GRADIENT,
        AVERAGE,
        AVERAGE_GRADIENT
    }

    @Override
    public void maximum(PoolingGeometry geometry, float[] x, int xo, float[] y, int yo, float[] taps, int to) {
        windows(Task.MAXIMUM_WITH_TAPS, geometry, x, xo, y, yo, taps, to);
    }

    @Override
    public void maximum(PoolingGeometry geometry, float[] x, int xo, float[] y, int yo) {
        windows(Task.MAXIMUM, geometry, x, xo, y, yo, y, yo);
    }

    @Override
    public void maximumGradient(
            PoolingGeometry geometry, float[] dy, int dyo, float[] taps, int to, float[] dx, int dxo) {
        clear(geometry, dx, dxo);
        windows(Task.MAXIMUM_GRADIENT, geometry, dx, dxo, dy, dyo, taps, to);
    }

    @Override
    public void average(PoolingGeometry geometry, float[] x, int xo, float[] y, int yo) {
        windows(Task.AVERAGE, geometry, x, xo, y, yo, y, yo);
    }

    @Override
    public void averageGradient(PoolingGeometry geometry, float[] dy, int dyo, float[] dx, int dxo) {
        clear(geometry, dx, dxo);
        windows(Task.AVERAGE_GRADIENT, geometry, dx, dxo, dy, dyo, dy, dyo);
    }

    private static void clear(PoolingGeometry g, float[] dx, int dxo) {
        Arrays.fill(dx, dxo, dxo + g.channels() * g.rows() * g.columns() * LANES, 0f);
    }

    private static void windows(
            Task task, PoolingGeometry g, float[] x, int xo, float[] y, int yo, float[] taps, int to) {
        Window w = g.window();
        int outputRows = g.outputRows();
        int outputColumns = g.outputColumns();
        int place = 0;
        for (int channel = 0; channel < g.channels(); channel++) {
            for (int row = 0; row < outputRows; row++) {
                int top = row * w.strideRows() - w.paddingTop();
                int r0 = PoolingGeometry.firstTap(top, w.dilationRows());
                int r1 = PoolingGeometry.endTap(top, w.dilationRows(), w.kernelRows(), g.rows());
                for (int column = 0; column < outputColumns; column++) {
                    int left = column * w.strideColumns() - w.paddingLeft();
                    int c0 = PoolingGeometry.firstTap(left, w.dilationColumns());
                    int c1 = PoolingGeometry.endTap(left, w.dilationColumns(), w.kernelColumns(), g.columns());
                    int corner = xo + ((channel * g.rows() + top) * g.columns() + left) * LANES;
                    switch (task) {
                        case MAXIMUM -> maximum(g, r0, r1, c0, c1, x, corner, y, yo + place);
                        case MAXIMUM_WITH_TAPS ->
                                maximum(g, r0, r1, c0, c1, x, corner, y, yo + place, taps, to + place);
                        case MAXIMUM_GRADIENT -> scatter(g, r0, r1, c0, c1, x, corner, y, yo + place, taps, to + place);
                        case AVERAGE -> average(g, r0, r1, c0, c1, x, corner, y, yo + place);
                        case AVERAGE_GRADIENT -> spread(g, r0, r1, c0, c1, x, corner, y, yo + place);
                    }
                    place += LANES;
                }
            }
        }
    }

    private static int pixel(PoolingGeometry g, int corner, int r, int c) {
        Window w = g.window();
        return corner + (r * w.dilationRows() * g.columns() + c * w.dilationColumns()) * LANES;
    }

    private static void maximum(
            PoolingGeometry g, int r0, int r1, int c0, int c1, float[] x, int corner, float[] y, int yo) {
        for (int lane = 0; lane < LANES; lane++) {
            float best = x[pixel(g, corner, r0, c0) + lane];
            for (int r = r0; r < r1; r++) {
                for (int c = c0; c < c1; c++) {
                    float value = x[pixel(g, corner, r, c) + lane];
                    best = value > best ? value : best;
                }
            }
            y[yo + lane] = best;
        }
    }

    private static void maximum(
            PoolingGeometry g,
            int r0,
            int r1,
            int c0,
            int c1,
            float[] x,
            int corner,
            float[] y,
            int yo,
            float[] taps,
            int to) {
        for (int lane = 0; lane < LANES; lane++) {
            float best = x[pixel(g, corner, r0, c0) + lane];
            int winner = r0 * g.window().kernelColumns() + c0;
            for (int r = r0; r < r1; r++) {
                for (int c = c0; c < c1; c++) {
                    float value = x[pixel(g, corner, r, c) + lane];
                    winner = value > best ? r * g.window().kernelColumns() + c : winner;
                    best = value > best ? value : best;
                }
            }
            y[yo + lane] = best;
            taps[to + lane] = winner;
        }
    }

    private static void scatter(
            PoolingGeometry g,
            int r0,
            int r1,
            int c0,
            int c1,
            float[] dx,
            int corner,
            float[] dy,
            int dyo,
            float[] taps,
            int to) {
        for (int r = r0; r < r1; r++) {
            for (int c = c0; c < c1; c++) {
                float tap = r * g.window().kernelColumns() + c;
                int pixel = pixel(g, corner, r, c);
                for (int lane = 0; lane < LANES; lane++) {
                    dx[pixel + lane] += taps[to + lane] == tap ? dy[dyo + lane] : 0f;
                }
            }
        }
    }

    private static void average(
            PoolingGeometry g, int r0, int r1, int c0, int c1, float[] x, int corner, float[] y, int yo) {
        float count = (r1 - r0) * (c1 - c0);
        for (int lane = 0; lane < LANES; lane++) {
            float sum = 0f;
            for (int r = r0; r < r1; r++) {
                for (int c = c0; c < c1; c++) {
                    sum += x[pixel(g, corner, r, c) + lane];
                }
            }
            y[yo + lane] = sum / count;
        }
    }

    private static void spread(
            PoolingGeometry g, int r0, int r1, int c0, int c1, float[] dx, int corner, float[] dy, int dyo) {
        float count = (r1 - r0) * (c1 - c0);
        for (int r = r0; r < r1; r++) {
            for (int c = c0; c < c1; c++) {
                int pixel = pixel(g, corner, r, c);
                for (int lane = 0; lane < LANES; lane++) {
                    dx[pixel + lane] += dy[dyo + lane] / count;
                }
            }
        }
    }
}
