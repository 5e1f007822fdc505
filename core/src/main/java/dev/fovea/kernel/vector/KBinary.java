package dev.fovea.kernel.vector;

import dev.fovea.kernel.Elementwise.Binary;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// The functions of two values; the function and the steps are constants of the loaded class, so one branch of each
/// choice is left.
final class KBinary implements VectorElementwise.BinaryKernel {
    private static final VectorElementwise.Constants C =
            Specialised.constants(MethodHandles.lookup(), VectorElementwise.Constants.class);
    private static final VectorSpecies<Float> S = C.species();
    private static final Enum<?> F = C.function();
    private static final int AS = C.a();
    private static final int BS = C.b();

    KBinary() {}

    @Override
    public void run(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        if (n > 0) {
            loop(a, ao, b, bo, y, yo, n);
        }
    }

    private static void loop(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        float a0 = a[ao];
        float b0 = b[bo];
        for (int i = 0; i < n; i += S.length()) {
            FloatVector va = AS == 0 ? FloatVector.broadcast(S, a0) : FloatVector.fromArray(S, a, ao + i);
            FloatVector vb = BS == 0 ? FloatVector.broadcast(S, b0) : FloatVector.fromArray(S, b, bo + i);
            FloatVector r;
            if (F == Binary.ADD) {
                r = va.add(vb);
            } else if (F == Binary.SUBTRACT) {
                r = va.sub(vb);
            } else if (F == Binary.MULTIPLY) {
                r = va.mul(vb);
            } else if (F == Binary.DIVIDE) {
                r = va.div(vb);
            } else if (F == Binary.MAXIMUM) {
                r = va.blend(vb, vb.compare(VectorOperators.GT, va));
            } else if (F == Binary.MINIMUM) {
                r = va.blend(vb, vb.compare(VectorOperators.LT, va));
            } else if (F == Binary.EQUAL) {
                r = FloatVector.zero(S).blend(1f, va.compare(VectorOperators.EQ, vb));
            } else if (F == Binary.NOT_EQUAL) {
                r = FloatVector.zero(S).blend(1f, va.compare(VectorOperators.NE, vb));
            } else if (F == Binary.LESS) {
                r = FloatVector.zero(S).blend(1f, va.compare(VectorOperators.LT, vb));
            } else if (F == Binary.LESS_OR_EQUAL) {
                r = FloatVector.zero(S).blend(1f, va.compare(VectorOperators.LE, vb));
            } else if (F == Binary.GREATER) {
                r = FloatVector.zero(S).blend(1f, va.compare(VectorOperators.GT, vb));
            } else if (F == Binary.GREATER_OR_EQUAL) {
                r = FloatVector.zero(S).blend(1f, va.compare(VectorOperators.GE, vb));
            } else if (F == Binary.LEAKY_RELU) {
                r = vb.mul(va).blend(va, va.compare(VectorOperators.GT, 0f));
            } else if (F == Binary.RELU_GRADIENT) {
                r = FloatVector.zero(S).blend(va, vb.compare(VectorOperators.GT, 0f));
            } else if (F == Binary.TANH_GRADIENT) {
                r = va.mul(vb.neg().fma(vb, FloatVector.broadcast(S, 1f)));
            } else {
                r = va.mul(vb.neg().fma(vb, vb));
            }
            r.intoArray(y, yo + i);
        }
    }
}
