package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.random.Philox;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Philox with a sample in each lane, four features a call.
///
/// A round needs the whole product of two words: even and odd lanes are multiplied apart, as 64-bit lanes of the same
/// register.
final class KDropout implements VectorDropout.Masked {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    private static final VectorSpecies<Long> L = VectorSpecies.of(long.class, S.vectorShape());
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
    private static final long WORD = 0xFFFFFFFFL;
    private static final long A = Philox.MULTIPLIER_A & WORD;
    private static final long B = Philox.MULTIPLIER_B & WORD;

    KDropout() {}

    @Override
    public void run(
            float[] x,
            int xo,
            float[] y,
            int yo,
            int firstFeature,
            int features,
            long seed,
            int tag,
            int epoch,
            int[] samples,
            int so,
            int threshold,
            float scale) {
        for (int lane = 0; lane < LANES; lane += S.length()) {
            for (int f = 0; f < features; f += 4) {
                int at = f * LANES + lane;
                int counter = (firstFeature + f) >>> 2;
                four(
                        x,
                        xo + at,
                        y,
                        yo + at,
                        counter,
                        features - f,
                        seed,
                        tag,
                        epoch,
                        samples,
                        so + lane,
                        threshold,
                        scale);
            }
        }
    }

    private static void four(
            float[] x,
            int xo,
            float[] y,
            int yo,
            int counter,
            int features,
            long seed,
            int tag,
            int epoch,
            int[] samples,
            int so,
            int threshold,
            float scale) {
        IntVector x0 = IntVector.broadcast(I, counter);
        IntVector x1 = IntVector.fromArray(I, samples, so);
        IntVector x2 = IntVector.broadcast(I, epoch);
        IntVector x3 = IntVector.broadcast(I, tag);
        LongVector a = LongVector.broadcast(L, A).and(WORD);
        LongVector b = LongVector.broadcast(L, B).and(WORD);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < Philox.ROUNDS; round++) {
            LongVector w0 = x0.reinterpretAsLongs();
            LongVector w2 = x2.reinterpretAsLongs();
            LongVector evenA = w0.and(WORD).mul(a);
            LongVector oddA = w0.lanewise(VectorOperators.LSHR, 32).mul(a);
            LongVector evenB = w2.and(WORD).mul(b);
            LongVector oddB = w2.lanewise(VectorOperators.LSHR, 32).mul(b);
            IntVector highA = evenA.lanewise(VectorOperators.LSHR, 32).or(oddA.and(~WORD)).reinterpretAsInts();
            IntVector highB = evenB.lanewise(VectorOperators.LSHR, 32).or(oddB.and(~WORD)).reinterpretAsInts();
            x0 = highB.lanewise(VectorOperators.XOR, x1).lanewise(VectorOperators.XOR, k0);
            x2 = highA.lanewise(VectorOperators.XOR, x3).lanewise(VectorOperators.XOR, k1);
            x1 = evenB.and(WORD).or(oddB.lanewise(VectorOperators.LSHL, 32)).reinterpretAsInts();
            x3 = evenA.and(WORD).or(oddA.lanewise(VectorOperators.LSHL, 32)).reinterpretAsInts();
            k0 += Philox.WEYL_A;
            k1 += Philox.WEYL_B;
        }
        FloatVector zero = FloatVector.zero(S);
        VectorMask<Float> keep = x0.lanewise(VectorOperators.LSHR, 8).compare(VectorOperators.GE, threshold).cast(S);
        zero.blend(FloatVector.fromArray(S, x, xo).mul(scale), keep).intoArray(y, yo);
        if (features > 1) {
            keep = x1.lanewise(VectorOperators.LSHR, 8).compare(VectorOperators.GE, threshold).cast(S);
            zero.blend(FloatVector.fromArray(S, x, xo + LANES).mul(scale), keep).intoArray(y, yo + LANES);
        }
        if (features > 2) {
            keep = x2.lanewise(VectorOperators.LSHR, 8).compare(VectorOperators.GE, threshold).cast(S);
            zero.blend(FloatVector.fromArray(S, x, xo + 2 * LANES).mul(scale), keep).intoArray(y, yo + 2 * LANES);
        }
        if (features > 3) {
            keep = x3.lanewise(VectorOperators.LSHR, 8).compare(VectorOperators.GE, threshold).cast(S);
            zero.blend(FloatVector.fromArray(S, x, xo + 3 * LANES).mul(scale), keep).intoArray(y, yo + 3 * LANES);
        }
    }
}
