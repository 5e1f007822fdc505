package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Folds as many groups of 16 at once as a vector has lanes, so that the sums end up side by side: of two vectors `a`
/// and `b` one takes the halves that stay and the halves that cross, and one addition serves both. Groups are paired so
/// that lane `i` ends with group `i`.
final class KFold implements VectorBlockSum.Fold {
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

    KFold() {}

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
    public void fold(float[] lanes, int at, int count, float[] out, int oo) {
        switch (S.length()) {
            case 16 -> fold16(lanes, at, count, out, oo);
            case 8 -> fold8(lanes, at, count, out, oo);
            default -> fold4(lanes, at, count, out, oo);
        }
    }

    private static void fold16(float[] lanes, int from, int count, float[] out, int oo) {
        int at = from;
        for (int i = 0; i < count; i += 16) {
            FloatVector g0 = FloatVector.fromArray(S, lanes, at);
            FloatVector g1 = FloatVector.fromArray(S, lanes, at + 16);
            FloatVector g2 = FloatVector.fromArray(S, lanes, at + 32);
            FloatVector g3 = FloatVector.fromArray(S, lanes, at + 48);
            FloatVector g4 = FloatVector.fromArray(S, lanes, at + 64);
            FloatVector g5 = FloatVector.fromArray(S, lanes, at + 80);
            FloatVector g6 = FloatVector.fromArray(S, lanes, at + 96);
            FloatVector g7 = FloatVector.fromArray(S, lanes, at + 112);
            FloatVector g8 = FloatVector.fromArray(S, lanes, at + 128);
            FloatVector g9 = FloatVector.fromArray(S, lanes, at + 144);
            FloatVector g10 = FloatVector.fromArray(S, lanes, at + 160);
            FloatVector g11 = FloatVector.fromArray(S, lanes, at + 176);
            FloatVector g12 = FloatVector.fromArray(S, lanes, at + 192);
            FloatVector g13 = FloatVector.fromArray(S, lanes, at + 208);
            FloatVector g14 = FloatVector.fromArray(S, lanes, at + 224);
            FloatVector g15 = FloatVector.fromArray(S, lanes, at + 240);
            FloatVector a0 = g0.blend(g8, MASK8).add(g8.blend(g0, MASK8).rearrange(SWAP8));
            FloatVector a1 = g1.blend(g9, MASK8).add(g9.blend(g1, MASK8).rearrange(SWAP8));
            FloatVector a2 = g2.blend(g10, MASK8).add(g10.blend(g2, MASK8).rearrange(SWAP8));
            FloatVector a3 = g3.blend(g11, MASK8).add(g11.blend(g3, MASK8).rearrange(SWAP8));
            FloatVector a4 = g4.blend(g12, MASK8).add(g12.blend(g4, MASK8).rearrange(SWAP8));
            FloatVector a5 = g5.blend(g13, MASK8).add(g13.blend(g5, MASK8).rearrange(SWAP8));
            FloatVector a6 = g6.blend(g14, MASK8).add(g14.blend(g6, MASK8).rearrange(SWAP8));
            FloatVector a7 = g7.blend(g15, MASK8).add(g15.blend(g7, MASK8).rearrange(SWAP8));
            FloatVector b0 = a0.blend(a4, MASK4).add(a4.blend(a0, MASK4).rearrange(SWAP4));
            FloatVector b1 = a1.blend(a5, MASK4).add(a5.blend(a1, MASK4).rearrange(SWAP4));
            FloatVector b2 = a2.blend(a6, MASK4).add(a6.blend(a2, MASK4).rearrange(SWAP4));
            FloatVector b3 = a3.blend(a7, MASK4).add(a7.blend(a3, MASK4).rearrange(SWAP4));
            FloatVector c0 = b0.blend(b2, MASK2).add(b2.blend(b0, MASK2).rearrange(SWAP2));
            FloatVector c1 = b1.blend(b3, MASK2).add(b3.blend(b1, MASK2).rearrange(SWAP2));
            FloatVector d0 = c0.blend(c1, MASK1).add(c1.blend(c0, MASK1).rearrange(SWAP1));
            d0.intoArray(out, oo + i);
            at += 256;
        }
    }

    private static void fold8(float[] lanes, int from, int count, float[] out, int oo) {
        int at = from;
        for (int i = 0; i < count; i += 8) {
            FloatVector g0 = FloatVector.fromArray(S, lanes, at).add(FloatVector.fromArray(S, lanes, at + 8));
            FloatVector g1 = FloatVector.fromArray(S, lanes, at + 16).add(FloatVector.fromArray(S, lanes, at + 24));
            FloatVector g2 = FloatVector.fromArray(S, lanes, at + 32).add(FloatVector.fromArray(S, lanes, at + 40));
            FloatVector g3 = FloatVector.fromArray(S, lanes, at + 48).add(FloatVector.fromArray(S, lanes, at + 56));
            FloatVector g4 = FloatVector.fromArray(S, lanes, at + 64).add(FloatVector.fromArray(S, lanes, at + 72));
            FloatVector g5 = FloatVector.fromArray(S, lanes, at + 80).add(FloatVector.fromArray(S, lanes, at + 88));
            FloatVector g6 = FloatVector.fromArray(S, lanes, at + 96).add(FloatVector.fromArray(S, lanes, at + 104));
            FloatVector g7 = FloatVector.fromArray(S, lanes, at + 112).add(FloatVector.fromArray(S, lanes, at + 120));
            FloatVector a0 = g0.blend(g4, MASK4).add(g4.blend(g0, MASK4).rearrange(SWAP4));
            FloatVector a1 = g1.blend(g5, MASK4).add(g5.blend(g1, MASK4).rearrange(SWAP4));
            FloatVector a2 = g2.blend(g6, MASK4).add(g6.blend(g2, MASK4).rearrange(SWAP4));
            FloatVector a3 = g3.blend(g7, MASK4).add(g7.blend(g3, MASK4).rearrange(SWAP4));
            FloatVector b0 = a0.blend(a2, MASK2).add(a2.blend(a0, MASK2).rearrange(SWAP2));
            FloatVector b1 = a1.blend(a3, MASK2).add(a3.blend(a1, MASK2).rearrange(SWAP2));
            FloatVector c0 = b0.blend(b1, MASK1).add(b1.blend(b0, MASK1).rearrange(SWAP1));
            c0.intoArray(out, oo + i);
            at += 128;
        }
    }

    private static void fold4(float[] lanes, int from, int count, float[] out, int oo) {
        int at = from;
        for (int i = 0; i < count; i += 4) {
            FloatVector e0 = FloatVector.fromArray(S, lanes, at).add(FloatVector.fromArray(S, lanes, at + 8));
            FloatVector o0 = FloatVector.fromArray(S, lanes, at + 4).add(FloatVector.fromArray(S, lanes, at + 12));
            FloatVector g0 = e0.add(o0);
            FloatVector e1 = FloatVector.fromArray(S, lanes, at + 16).add(FloatVector.fromArray(S, lanes, at + 24));
            FloatVector o1 = FloatVector.fromArray(S, lanes, at + 20).add(FloatVector.fromArray(S, lanes, at + 28));
            FloatVector g1 = e1.add(o1);
            FloatVector e2 = FloatVector.fromArray(S, lanes, at + 32).add(FloatVector.fromArray(S, lanes, at + 40));
            FloatVector o2 = FloatVector.fromArray(S, lanes, at + 36).add(FloatVector.fromArray(S, lanes, at + 44));
            FloatVector g2 = e2.add(o2);
            FloatVector e3 = FloatVector.fromArray(S, lanes, at + 48).add(FloatVector.fromArray(S, lanes, at + 56));
            FloatVector o3 = FloatVector.fromArray(S, lanes, at + 52).add(FloatVector.fromArray(S, lanes, at + 60));
            FloatVector g3 = e3.add(o3);
            FloatVector a0 = g0.blend(g2, MASK2).add(g2.blend(g0, MASK2).rearrange(SWAP2));
            FloatVector a1 = g1.blend(g3, MASK2).add(g3.blend(g1, MASK2).rearrange(SWAP2));
            FloatVector b0 = a0.blend(a1, MASK1).add(a1.blend(a0, MASK1).rearrange(SWAP1));
            b0.intoArray(out, oo + i);
            at += 64;
        }
    }
}
