package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// `tanh x`, lane by lane the expression of the scalar twin.
final class KTanh implements VectorElementwise.UnaryKernel {
    private static final VectorSpecies<Float> S =
            Specialised.constants(MethodHandles.lookup(), VectorElementwise.Constants.class).species();
    private static final float ROUND = 12582912f;
    private static final int ROUND_BITS = 0x4B400000;
    private static final float LN2_HIGH = 0x1.63p-1f;
    private static final float LN2_LOW = -0x1.bd0106p-13f;

    KTanh() {}

    @Override
    public void run(float[] x, int xo, float[] y, int yo, int n) {
        loop(x, xo, y, yo, n);
    }

    private static void loop(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += S.length()) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector a = v.abs();
            FloatVector z = a.mul(a);
            FloatVector q = FloatVector.broadcast(S, -0.0057049887f);
            q = q.fma(z, FloatVector.broadcast(S, 0.020639088f));
            q = q.fma(z, FloatVector.broadcast(S, -0.053739715f));
            q = q.fma(z, FloatVector.broadcast(S, 0.13331442f));
            q = q.fma(z, FloatVector.broadcast(S, -0.3333328f));
            FloatVector small = a.fma(z.mul(q), a);
            FloatVector limited = a.blend(10f, a.compare(VectorOperators.GT, 10f));
            FloatVector c = limited.add(limited);
            FloatVector rounded =
                    c.fma(FloatVector.broadcast(S, 0x1.715476p0f), FloatVector.broadcast(S, -0.5f)).add(ROUND);
            FloatVector k = rounded.sub(ROUND);
            FloatVector r = k.fma(FloatVector.broadcast(S, -LN2_HIGH), c);
            r = k.fma(FloatVector.broadcast(S, -LN2_LOW), r);
            r = r.blend(0f, r.compare(VectorOperators.LT, 0f));
            FloatVector p = FloatVector.broadcast(S, 0x1.f53b8ap-10f);
            p = p.fma(r, FloatVector.broadcast(S, 0x1.01dc6p-7f));
            p = p.fma(r, FloatVector.broadcast(S, 0x1.56def8p-5f));
            p = p.fma(r, FloatVector.broadcast(S, 0x1.554336p-3f));
            p = p.fma(r, FloatVector.broadcast(S, 0x1.00004cp-1f));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            p = p.blend(2f, p.compare(VectorOperators.GT, 2f));
            IntVector exponent = rounded.reinterpretAsInts().sub(ROUND_BITS);
            FloatVector scale = exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector one = FloatVector.broadcast(S, 1f);
            FloatVector large = one.sub(FloatVector.broadcast(S, 2f).div(p.mul(scale).add(one)));
            IntVector result = large.blend(small, a.compare(VectorOperators.LT, 0.625f)).reinterpretAsInts();
            IntVector sign = v.reinterpretAsInts().and(0x80000000);
            result.or(sign).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }
}
