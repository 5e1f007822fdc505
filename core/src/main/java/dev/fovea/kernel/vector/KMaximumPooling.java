package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.PoolingGeometry;
import dev.fovea.shape.Window;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// A row of maxima over windows of any geometry, one window after another. Bound by loads: one or two instructions for
/// each.
final class KMaximumPooling implements VectorPooling.MaximumRows {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    KMaximumPooling() {}

    private static int firstTap(PoolingGeometry g, int column) {
        Window w = g.window();
        return PoolingGeometry.firstTap(column * w.strideColumns() - w.paddingLeft(), w.dilationColumns());
    }

    private static int endTap(PoolingGeometry g, int column) {
        Window w = g.window();
        int left = column * w.strideColumns() - w.paddingLeft();
        return PoolingGeometry.endTap(left, w.dilationColumns(), w.kernelColumns(), g.columns());
    }

    @Override
    public void maximum(float[] x, int xo, float[] y, int yo, float[] taps, int to, PoolingGeometry g, int r0, int r1) {
        Window w = g.window();
        int down = w.dilationRows() * g.columns() * LANES;
        int across = w.dilationColumns() * LANES;
        for (int column = 0; column < g.outputColumns(); column++) {
            int corner = xo + column * w.strideColumns() * LANES;
            int place = column * LANES;
            int c0 = firstTap(g, column);
            int c1 = endTap(g, column);
            for (int lane = 0; lane < LANES; lane += S.length()) {
                window(
                        x,
                        corner + lane,
                        down,
                        across,
                        r0,
                        r1,
                        c0,
                        c1,
                        w.kernelColumns(),
                        y,
                        yo + place + lane,
                        taps,
                        to + place + lane);
            }
        }
    }

    private static void window(
            float[] x,
            int corner,
            int down,
            int across,
            int r0,
            int r1,
            int c0,
            int c1,
            int kernelColumns,
            float[] y,
            int yo,
            float[] taps,
            int to) {
        FloatVector best = FloatVector.fromArray(S, x, corner + r0 * down + c0 * across);
        FloatVector winner = FloatVector.broadcast(S, (float) (r0 * kernelColumns + c0));
        for (int r = r0; r < r1; r++) {
            for (int c = c0; c < c1; c++) {
                FloatVector value = FloatVector.fromArray(S, x, corner + r * down + c * across);
                VectorMask<Float> larger = value.compare(VectorOperators.GT, best);
                winner = winner.blend(FloatVector.broadcast(S, (float) (r * kernelColumns + c)), larger);
                best = best.blend(value, larger);
            }
        }
        best.intoArray(y, yo);
        winner.intoArray(taps, to);
    }

    @Override
    public void maximum(float[] x, int xo, float[] y, int yo, PoolingGeometry g, int r0, int r1) {
        Window w = g.window();
        int down = w.dilationRows() * g.columns() * LANES;
        int across = w.dilationColumns() * LANES;
        for (int column = 0; column < g.outputColumns(); column++) {
            int corner = xo + column * w.strideColumns() * LANES;
            int c0 = firstTap(g, column);
            int c1 = endTap(g, column);
            for (int lane = 0; lane < LANES; lane += S.length()) {
                window(x, corner + lane, down, across, r0, r1, c0, c1, y, yo + column * LANES + lane);
            }
        }
    }

    private static void window(
            float[] x, int corner, int down, int across, int r0, int r1, int c0, int c1, float[] y, int yo) {
        FloatVector best = FloatVector.fromArray(S, x, corner + r0 * down + c0 * across);
        for (int r = r0; r < r1; r++) {
            for (int c = c0; c < c1; c++) {
                FloatVector value = FloatVector.fromArray(S, x, corner + r * down + c * across);
                best = best.blend(value, value.compare(VectorOperators.GT, best));
            }
        }
        best.intoArray(y, yo);
    }

    @Override
    public void maximumGradient(
            float[] dy, int dyo, float[] taps, int to, float[] dx, int dxo, PoolingGeometry g, int r0, int r1) {
        Window w = g.window();
        int down = w.dilationRows() * g.columns() * LANES;
        int across = w.dilationColumns() * LANES;
        for (int column = 0; column < g.outputColumns(); column++) {
            int corner = dxo + column * w.strideColumns() * LANES;
            int place = column * LANES;
            int c0 = firstTap(g, column);
            int c1 = endTap(g, column);
            for (int lane = 0; lane < LANES; lane += S.length()) {
                scatter(
                        dx,
                        corner + lane,
                        down,
                        across,
                        r0,
                        r1,
                        c0,
                        c1,
                        w.kernelColumns(),
                        dy,
                        dyo + place + lane,
                        taps,
                        to + place + lane);
            }
        }
    }

    private static void scatter(
            float[] dx,
            int corner,
            int down,
            int across,
            int r0,
            int r1,
            int c0,
            int c1,
            int kernelColumns,
            float[] dy,
            int dyo,
            float[] taps,
            int to) {
        FloatVector gradient = FloatVector.fromArray(S, dy, dyo);
        FloatVector winner = FloatVector.fromArray(S, taps, to);
        for (int r = r0; r < r1; r++) {
            for (int c = c0; c < c1; c++) {
                int at = corner + r * down + c * across;
                VectorMask<Float> won = winner.compare(VectorOperators.EQ, (float) (r * kernelColumns + c));
                FloatVector share = FloatVector.zero(S).blend(gradient, won);
                FloatVector.fromArray(S, dx, at).add(share).intoArray(dx, at);
            }
        }
    }
}
