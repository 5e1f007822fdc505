package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Lane sums of four channels over the blocks of a leaf; one load and one addition per vector.
final class KBlockSum implements VectorBlockSum.Sums {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    KBlockSum() {}

    @Override
    public void sums(
            float[] x,
            int base,
            int stride,
            int blocks,
            int live,
            int pixels,
            int c0,
            int c1,
            int c2,
            int c3,
            float[] lanes,
            int l0,
            int l1,
            int l2,
            int l3) {
        for (int lane = 0; lane < LANES; lane += S.length()) {
            boolean isShort = live - lane < S.length();
            int whole = isShort ? blocks - 1 : blocks;
            four(
                    x,
                    base + lane,
                    stride,
                    whole,
                    pixels,
                    c0,
                    c1,
                    c2,
                    c3,
                    lanes,
                    l0 + lane,
                    l1 + lane,
                    l2 + lane,
                    l3 + lane);
            if (isShort && live > lane) {
                int at = base + whole * stride + lane;
                masked(lane, live, x, at, pixels, c0, c1, c2, c3, lanes, l0 + lane, l1 + lane, l2 + lane, l3 + lane);
            }
        }
    }

    private static void four(
            float[] x,
            int base,
            int stride,
            int blocks,
            int pixels,
            int c0,
            int c1,
            int c2,
            int c3,
            float[] lanes,
            int l0,
            int l1,
            int l2,
            int l3) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        int at = base;
        int end = base + pixels * LANES;
        int next = base + stride;
        int values = blocks * pixels;
        // One flat loop, and the fresh value as the receiver: of an accumulator in nested loops the compiler does not
        // know the class, and boxes it. So it may at the store, but for the zero, whose class it knows.
        for (int i = 0; i < values; i++) {
            s0 = FloatVector.fromArray(S, x, at + c0).add(s0);
            s1 = FloatVector.fromArray(S, x, at + c1).add(s1);
            s2 = FloatVector.fromArray(S, x, at + c2).add(s2);
            s3 = FloatVector.fromArray(S, x, at + c3).add(s3);
            at += LANES;
            if (at == end) {
                at = next;
                end += stride;
                next += stride;
            }
        }
        FloatVector.zero(S).add(s0).intoArray(lanes, l0);
        FloatVector.zero(S).add(s1).intoArray(lanes, l1);
        FloatVector.zero(S).add(s2).intoArray(lanes, l2);
        FloatVector.zero(S).add(s3).intoArray(lanes, l3);
    }

    /// Goes on with a last block of which only some lanes have a sample.
    private static void masked(
            int lane,
            int live,
            float[] x,
            int from,
            int pixels,
            int c0,
            int c1,
            int c2,
            int c3,
            float[] lanes,
            int l0,
            int l1,
            int l2,
            int l3) {
        VectorMask<Float> mask = S.indexInRange(lane, live);
        FloatVector s0 = FloatVector.fromArray(S, lanes, l0);
        FloatVector s1 = FloatVector.fromArray(S, lanes, l1);
        FloatVector s2 = FloatVector.fromArray(S, lanes, l2);
        FloatVector s3 = FloatVector.fromArray(S, lanes, l3);
        for (int at = from; at < from + pixels * LANES; at += LANES) {
            s0 = FloatVector.fromArray(S, x, at + c0, mask).add(s0);
            s1 = FloatVector.fromArray(S, x, at + c1, mask).add(s1);
            s2 = FloatVector.fromArray(S, x, at + c2, mask).add(s2);
            s3 = FloatVector.fromArray(S, x, at + c3, mask).add(s3);
        }
        s0.intoArray(lanes, l0);
        s1.intoArray(lanes, l1);
        s2.intoArray(lanes, l2);
        s3.intoArray(lanes, l3);
    }
}
