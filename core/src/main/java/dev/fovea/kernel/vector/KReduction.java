package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Reductions of rows: one vector of columns at a time, down all rows.
final class KReduction implements VectorReduction.Rows {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    KReduction() {}

    @Override
    public void sum(float[] x, int xo, int xs, int count, int run, float[] y, int yo) {
        for (int i = 0; i < run; i += S.length()) {
            columnSums(x, xo + i, xs, count, y, yo + i);
        }
    }

    private static void columnSums(float[] x, int xo, int xs, int count, float[] y, int yo) {
        FloatVector sum = FloatVector.fromArray(S, y, yo);
        int at = xo;
        for (int r = 0; r < count; r++) {
            sum = sum.add(FloatVector.fromArray(S, x, at));
            at += xs;
        }
        sum.intoArray(y, yo);
    }

    @Override
    public void maximum(float[] x, int xo, int xs, int count, int run, float[] y, int yo) {
        for (int i = 0; i < run; i += S.length()) {
            columnMaxima(x, xo + i, xs, count, y, yo + i);
        }
    }

    private static void columnMaxima(float[] x, int xo, int xs, int count, float[] y, int yo) {
        FloatVector best = FloatVector.fromArray(S, y, yo);
        int at = xo;
        for (int r = 0; r < count; r++) {
            FloatVector value = FloatVector.fromArray(S, x, at);
            best = best.blend(value, value.compare(VectorOperators.GT, best));
            at += xs;
        }
        best.intoArray(y, yo);
    }

    @Override
    public void argMax(
            float[] x,
            int xo,
            int xs,
            int count,
            int run,
            float[] best,
            int bo,
            float[] y,
            int yo,
            int index,
            int step) {
        for (int i = 0; i < run; i += S.length()) {
            columnWinners(x, xo + i, xs, count, best, bo + i, y, yo + i, index, step);
        }
    }

    private static void columnWinners(
            float[] x, int xo, int xs, int count, float[] best, int bo, float[] y, int yo, int index, int step) {
        FloatVector largest = FloatVector.fromArray(S, best, bo);
        FloatVector winner = FloatVector.fromArray(S, y, yo);
        int at = xo;
        for (int r = 0; r < count; r++) {
            FloatVector value = FloatVector.fromArray(S, x, at);
            VectorMask<Float> larger = value.compare(VectorOperators.GT, largest);
            winner = winner.blend((float) (index + r * step), larger);
            largest = largest.blend(value, larger);
            at += xs;
        }
        largest.intoArray(best, bo);
        winner.intoArray(y, yo);
    }
}
