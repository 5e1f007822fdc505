package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Log-softmax or cross-entropy of one vector of positions, with the exponential of [KExp] and the logarithm of [KLog]
/// inside; which of the two is a constant of the loaded class.
final class KLogSoftmax implements VectorSoftmax.Logarithmic {
    private static final VectorSoftmax.Constants C =
            Specialised.constants(MethodHandles.lookup(), VectorSoftmax.Constants.class);
    private static final VectorSpecies<Float> S = C.species();
    private static final boolean CROSS_ENTROPY = C.crossEntropy();
    private static final float ROUND = 12582912f;
    private static final int ROUND_BITS = 0x4B400000;
    private static final float LOG2_E = 0x1.715476p0f;
    private static final float LN2_HIGH = 0x1.63p-1f;
    private static final float LN2_LOW = -0x1.bd0106p-13f;
    private static final int ROOT_HALF_BITS = 0x3F3504F3;

    KLogSoftmax() {}

    @Override
    public void run(float[] x, int xo, int classes, int inner, float[] labels, int lo, float[] y, int yo) {
        position(x, xo, classes * inner, inner, labels, lo, y, yo);
    }

    private static void position(float[] x, int xo, int end, int inner, float[] labels, int lo, float[] y, int yo) {
        FloatVector m = FloatVector.fromArray(S, x, xo);
        for (int i = inner; i < end; i += inner) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            m = m.blend(v, v.compare(VectorOperators.GT, m));
        }
        FloatVector s = FloatVector.zero(S);
        FloatVector picked = FloatVector.zero(S);
        float number = 0f;
        for (int i = 0; i < end; i += inner) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i).sub(m);
            if (CROSS_ENTROPY) {
                FloatVector label = FloatVector.fromArray(S, labels, lo);
                picked = picked.blend(v, label.compare(VectorOperators.EQ, number));
                number += 1f;
            }
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
            IntVector power = k.add(ROUND).reinterpretAsInts().sub(ROUND_BITS);
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            IntVector first = half.add(127).lanewise(VectorOperators.LSHL, 23);
            IntVector second = power.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
            FloatVector e = p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats());
            s = e.add(s);
        }
        VectorMask<Float> subnormal = s.compare(VectorOperators.LT, 0x1p-126f);
        FloatVector scaled = s.blend(s.mul(0x1p23f), subnormal);
        IntVector bits = scaled.reinterpretAsInts().sub(ROOT_HALF_BITS);
        FloatVector exponent = bits.lanewise(VectorOperators.ASHR, 23).add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
        FloatVector exponentOfSum = exponent.blend(exponent.sub(23f), subnormal);
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
        FloatVector tail = exponentOfSum.fma(FloatVector.broadcast(S, LN2_LOW), square.mul(q.mul(f)));
        tail = square.fma(FloatVector.broadcast(S, -0.5f), tail);
        FloatVector result = exponentOfSum.fma(FloatVector.broadcast(S, LN2_HIGH), f.add(tail));
        FloatVector finite = s.blend(result, s.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        FloatVector edge =
                FloatVector.broadcast(S, Float.NaN).blend(Float.NEGATIVE_INFINITY, s.compare(VectorOperators.EQ, 0f));
        FloatVector logarithm = edge.blend(finite, s.compare(VectorOperators.GT, 0f));
        if (CROSS_ENTROPY) {
            logarithm.sub(picked).intoArray(y, yo);
        } else {
            for (int i = 0; i < end; i += inner) {
                FloatVector.fromArray(S, x, xo + i).sub(m).sub(logarithm).intoArray(y, yo + i);
            }
        }
    }
}
