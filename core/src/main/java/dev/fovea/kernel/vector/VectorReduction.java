package dev.fovea.kernel.vector;

import dev.fovea.kernel.Reduction;
import dev.fovea.kernel.ReductionGeometry;

import jdk.incubator.vector.VectorSpecies;

import java.util.Arrays;

/// [Reduction] in vectors along the innermost axis where that is kept, as it is in blocks; a reduced innermost axis is
/// one chain of additions in a fixed order and goes to the scalar twin.
final class VectorReduction implements Reduction {
    private final int length;
    private final Reduction rest;
    private final Rows rows;

    VectorReduction(VectorSpecies<Float> species, Reduction rest) {
        this.length = species.length();
        this.rest = rest;
        rows = Specialised.load(Rows.class, KReduction.class, species);
    }

    /// Folds `count` rows, `xs` apart, into one row of `run` values, a multiple of the vector's length.
    interface Rows {
        void sum(float[] x, int xo, int xs, int count, int run, float[] y, int yo);

        void maximum(float[] x, int xo, int xs, int count, int run, float[] y, int yo);

        /// Row `i` has the index `index + i step`.
        void argMax(
                float[] x,
                int xo,
                int xs,
                int count,
                int run,
                float[] best,
                int bo,
                float[] y,
                int yo,
                int index,
                int step);
    }

    private boolean isForScalar(ReductionGeometry g) {
        return !g.runKept() || g.run() % length != 0 || g.sizes().length == 0;
    }

    @Override
    public void sum(ReductionGeometry g, float[] x, int xo, float[] y, int yo) {
        if (isForScalar(g)) {
            rest.sum(g, x, xo, y, yo);
        } else {
            Arrays.fill(y, yo, yo + g.outputSize(), 0f);
            sum(g, 0, x, xo, y, yo);
        }
    }

    private void sum(ReductionGeometry g, int axis, float[] x, int xo, float[] y, int yo) {
        int size = g.sizes()[axis];
        int stride = g.inputStrides()[axis];
        if (axis == g.sizes().length - 1) {
            rows.sum(x, xo, stride, size, g.run(), y, yo);
            return;
        }
        for (int i = 0; i < size; i++) {
            sum(g, axis + 1, x, xo + i * stride, y, yo + i * g.outputStrides()[axis]);
        }
    }

    @Override
    public void maximum(ReductionGeometry g, float[] x, int xo, float[] y, int yo) {
        if (isForScalar(g)) {
            rest.maximum(g, x, xo, y, yo);
        } else {
            Arrays.fill(y, yo, yo + g.outputSize(), Float.NEGATIVE_INFINITY);
            maximum(g, 0, x, xo, y, yo);
        }
    }

    private void maximum(ReductionGeometry g, int axis, float[] x, int xo, float[] y, int yo) {
        int size = g.sizes()[axis];
        int stride = g.inputStrides()[axis];
        if (axis == g.sizes().length - 1) {
            rows.maximum(x, xo, stride, size, g.run(), y, yo);
            return;
        }
        for (int i = 0; i < size; i++) {
            maximum(g, axis + 1, x, xo + i * stride, y, yo + i * g.outputStrides()[axis]);
        }
    }

    @Override
    public void argMax(ReductionGeometry g, float[] x, int xo, float[] best, int bo, float[] y, int yo) {
        if (isForScalar(g)) {
            rest.argMax(g, x, xo, best, bo, y, yo);
        } else {
            Arrays.fill(best, bo, bo + g.outputSize(), Float.NEGATIVE_INFINITY);
            Arrays.fill(y, yo, yo + g.outputSize(), 0f);
            argMax(g, 0, 0, x, xo, best, bo, y, yo);
        }
    }

    private void argMax(
            ReductionGeometry g, int axis, int index, float[] x, int xo, float[] best, int bo, float[] y, int yo) {
        int size = g.sizes()[axis];
        int stride = g.inputStrides()[axis];
        int step = g.indexStrides()[axis];
        if (axis == g.sizes().length - 1) {
            rows.argMax(x, xo, stride, size, g.run(), best, bo, y, yo, index, step);
            return;
        }
        for (int i = 0; i < size; i++) {
            int skip = i * g.outputStrides()[axis];
            argMax(g, axis + 1, index + i * step, x, xo + i * stride, best, bo + skip, y, yo + skip);
        }
    }
}
