package dev.fovea.kernel.vector;

import dev.fovea.kernel.WinogradFilter;
import dev.fovea.kernel.WinogradWeights;

import jdk.incubator.vector.VectorSpecies;

/// [WinogradWeights] in vectors of neighbouring kernels: a chunk is transposed, so that each tap lies in one piece, and
/// then passed over twice.
final class VectorWinogradWeights implements WinogradWeights {
    /// Kernels that are transformed together: what lies between the passes fits the first-level cache.
    private static final int CHUNK = 64;

    private final int taps;
    private final int points;
    private final int length;
    private final Transposition transposition;
    private final Passes passes;
    private final WinogradWeights rest;

    VectorWinogradWeights(
            VectorSpecies<Float> species, WinogradFilter filter, Transposition transposition, WinogradWeights rest) {
        taps = filter.taps();
        points = 2 * filter.pairs() + 2;
        length = species.length();
        this.transposition = transposition;
        this.rest = rest;
        passes = Specialised.load(Passes.class, KWinogradWeights.class, new Constants(species, filter));
    }

    /// Class data of the passes.
    record Constants(VectorSpecies<Float> species, WinogradFilter filter) {}

    /// One pass over a multiple of the vector's length, from taps to points or back.
    interface Passes {
        /// Taps are `step` apart, points `stride`.
        void expand(float[] g, int go, int step, float[] u, int uo, int stride, int count);

        /// Points are `step` apart, taps `stride`.
        void contract(float[] u, int uo, int step, float[] g, int go, int stride, int count);
    }

    @Override
    public int scratch() {
        return Math.max((taps + points) * taps * CHUNK, rest.scratch());
    }

    /// Kernels of the next chunk: whole vectors. A last vector moves back until it fits, so that some kernels are
    /// transformed twice, to the same bits.
    private int kernels(int left) {
        return left >= CHUNK ? CHUNK : Math.max(left & -length, length);
    }

    @Override
    public void transform(float[] w, int wo, int count, int from, int to, float[] u, int uo, float[] scratch, int so) {
        if (to - from < length) {
            rest.transform(w, wo, count, from, to, u, uo, scratch, so);
            return;
        }
        int half = so + taps * taps * CHUNK;
        int row = taps * CHUNK;
        int kernels;
        for (int next = from; next < to; next += kernels) {
            kernels = kernels(to - next);
            int first = Math.min(next, to - kernels);
            apart(w, wo + first * taps * taps, scratch, so, kernels);
            for (int column = 0; column < taps; column++) {
                passes.expand(scratch, so + column * CHUNK, row, scratch, half + column * CHUNK, row, kernels);
            }
            for (int i = 0; i < points; i++) {
                passes.expand(scratch, half + i * row, CHUNK, u, uo + i * points * count + first, count, kernels);
            }
        }
    }

    @Override
    public void gradient(
            float[] u, int uo, int count, int from, int to, float[] w, int wo, int stride, float[] scratch, int so) {
        if (to - from < length) {
            rest.gradient(u, uo, count, from, to, w, wo, stride, scratch, so);
            return;
        }
        int half = so + taps * taps * CHUNK;
        int row = taps * CHUNK;
        int kernels;
        for (int next = from; next < to; next += kernels) {
            kernels = kernels(to - next);
            int first = Math.min(next, to - kernels);
            for (int i = 0; i < points; i++) {
                passes.contract(u, uo + i * points * count + first, count, scratch, half + i * row, CHUNK, kernels);
            }
            for (int column = 0; column < taps; column++) {
                passes.contract(scratch, half + column * CHUNK, row, scratch, so + column * CHUNK, row, kernels);
            }
            together(scratch, so, w, wo + first * stride, stride, kernels);
        }
    }

    /// `[kernels][taps²]` to `[taps²][CHUNK]`.
    private void apart(float[] w, int wo, float[] g, int go, int kernels) {
        int all = taps * taps;
        int tile = transposition.rows();
        int whole = all & -tile;
        for (int k = 0; k < kernels; k += tile) {
            transposition.tiles(w, wo + k * all, all, tile, g, go + k, CHUNK, tile * CHUNK, whole / tile);
        }
        for (int tap = whole; tap < all; tap++) {
            for (int k = 0; k < kernels; k++) {
                g[go + tap * CHUNK + k] = w[wo + k * all + tap];
            }
        }
    }

    /// `[taps²][CHUNK]` to kernels of `[taps²]`.
    private void together(float[] g, int go, float[] w, int wo, int stride, int kernels) {
        int all = taps * taps;
        int tile = transposition.rows();
        int whole = all & -tile;
        for (int k = 0; k < kernels; k += tile) {
            transposition.tiles(g, go + k, CHUNK, tile * CHUNK, w, wo + k * stride, stride, tile, whole / tile);
        }
        for (int tap = whole; tap < all; tap++) {
            for (int k = 0; k < kernels; k++) {
                w[wo + k * stride + tap] = g[go + tap * CHUNK + k];
            }
        }
    }
}
