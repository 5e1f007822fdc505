package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.PoolingGeometry;
import dev.fovea.shape.Window;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// A row of means over windows of any geometry, one window after another. Bound by loads: one or two instructions for
/// each.
final class KAveragePooling implements VectorPooling.AverageRows {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    KAveragePooling() {}

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
    public void average(float[] x, int xo, float[] y, int yo, PoolingGeometry g, int r0, int r1) {
        Window w = g.window();
        int down = w.dilationRows() * g.columns() * LANES;
        int across = w.dilationColumns() * LANES;
        for (int column = 0; column < g.outputColumns(); column++) {
            int corner = xo + column * w.strideColumns() * LANES;
            int c0 = firstTap(g, column);
            int c1 = endTap(g, column);
            for (int lane = 0; lane < LANES; lane += S.length()) {
                mean(x, corner + lane, down, across, r0, r1, c0, c1, y, yo + column * LANES + lane);
            }
        }
    }

    private static void mean(
            float[] x, int corner, int down, int across, int r0, int r1, int c0, int c1, float[] y, int yo) {
        FloatVector sum = FloatVector.zero(S);
        for (int r = r0; r < r1; r++) {
            for (int c = c0; c < c1; c++) {
                sum = FloatVector.fromArray(S, x, corner + r * down + c * across).add(sum);
            }
        }
        sum.div((float) ((r1 - r0) * (c1 - c0))).intoArray(y, yo);
    }

    @Override
    public void averageGradient(float[] dy, int dyo, float[] dx, int dxo, PoolingGeometry g, int r0, int r1) {
        Window w = g.window();
        int down = w.dilationRows() * g.columns() * LANES;
        int across = w.dilationColumns() * LANES;
        for (int column = 0; column < g.outputColumns(); column++) {
            int corner = dxo + column * w.strideColumns() * LANES;
            int c0 = firstTap(g, column);
            int c1 = endTap(g, column);
            for (int lane = 0; lane < LANES; lane += S.length()) {
                spread(dx, corner + lane, down, across, r0, r1, c0, c1, dy, dyo + column * LANES + lane);
            }
        }
    }

    private static void spread(
            float[] dx, int corner, int down, int across, int r0, int r1, int c0, int c1, float[] dy, int dyo) {
        FloatVector share = FloatVector.fromArray(S, dy, dyo).div((float) ((r1 - r0) * (c1 - c0)));
        for (int r = r0; r < r1; r++) {
            for (int c = c0; c < c1; c++) {
                int at = corner + r * down + c * across;
                FloatVector.fromArray(S, dx, at).add(share).intoArray(dx, at);
            }
        }
    }
}
