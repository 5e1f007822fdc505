package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Softmax of one vector of positions, with the exponential of [KExp] inside.
final class KSoftmax implements VectorSoftmax.Normalised {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    private static final float ROUND = 12582912f;
    private static final int ROUND_BITS = 0x4B400000;
    private static final float LOG2_E = 0x1.715476p0f;
    private static final float LN2_HIGH = 0x1.63p-1f;
    private static final float LN2_LOW = -0x1.bd0106p-13f;

    KSoftmax() {}

    @Override
    public void softmax(float[] x, int xo, int classes, int inner, float[] y, int yo) {
        exponentials(x, xo, classes * inner, inner, y, yo);
    }

    private static void exponentials(float[] x, int xo, int end, int inner, float[] y, int yo) {
        FloatVector m = FloatVector.fromArray(S, x, xo);
        for (int i = inner; i < end; i += inner) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            m = m.blend(v, v.compare(VectorOperators.GT, m));
        }
        FloatVector s = FloatVector.zero(S);
        for (int i = 0; i < end; i += inner) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i).sub(m);
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
            s = e.add(s);
        }
        for (int i = 0; i < end; i += inner) {
            FloatVector.fromArray(S, y, yo + i).div(s).intoArray(y, yo + i);
        }
    }

    @Override
    public void gradient(float[] labels, int lo, float[] dy, int dyo, int classes, int inner, float[] dx, int dxo) {
        difference(labels, lo, dy, dyo, classes, inner, dx, dxo);
    }

    private static void difference(
            float[] labels, int lo, float[] dy, int dyo, int classes, int inner, float[] dx, int dxo) {
        FloatVector label = FloatVector.fromArray(S, labels, lo);
        FloatVector gradient = FloatVector.fromArray(S, dy, dyo);
        int at = dxo;
        for (int c = 0; c < classes; c++) {
            FloatVector target = FloatVector.zero(S).blend(1f, label.compare(VectorOperators.EQ, (float) c));
            FloatVector.fromArray(S, dx, at).sub(target).mul(gradient).intoArray(dx, at);
            at += inner;
        }
    }

    @Override
    public void oneHot(float[] labels, int lo, int classes, int inner, float[] y, int yo) {
        targets(labels, lo, classes, inner, y, yo);
    }

    private static void targets(float[] labels, int lo, int classes, int inner, float[] y, int yo) {
        FloatVector label = FloatVector.fromArray(S, labels, lo);
        int at = yo;
        for (int c = 0; c < classes; c++) {
            FloatVector.zero(S).blend(1f, label.compare(VectorOperators.EQ, (float) c)).intoArray(y, at);
            at += inner;
        }
    }
}
