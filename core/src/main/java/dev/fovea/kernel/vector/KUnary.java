package dev.fovea.kernel.vector;

import dev.fovea.kernel.Elementwise.Unary;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// The functions of one value that are one or two instructions; the function is a constant of the loaded class.
final class KUnary implements VectorElementwise.UnaryKernel {
    private static final VectorElementwise.Constants C =
            Specialised.constants(MethodHandles.lookup(), VectorElementwise.Constants.class);
    private static final VectorSpecies<Float> S = C.species();
    private static final Enum<?> F = C.function();

    KUnary() {}

    @Override
    public void run(float[] x, int xo, float[] y, int yo, int n) {
        loop(x, xo, y, yo, n);
    }

    private static void loop(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector r;
            if (F == Unary.NEGATE) {
                r = v.neg();
            } else if (F == Unary.RELU) {
                VectorMask<Float> dead = v.compare(VectorOperators.LE, 0f);
                r = v.blend(0f, dead);
            } else if (F == Unary.SQRT) {
                r = v.sqrt();
            } else if (F == Unary.RECIPROCAL) {
                r = FloatVector.broadcast(S, 1f).div(v);
            } else if (F == Unary.SQUARE) {
                r = v.mul(v);
            } else {
                r = v.abs();
            }
            r.intoArray(y, yo + i);
        }
    }
}
