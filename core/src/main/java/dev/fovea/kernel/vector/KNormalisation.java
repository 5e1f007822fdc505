package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Batch normalisation of one channel. The sums are one chain of additions for each lane; the elementwise passes are
/// bound by memory.
final class KNormalisation implements VectorNormalisation.Channels {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    KNormalisation() {}

    @Override
    public void squaredDeviations(
            float[] x, int xo, int stride, int blocks, int live, int pixels, float mean, float[] lanes, int lo) {
        for (int lane = 0; lane < LANES; lane += S.length()) {
            int whole = live - lane < S.length() ? blocks - 1 : blocks;
            int left = whole < blocks ? live : lane;
            deviations(x, xo + lane, stride, whole, lane, left, pixels, mean, lanes, lo + lane);
        }
    }

    /// `whole` blocks, and one more of which the lanes from `lane` to `live - 1` have a sample, if any.
    private static void deviations(
            float[] x,
            int xo,
            int stride,
            int whole,
            int lane,
            int live,
            int pixels,
            float mean,
            float[] lanes,
            int lo) {
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector sum = FloatVector.zero(S);
        for (int b = 0; b < whole; b++) {
            int at = xo + b * stride;
            for (int end = at + pixels * LANES; at < end; at += LANES) {
                FloatVector d = FloatVector.fromArray(S, x, at).sub(m);
                sum = d.fma(d, sum);
            }
        }
        if (live > lane) {
            VectorMask<Float> dead = S.indexInRange(lane, live).not();
            int at = xo + whole * stride;
            for (int end = at + pixels * LANES; at < end; at += LANES) {
                FloatVector d = FloatVector.fromArray(S, x, at).sub(m).blend(0f, dead);
                sum = d.fma(d, sum);
            }
        }
        // Added to zero, whose class the compiler knows: what comes out of nested loops it would keep in a box.
        FloatVector.zero(S).add(sum).intoArray(lanes, lo);
    }

    @Override
    public void normalise(
            float[] x, int xo, int size, float mean, float inverse, float gamma, float beta, float[] y, int yo) {
        scaled(x, xo, size, mean, inverse, gamma, beta, y, yo);
    }

    private static void scaled(
            float[] x, int xo, int size, float mean, float inverse, float gamma, float beta, float[] y, int yo) {
        FloatVector shift = FloatVector.broadcast(S, beta);
        FloatVector scale = FloatVector.broadcast(S, gamma);
        for (int i = 0; i < size; i += S.length()) {
            FloatVector h = FloatVector.fromArray(S, x, xo + i).sub(mean).mul(inverse);
            h.fma(scale, shift).intoArray(y, yo + i);
        }
    }

    @Override
    public void normaliseLanes(
            float[] x,
            int xo,
            int pixels,
            float[] mean,
            int mo,
            float[] inverse,
            int io,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] y,
            int yo) {
        for (int lane = 0; lane < LANES; lane += S.length()) {
            scaled(
                    x, xo + lane, pixels, mean, mo + lane, inverse, io + lane, gamma, go + lane, beta, bo + lane, y,
                    yo + lane);
        }
    }

    private static void scaled(
            float[] x,
            int xo,
            int pixels,
            float[] mean,
            int mo,
            float[] inverse,
            int io,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] y,
            int yo) {
        FloatVector m = FloatVector.fromArray(S, mean, mo);
        FloatVector factor = FloatVector.fromArray(S, inverse, io);
        FloatVector scale = FloatVector.fromArray(S, gamma, go);
        FloatVector shift = FloatVector.fromArray(S, beta, bo);
        for (int i = 0; i < pixels * LANES; i += LANES) {
            FloatVector h = FloatVector.fromArray(S, x, xo + i).sub(m).mul(factor);
            h.fma(scale, shift).intoArray(y, yo + i);
        }
    }

    @Override
    public void gradientSums(
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            int stride,
            int blocks,
            int live,
            int pixels,
            float mean,
            float inverse,
            float[] lanes,
            int lo,
            int so) {
        for (int lane = 0; lane < LANES; lane += S.length()) {
            int whole = live - lane < S.length() ? blocks - 1 : blocks;
            int left = whole < blocks ? live : lane;
            int from = xo + lane;
            products(
                    dy,
                    dyo + lane,
                    x,
                    from,
                    stride,
                    whole,
                    lane,
                    left,
                    pixels,
                    mean,
                    inverse,
                    lanes,
                    lo + lane,
                    so + lane);
        }
    }

    /// `whole` blocks, and one more of which the lanes from `lane` to `live - 1` have a sample, if any.
    private static void products(
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            int stride,
            int whole,
            int lane,
            int live,
            int pixels,
            float mean,
            float inverse,
            float[] lanes,
            int lo,
            int so) {
        FloatVector products = FloatVector.zero(S);
        FloatVector sum = FloatVector.zero(S);
        for (int b = 0; b < whole; b++) {
            int at = b * stride;
            for (int end = at + pixels * LANES; at < end; at += LANES) {
                FloatVector h = FloatVector.fromArray(S, x, xo + at).sub(mean).mul(inverse);
                FloatVector d = FloatVector.fromArray(S, dy, dyo + at);
                products = d.fma(h, products);
                sum = d.add(sum);
            }
        }
        if (live > lane) {
            VectorMask<Float> dead = S.indexInRange(lane, live).not();
            int at = whole * stride;
            for (int end = at + pixels * LANES; at < end; at += LANES) {
                FloatVector h = FloatVector.fromArray(S, x, xo + at).sub(mean).mul(inverse).blend(0f, dead);
                FloatVector d = FloatVector.fromArray(S, dy, dyo + at).blend(0f, dead);
                products = d.fma(h, products);
                sum = d.add(sum);
            }
        }
        // Added to zero, whose class the compiler knows: what comes out of nested loops it would keep in a box.
        FloatVector.zero(S).add(products).intoArray(lanes, lo);
        FloatVector.zero(S).add(sum).intoArray(lanes, so);
    }

    @Override
    public void inputGradient(
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            int size,
            float mean,
            float inverse,
            float scale,
            float meanDy,
            float meanDyH,
            float[] dx,
            int dxo) {
        centred(dy, dyo, x, xo, size, mean, inverse, scale, meanDy, meanDyH, dx, dxo);
    }

    private static void centred(
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            int size,
            float mean,
            float inverse,
            float scale,
            float meanDy,
            float meanDyH,
            float[] dx,
            int dxo) {
        FloatVector second = FloatVector.broadcast(S, meanDyH);
        for (int i = 0; i < size; i += S.length()) {
            FloatVector h = FloatVector.fromArray(S, x, xo + i).sub(mean).mul(inverse);
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i).sub(meanDy);
            h.neg().fma(second, d).mul(scale).intoArray(dx, dxo + i);
        }
    }
}
