package dev.fovea.kernel.vector;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.Copy;
import dev.fovea.kernel.CopyGeometry;

import jdk.incubator.vector.VectorSpecies;

/// [Copy] in vectors where runs are short multiples of the vector's length, and by tiles between rows and blocks; all
/// else by the scalar twin, whose long runs are block copies of the JVM.
final class VectorCopy implements Copy {
    /// Above this length of a run the JVM's own copy is as fast.
    private static final int LONG = 128;

    private final int length;
    private final int tile;
    private final Copy rest;
    private final Runs runs;
    private final Transposition tiles;

    VectorCopy(VectorSpecies<Float> species, Transposition tiles, Copy rest) {
        this.length = species.length();
        this.rest = rest;
        runs = Specialised.load(Runs.class, KCopy.class, species);
        this.tiles = tiles;
        tile = tiles.rows();
    }

    /// Copies of runs whose length is a multiple of the vector's.
    interface Runs {
        /// `count` runs, `xs` and `ys` apart.
        void copy(float[] x, int xo, int xs, float[] y, int yo, int ys, int count, int run);

        /// `count` single values, `xs` apart, each repeated over a run.
        void repeat(float[] x, int xo, int xs, float[] y, int yo, int ys, int count, int run);
    }

    @Override
    public void copy(CopyGeometry g, float[] source, int so, float[] target, int to) {
        if (g.sizes().length == 0 || g.run() % length != 0 || g.run() > LONG) {
            rest.copy(g, source, so, target, to);
        } else {
            axis(g, 0, source, so, target, to);
        }
    }

    private void axis(CopyGeometry g, int axis, float[] source, int so, float[] target, int to) {
        int size = g.sizes()[axis];
        int sourceStride = g.sourceStrides()[axis];
        int targetStride = g.targetStrides()[axis];
        if (axis < g.sizes().length - 1) {
            for (int i = 0; i < size; i++) {
                axis(g, axis + 1, source, so + i * sourceStride, target, to + i * targetStride);
            }
        } else if (g.repeats()) {
            runs.repeat(source, so, sourceStride, target, to, targetStride, size, g.run());
        } else {
            runs.copy(source, so, sourceStride, target, to, targetStride, size, g.run());
        }
    }

    @Override
    public void fill(float value, float[] target, int to, int n) {
        rest.fill(value, target, to, n);
    }

    @Override
    public void toBlock(float[] samples, int so, int stride, int features, int live, float[] block, int bo) {
        int whole = live == LANES ? features & -tile : 0;
        int count = whole / tile;
        for (int lane = 0; lane < LANES; lane += tile) {
            int from = so + lane * stride;
            tiles.tiles(samples, from, stride, tile, block, bo + lane, LANES, tile * LANES, count);
        }
        rest.toBlock(samples, so + whole, stride, features - whole, live, block, bo + whole * LANES);
    }

    @Override
    public void fromBlock(float[] block, int bo, int features, int live, float[] samples, int so, int stride) {
        int whole = live == LANES ? features & -tile : 0;
        int count = whole / tile;
        for (int lane = 0; lane < LANES; lane += tile) {
            int to = so + lane * stride;
            tiles.tiles(block, bo + lane, LANES, tile * LANES, samples, to, stride, tile, count);
        }
        rest.fromBlock(block, bo + whole * LANES, features - whole, live, samples, so + whole, stride);
    }

    @Override
    public void transpose(float[] x, int xo, int xs, int live, float[] y, int yo, int ys, int count) {
        if (live < LANES) {
            rest.transpose(x, xo, xs, live, y, yo, ys, count);
            return;
        }
        for (int j = 0; j < LANES; j += tile) {
            for (int i = 0; i < LANES; i += tile) {
                tiles.tiles(x, xo + j * xs + i, xs, LANES, y, yo + i * ys + j, ys, LANES, count);
            }
        }
    }

    @Override
    public void clearDeadLanes(float[] block, int bo, int features, int live) {
        rest.clearDeadLanes(block, bo, features, live);
    }
}
