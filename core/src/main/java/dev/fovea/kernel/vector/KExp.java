package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// `e^x`, lane by lane the expression of the scalar twin.
final class KExp implements VectorElementwise.UnaryKernel {
    private static final VectorSpecies<Float> S =
            Specialised.constants(MethodHandles.lookup(), VectorElementwise.Constants.class).species();
    private static final float ROUND = 12582912f;
    private static final int ROUND_BITS = 0x4B400000;
    private static final float LOG2_E = 0x1.715476p0f;
    private static final float LN2_HIGH = 0x1.63p-1f;
    private static final float LN2_LOW = -0x1.bd0106p-13f;

    KExp() {}

    @Override
    public void run(float[] x, int xo, float[] y, int yo, int n) {
        loop(x, xo, y, yo, n);
    }

    private static void loop(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector c = v.blend(89f, v.compare(VectorOperators.GT, 89f));
            c = c.blend(-104f, c.compare(VectorOperators.LT, -104f));
            FloatVector k =
                    c.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, -0x0.FFEp-1f))
                            .add(ROUND)
                            .sub(ROUND);
            FloatVector r = k.fma(FloatVector.broadcast(S, -LN2_HIGH), c);
            r = k.fma(FloatVector.broadcast(S, -LN2_LOW), r);
            k = k.blend(k.sub(1f), r.compare(VectorOperators.LT, 0f));
            r = k.fma(FloatVector.broadcast(S, -LN2_HIGH), c);
            r = k.fma(FloatVector.broadcast(S, -LN2_LOW), r);
            FloatVector p = FloatVector.broadcast(S, 0x1.f53b8ap-10f);
            p = p.fma(r, FloatVector.broadcast(S, 0x1.01dc6p-7f));
            p = p.fma(r, FloatVector.broadcast(S, 0x1.56def8p-5f));
            p = p.fma(r, FloatVector.broadcast(S, 0x1.554336p-3f));
            p = p.fma(r, FloatVector.broadcast(S, 0x1.00004cp-1f));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            p = p.blend(2f, p.compare(VectorOperators.GT, 2f));
            IntVector exponent = k.add(ROUND).reinterpretAsInts().sub(ROUND_BITS);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            IntVector first = half.add(127).lanewise(VectorOperators.LSHL, 23);
            IntVector second = exponent.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
            FloatVector e = p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats());
            e.intoArray(y, yo + i);
        }
    }
}
