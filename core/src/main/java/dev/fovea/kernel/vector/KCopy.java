package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Copies of short runs: 16 lanes are one vector of 512 bits.
final class KCopy implements VectorCopy.Runs {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    KCopy() {}

    @Override
    public void copy(float[] x, int xo, int xs, float[] y, int yo, int ys, int count, int run) {
        runs(x, xo, xs, y, yo, ys, count, run);
    }

    private static void runs(float[] x, int xo, int xs, float[] y, int yo, int ys, int count, int run) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < run; j += S.length()) {
                FloatVector.fromArray(S, x, xo + i * xs + j).intoArray(y, yo + i * ys + j);
            }
        }
    }

    @Override
    public void repeat(float[] x, int xo, int xs, float[] y, int yo, int ys, int count, int run) {
        values(x, xo, xs, y, yo, ys, count, run);
    }

    private static void values(float[] x, int xo, int xs, float[] y, int yo, int ys, int count, int run) {
        for (int i = 0; i < count; i++) {
            FloatVector value = FloatVector.broadcast(S, x[xo + i * xs]);
            for (int j = 0; j < run; j += S.length()) {
                value.intoArray(y, yo + i * ys + j);
            }
        }
    }
}
