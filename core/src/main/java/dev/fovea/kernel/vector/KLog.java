package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// `ln x`, lane by lane the expression of the scalar twin.
final class KLog implements VectorElementwise.UnaryKernel {
    private static final VectorSpecies<Float> S =
            Specialised.constants(MethodHandles.lookup(), VectorElementwise.Constants.class).species();
    private static final float ROUND = 12582912f;
    private static final int ROUND_BITS = 0x4B400000;
    private static final int ROOT_HALF_BITS = 0x3F3504F3;
    private static final float LN2_HIGH = 0x1.63p-1f;
    private static final float LN2_LOW = -0x1.bd0106p-13f;

    KLog() {}

    @Override
    public void run(float[] x, int xo, float[] y, int yo, int n) {
        loop(x, xo, y, yo, n);
    }

    private static void loop(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorMask<Float> subnormal = v.compare(VectorOperators.LT, 0x1p-126f);
            FloatVector scaled = v.blend(v.mul(0x1p23f), subnormal);
            IntVector bits = scaled.reinterpretAsInts().sub(ROOT_HALF_BITS);
            FloatVector exponent =
                    bits.lanewise(VectorOperators.ASHR, 23).add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
            FloatVector e = exponent.blend(exponent.sub(23f), subnormal);
            FloatVector f = bits.and(0x7FFFFF).add(ROOT_HALF_BITS).reinterpretAsFloats().sub(1f);
            FloatVector q = FloatVector.broadcast(S, 0.070376836f);
            q = q.fma(f, FloatVector.broadcast(S, -0.1151461f));
            q = q.fma(f, FloatVector.broadcast(S, 0.116769984f));
            q = q.fma(f, FloatVector.broadcast(S, -0.12420141f));
            q = q.fma(f, FloatVector.broadcast(S, 0.14249323f));
            q = q.fma(f, FloatVector.broadcast(S, -0.16668057f));
            q = q.fma(f, FloatVector.broadcast(S, 0.20000714f));
            q = q.fma(f, FloatVector.broadcast(S, -0.24999994f));
            q = q.fma(f, FloatVector.broadcast(S, 0.3333333f));
            FloatVector square = f.mul(f);
            FloatVector tail = e.fma(FloatVector.broadcast(S, LN2_LOW), square.mul(q.mul(f)));
            tail = square.fma(FloatVector.broadcast(S, -0.5f), tail);
            FloatVector result = e.fma(FloatVector.broadcast(S, LN2_HIGH), f.add(tail));
            FloatVector finite = v.blend(result, v.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
            FloatVector edge =
                    FloatVector.broadcast(S, Float.NaN)
                            .blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0f));
            edge.blend(finite, v.compare(VectorOperators.GT, 0f)).intoArray(y, yo + i);
        }
    }
}
