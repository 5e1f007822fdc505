package dev.fovea.kernel.vector;

import dev.fovea.kernel.Elementwise.Ternary;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// The functions of three values; the function and the steps are constants of the loaded class.
final class KTernary implements VectorElementwise.TernaryKernel {
    private static final VectorElementwise.Constants C =
            Specialised.constants(MethodHandles.lookup(), VectorElementwise.Constants.class);
    private static final VectorSpecies<Float> S = C.species();
    private static final Enum<?> F = C.function();
    private static final int AS = C.a();
    private static final int BS = C.b();
    private static final int CS = C.c();

    KTernary() {}

    @Override
    public void run(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n) {
        if (n > 0) {
            loop(a, ao, b, bo, c, co, y, yo, n);
        }
    }

    private static void loop(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n) {
        float a0 = a[ao];
        float b0 = b[bo];
        float c0 = c[co];
        for (int i = 0; i < n; i += S.length()) {
            FloatVector va = AS == 0 ? FloatVector.broadcast(S, a0) : FloatVector.fromArray(S, a, ao + i);
            FloatVector vb = BS == 0 ? FloatVector.broadcast(S, b0) : FloatVector.fromArray(S, b, bo + i);
            FloatVector vc = CS == 0 ? FloatVector.broadcast(S, c0) : FloatVector.fromArray(S, c, co + i);
            FloatVector r;
            if (F == Ternary.WHERE) {
                r = vc.blend(vb, va.compare(VectorOperators.NE, 0f));
            } else if (F == Ternary.MULTIPLY_ADD) {
                r = va.fma(vb, vc);
            } else if (F == Ternary.LEAKY_RELU_GRADIENT) {
                r = vc.mul(va).blend(va, vb.compare(VectorOperators.GT, 0f));
            } else if (F == Ternary.KEEP_IF_GREATER) {
                r = FloatVector.zero(S).blend(va, vb.compare(VectorOperators.GT, vc));
            } else {
                r = va.blend(0f, vb.compare(VectorOperators.GT, vc));
            }
            r.intoArray(y, yo + i);
        }
    }
}
