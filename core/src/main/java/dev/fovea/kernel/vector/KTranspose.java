package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Transposes square tiles of as many rows as a vector has lanes, in registers: in each of log2 steps rows `i` and `i +
/// h` swap the halves of length `h` that lie on the wrong side. Half an instruction per value.
final class KTranspose implements VectorCopy.Tiles {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    private static final VectorMask<Float> MASK8 = lanesWithBit(8);
    private static final VectorMask<Float> MASK4 = lanesWithBit(4);
    private static final VectorMask<Float> MASK2 = lanesWithBit(2);
    private static final VectorMask<Float> MASK1 = lanesWithBit(1);
    private static final VectorShuffle<Float> SWAP8 = crossing(8);
    private static final VectorShuffle<Float> SWAP4 = crossing(4);
    private static final VectorShuffle<Float> SWAP2 = crossing(2);
    private static final VectorShuffle<Float> SWAP1 = crossing(1);

    KTranspose() {}

    private static VectorMask<Float> lanesWithBit(int bit) {
        boolean[] lanes = new boolean[S.length()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (i & bit) != 0;
        }
        return VectorMask.fromArray(S, lanes, 0);
    }

    private static VectorShuffle<Float> crossing(int bit) {
        int[] sources = new int[S.length()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = (i ^ bit) & (S.length() - 1);
        }
        return VectorShuffle.fromArray(S, sources, 0);
    }

    @Override
    public void tile(float[] x, int xo, int xs, float[] y, int yo, int ys) {
        switch (S.length()) {
            case 16 -> tile16(x, xo, xs, y, yo, ys);
            case 8 -> tile8(x, xo, xs, y, yo, ys);
            default -> tile4(x, xo, xs, y, yo, ys);
        }
    }

    private static void tile16(float[] x, int xo, int xs, float[] y, int yo, int ys) {
        FloatVector a0 = FloatVector.fromArray(S, x, xo);
        FloatVector a1 = FloatVector.fromArray(S, x, xo + xs);
        FloatVector a2 = FloatVector.fromArray(S, x, xo + 2 * xs);
        FloatVector a3 = FloatVector.fromArray(S, x, xo + 3 * xs);
        FloatVector a4 = FloatVector.fromArray(S, x, xo + 4 * xs);
        FloatVector a5 = FloatVector.fromArray(S, x, xo + 5 * xs);
        FloatVector a6 = FloatVector.fromArray(S, x, xo + 6 * xs);
        FloatVector a7 = FloatVector.fromArray(S, x, xo + 7 * xs);
        FloatVector a8 = FloatVector.fromArray(S, x, xo + 8 * xs);
        FloatVector a9 = FloatVector.fromArray(S, x, xo + 9 * xs);
        FloatVector a10 = FloatVector.fromArray(S, x, xo + 10 * xs);
        FloatVector a11 = FloatVector.fromArray(S, x, xo + 11 * xs);
        FloatVector a12 = FloatVector.fromArray(S, x, xo + 12 * xs);
        FloatVector a13 = FloatVector.fromArray(S, x, xo + 13 * xs);
        FloatVector a14 = FloatVector.fromArray(S, x, xo + 14 * xs);
        FloatVector a15 = FloatVector.fromArray(S, x, xo + 15 * xs);
        FloatVector b0 = a0.blend(a8.rearrange(SWAP8), MASK8);
        FloatVector b8 = a0.rearrange(SWAP8).blend(a8, MASK8);
        FloatVector b1 = a1.blend(a9.rearrange(SWAP8), MASK8);
        FloatVector b9 = a1.rearrange(SWAP8).blend(a9, MASK8);
        FloatVector b2 = a2.blend(a10.rearrange(SWAP8), MASK8);
        FloatVector b10 = a2.rearrange(SWAP8).blend(a10, MASK8);
        FloatVector b3 = a3.blend(a11.rearrange(SWAP8), MASK8);
        FloatVector b11 = a3.rearrange(SWAP8).blend(a11, MASK8);
        FloatVector b4 = a4.blend(a12.rearrange(SWAP8), MASK8);
        FloatVector b12 = a4.rearrange(SWAP8).blend(a12, MASK8);
        FloatVector b5 = a5.blend(a13.rearrange(SWAP8), MASK8);
        FloatVector b13 = a5.rearrange(SWAP8).blend(a13, MASK8);
        FloatVector b6 = a6.blend(a14.rearrange(SWAP8), MASK8);
        FloatVector b14 = a6.rearrange(SWAP8).blend(a14, MASK8);
        FloatVector b7 = a7.blend(a15.rearrange(SWAP8), MASK8);
        FloatVector b15 = a7.rearrange(SWAP8).blend(a15, MASK8);
        FloatVector c0 = b0.blend(b4.rearrange(SWAP4), MASK4);
        FloatVector c4 = b0.rearrange(SWAP4).blend(b4, MASK4);
        FloatVector c1 = b1.blend(b5.rearrange(SWAP4), MASK4);
        FloatVector c5 = b1.rearrange(SWAP4).blend(b5, MASK4);
        FloatVector c2 = b2.blend(b6.rearrange(SWAP4), MASK4);
        FloatVector c6 = b2.rearrange(SWAP4).blend(b6, MASK4);
        FloatVector c3 = b3.blend(b7.rearrange(SWAP4), MASK4);
        FloatVector c7 = b3.rearrange(SWAP4).blend(b7, MASK4);
        FloatVector c8 = b8.blend(b12.rearrange(SWAP4), MASK4);
        FloatVector c12 = b8.rearrange(SWAP4).blend(b12, MASK4);
        FloatVector c9 = b9.blend(b13.rearrange(SWAP4), MASK4);
        FloatVector c13 = b9.rearrange(SWAP4).blend(b13, MASK4);
        FloatVector c10 = b10.blend(b14.rearrange(SWAP4), MASK4);
        FloatVector c14 = b10.rearrange(SWAP4).blend(b14, MASK4);
        FloatVector c11 = b11.blend(b15.rearrange(SWAP4), MASK4);
        FloatVector c15 = b11.rearrange(SWAP4).blend(b15, MASK4);
        FloatVector d0 = c0.blend(c2.rearrange(SWAP2), MASK2);
        FloatVector d2 = c0.rearrange(SWAP2).blend(c2, MASK2);
        FloatVector d1 = c1.blend(c3.rearrange(SWAP2), MASK2);
        FloatVector d3 = c1.rearrange(SWAP2).blend(c3, MASK2);
        FloatVector d4 = c4.blend(c6.rearrange(SWAP2), MASK2);
        FloatVector d6 = c4.rearrange(SWAP2).blend(c6, MASK2);
        FloatVector d5 = c5.blend(c7.rearrange(SWAP2), MASK2);
        FloatVector d7 = c5.rearrange(SWAP2).blend(c7, MASK2);
        FloatVector d8 = c8.blend(c10.rearrange(SWAP2), MASK2);
        FloatVector d10 = c8.rearrange(SWAP2).blend(c10, MASK2);
        FloatVector d9 = c9.blend(c11.rearrange(SWAP2), MASK2);
        FloatVector d11 = c9.rearrange(SWAP2).blend(c11, MASK2);
        FloatVector d12 = c12.blend(c14.rearrange(SWAP2), MASK2);
        FloatVector d14 = c12.rearrange(SWAP2).blend(c14, MASK2);
        FloatVector d13 = c13.blend(c15.rearrange(SWAP2), MASK2);
        FloatVector d15 = c13.rearrange(SWAP2).blend(c15, MASK2);
        FloatVector e0 = d0.blend(d1.rearrange(SWAP1), MASK1);
        FloatVector e1 = d0.rearrange(SWAP1).blend(d1, MASK1);
        FloatVector e2 = d2.blend(d3.rearrange(SWAP1), MASK1);
        FloatVector e3 = d2.rearrange(SWAP1).blend(d3, MASK1);
        FloatVector e4 = d4.blend(d5.rearrange(SWAP1), MASK1);
        FloatVector e5 = d4.rearrange(SWAP1).blend(d5, MASK1);
        FloatVector e6 = d6.blend(d7.rearrange(SWAP1), MASK1);
        FloatVector e7 = d6.rearrange(SWAP1).blend(d7, MASK1);
        FloatVector e8 = d8.blend(d9.rearrange(SWAP1), MASK1);
        FloatVector e9 = d8.rearrange(SWAP1).blend(d9, MASK1);
        FloatVector e10 = d10.blend(d11.rearrange(SWAP1), MASK1);
        FloatVector e11 = d10.rearrange(SWAP1).blend(d11, MASK1);
        FloatVector e12 = d12.blend(d13.rearrange(SWAP1), MASK1);
        FloatVector e13 = d12.rearrange(SWAP1).blend(d13, MASK1);
        FloatVector e14 = d14.blend(d15.rearrange(SWAP1), MASK1);
        FloatVector e15 = d14.rearrange(SWAP1).blend(d15, MASK1);
        e0.intoArray(y, yo);
        e1.intoArray(y, yo + ys);
        e2.intoArray(y, yo + 2 * ys);
        e3.intoArray(y, yo + 3 * ys);
        e4.intoArray(y, yo + 4 * ys);
        e5.intoArray(y, yo + 5 * ys);
        e6.intoArray(y, yo + 6 * ys);
        e7.intoArray(y, yo + 7 * ys);
        e8.intoArray(y, yo + 8 * ys);
        e9.intoArray(y, yo + 9 * ys);
        e10.intoArray(y, yo + 10 * ys);
        e11.intoArray(y, yo + 11 * ys);
        e12.intoArray(y, yo + 12 * ys);
        e13.intoArray(y, yo + 13 * ys);
        e14.intoArray(y, yo + 14 * ys);
        e15.intoArray(y, yo + 15 * ys);
    }

    private static void tile8(float[] x, int xo, int xs, float[] y, int yo, int ys) {
        FloatVector a0 = FloatVector.fromArray(S, x, xo);
        FloatVector a1 = FloatVector.fromArray(S, x, xo + xs);
        FloatVector a2 = FloatVector.fromArray(S, x, xo + 2 * xs);
        FloatVector a3 = FloatVector.fromArray(S, x, xo + 3 * xs);
        FloatVector a4 = FloatVector.fromArray(S, x, xo + 4 * xs);
        FloatVector a5 = FloatVector.fromArray(S, x, xo + 5 * xs);
        FloatVector a6 = FloatVector.fromArray(S, x, xo + 6 * xs);
        FloatVector a7 = FloatVector.fromArray(S, x, xo + 7 * xs);
        FloatVector b0 = a0.blend(a4.rearrange(SWAP4), MASK4);
        FloatVector b4 = a0.rearrange(SWAP4).blend(a4, MASK4);
        FloatVector b1 = a1.blend(a5.rearrange(SWAP4), MASK4);
        FloatVector b5 = a1.rearrange(SWAP4).blend(a5, MASK4);
        FloatVector b2 = a2.blend(a6.rearrange(SWAP4), MASK4);
        FloatVector b6 = a2.rearrange(SWAP4).blend(a6, MASK4);
        FloatVector b3 = a3.blend(a7.rearrange(SWAP4), MASK4);
        FloatVector b7 = a3.rearrange(SWAP4).blend(a7, MASK4);
        FloatVector c0 = b0.blend(b2.rearrange(SWAP2), MASK2);
        FloatVector c2 = b0.rearrange(SWAP2).blend(b2, MASK2);
        FloatVector c1 = b1.blend(b3.rearrange(SWAP2), MASK2);
        FloatVector c3 = b1.rearrange(SWAP2).blend(b3, MASK2);
        FloatVector c4 = b4.blend(b6.rearrange(SWAP2), MASK2);
        FloatVector c6 = b4.rearrange(SWAP2).blend(b6, MASK2);
        FloatVector c5 = b5.blend(b7.rearrange(SWAP2), MASK2);
        FloatVector c7 = b5.rearrange(SWAP2).blend(b7, MASK2);
        FloatVector d0 = c0.blend(c1.rearrange(SWAP1), MASK1);
        FloatVector d1 = c0.rearrange(SWAP1).blend(c1, MASK1);
        FloatVector d2 = c2.blend(c3.rearrange(SWAP1), MASK1);
        FloatVector d3 = c2.rearrange(SWAP1).blend(c3, MASK1);
        FloatVector d4 = c4.blend(c5.rearrange(SWAP1), MASK1);
        FloatVector d5 = c4.rearrange(SWAP1).blend(c5, MASK1);
        FloatVector d6 = c6.blend(c7.rearrange(SWAP1), MASK1);
        FloatVector d7 = c6.rearrange(SWAP1).blend(c7, MASK1);
        d0.intoArray(y, yo);
        d1.intoArray(y, yo + ys);
        d2.intoArray(y, yo + 2 * ys);
        d3.intoArray(y, yo + 3 * ys);
        d4.intoArray(y, yo + 4 * ys);
        d5.intoArray(y, yo + 5 * ys);
        d6.intoArray(y, yo + 6 * ys);
        d7.intoArray(y, yo + 7 * ys);
    }

    private static void tile4(float[] x, int xo, int xs, float[] y, int yo, int ys) {
        FloatVector a0 = FloatVector.fromArray(S, x, xo);
        FloatVector a1 = FloatVector.fromArray(S, x, xo + xs);
        FloatVector a2 = FloatVector.fromArray(S, x, xo + 2 * xs);
        FloatVector a3 = FloatVector.fromArray(S, x, xo + 3 * xs);
        FloatVector b0 = a0.blend(a2.rearrange(SWAP2), MASK2);
        FloatVector b2 = a0.rearrange(SWAP2).blend(a2, MASK2);
        FloatVector b1 = a1.blend(a3.rearrange(SWAP2), MASK2);
        FloatVector b3 = a1.rearrange(SWAP2).blend(a3, MASK2);
        FloatVector c0 = b0.blend(b1.rearrange(SWAP1), MASK1);
        FloatVector c1 = b0.rearrange(SWAP1).blend(b1, MASK1);
        FloatVector c2 = b2.blend(b3.rearrange(SWAP1), MASK1);
        FloatVector c3 = b2.rearrange(SWAP1).blend(b3, MASK1);
        c0.intoArray(y, yo);
        c1.intoArray(y, yo + ys);
        c2.intoArray(y, yo + 2 * ys);
        c3.intoArray(y, yo + 3 * ys);
    }
}
