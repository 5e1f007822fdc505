package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.PoolingGeometry;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// A row of 2 x 2 windows with stride 2 and no padding: no loop over taps, and the gradient writes each pixel once.
final class KMaximumPoolingTwoByTwo implements VectorPooling.MaximumRows {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    KMaximumPoolingTwoByTwo() {}

    @Override
    public void maximum(float[] x, int xo, float[] y, int yo, float[] taps, int to, PoolingGeometry g, int r0, int r1) {
        maximum(x, xo, xo + g.columns() * LANES, y, yo, taps, to, g.outputColumns());
    }

    private static void maximum(float[] x, int upper, int lower, float[] y, int yo, float[] taps, int to, int columns) {
        int at = 0;
        for (int column = 0; column < columns; column++) {
            for (int lane = 0; lane < LANES; lane += S.length()) {
                int pixel = 2 * at + lane;
                FloatVector best = FloatVector.fromArray(S, x, upper + pixel);
                FloatVector value = FloatVector.fromArray(S, x, upper + pixel + LANES);
                VectorMask<Float> larger = value.compare(VectorOperators.GT, best);
                FloatVector winner = FloatVector.zero(S).blend(1f, larger);
                best = best.blend(value, larger);
                value = FloatVector.fromArray(S, x, lower + pixel);
                larger = value.compare(VectorOperators.GT, best);
                winner = winner.blend(2f, larger);
                best = best.blend(value, larger);
                value = FloatVector.fromArray(S, x, lower + pixel + LANES);
                larger = value.compare(VectorOperators.GT, best);
                winner.blend(3f, larger).intoArray(taps, to + at + lane);
                best.blend(value, larger).intoArray(y, yo + at + lane);
            }
            at += LANES;
        }
    }

    @Override
    public void maximum(float[] x, int xo, float[] y, int yo, PoolingGeometry g, int r0, int r1) {
        maximum(x, xo, xo + g.columns() * LANES, y, yo, g.outputColumns());
    }

    private static void maximum(float[] x, int upper, int lower, float[] y, int yo, int columns) {
        int at = 0;
        for (int column = 0; column < columns; column++) {
            for (int lane = 0; lane < LANES; lane += S.length()) {
                int pixel = 2 * at + lane;
                FloatVector best = FloatVector.fromArray(S, x, upper + pixel);
                FloatVector value = FloatVector.fromArray(S, x, upper + pixel + LANES);
                best = best.blend(value, value.compare(VectorOperators.GT, best));
                value = FloatVector.fromArray(S, x, lower + pixel);
                best = best.blend(value, value.compare(VectorOperators.GT, best));
                value = FloatVector.fromArray(S, x, lower + pixel + LANES);
                best.blend(value, value.compare(VectorOperators.GT, best)).intoArray(y, yo + at + lane);
            }
            at += LANES;
        }
    }

    @Override
    public void maximumGradient(
            float[] dy, int dyo, float[] taps, int to, float[] dx, int dxo, PoolingGeometry g, int r0, int r1) {
        scatter(dy, dyo, taps, to, dx, dxo, dxo + g.columns() * LANES, g.outputColumns());
    }

    private static void scatter(
            float[] dy, int dyo, float[] taps, int to, float[] dx, int upper, int lower, int columns) {
        int at = 0;
        for (int column = 0; column < columns; column++) {
            for (int lane = 0; lane < LANES; lane += S.length()) {
                int pixel = 2 * at + lane;
                FloatVector gradient = FloatVector.fromArray(S, dy, dyo + at + lane);
                FloatVector winner = FloatVector.fromArray(S, taps, to + at + lane);
                FloatVector zero = FloatVector.zero(S);
                zero.blend(gradient, winner.compare(VectorOperators.EQ, 0f)).intoArray(dx, upper + pixel);
                zero.blend(gradient, winner.compare(VectorOperators.EQ, 1f)).intoArray(dx, upper + pixel + LANES);
                zero.blend(gradient, winner.compare(VectorOperators.EQ, 2f)).intoArray(dx, lower + pixel);
                zero.blend(gradient, winner.compare(VectorOperators.EQ, 3f)).intoArray(dx, lower + pixel + LANES);
            }
            at += LANES;
        }
    }
}
