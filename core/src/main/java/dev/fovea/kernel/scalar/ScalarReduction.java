package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Reduction;
import dev.fovea.kernel.ReductionGeometry;

import java.util.Arrays;

/// Reductions in one pass over the input in row-major order: so each kept element meets its reduced values in ascending
/// order.
final class ScalarReduction implements Reduction {
    @Override
    public void sum(ReductionGeometry g, float[] x, int xo, float[] y, int yo) {
        Arrays.fill(y, yo, yo + g.outputSize(), 0f);
        sum(g, 0, x, xo, y, yo);
    }

    private static void sum(ReductionGeometry g, int axis, float[] x, int xo, float[] y, int yo) {
        if (axis < g.sizes().length) {
            for (int i = 0; i < g.sizes()[axis]; i++) {
                sum(g, axis + 1, x, xo + i * g.inputStrides()[axis], y, yo + i * g.outputStrides()[axis]);
            }
        } else if (g.runKept()) {
            for (int i = 0; i < g.run(); i++) {
                y[yo + i] += x[xo + i];
            }
        } else {
            float sum = y[yo];
            for (int i = 0; i < g.run(); i++) {
                sum += x[xo + i];
            }
            y[yo] = sum;
        }
    }

    @Override
    public void maximum(ReductionGeometry g, float[] x, int xo, float[] y, int yo) {
        Arrays.fill(y, yo, yo + g.outputSize(), Float.NEGATIVE_INFINITY);
        maximum(g, 0, x, xo, y, yo);
    }

    private static void maximum(ReductionGeometry g, int axis, float[] x, int xo, float[] y, int yo) {
        if (axis < g.sizes().length) {
            for (int i = 0; i < g.sizes()[axis]; i++) {
                maximum(g, axis + 1, x, xo + i * g.inputStrides()[axis], y, yo + i * g.outputStrides()[axis]);
            }
        } else {
            int step = g.runKept() ? 1 : 0;
            for (int i = 0; i < g.run(); i++) {
                float best = y[yo + i * step];
                y[yo + i * step] = x[xo + i] > best ? x[xo + i] : best;
            }
        }
    }

    @Override
    public void argMax(ReductionGeometry g, float[] x, int xo, float[] best, int bo, float[] y, int yo) {
        Arrays.fill(best, bo, bo + g.outputSize(), Float.NEGATIVE_INFINITY);
        Arrays.fill(y, yo, yo + g.outputSize(), 0f);
        argMax(g, 0, 0, x, xo, best, bo, y, yo);
    }

    private static void argMax(
            ReductionGeometry g, int axis, int index, float[] x, int xo, float[] best, int bo, float[] y, int yo) {
        if (axis < g.sizes().length) {
            for (int i = 0; i < g.sizes()[axis]; i++) {
                int skip = i * g.outputStrides()[axis];
                int next = index + i * g.indexStrides()[axis];
                argMax(g, axis + 1, next, x, xo + i * g.inputStrides()[axis], best, bo + skip, y, yo + skip);
            }
        } else {
            int step = g.runKept() ? 1 : 0;
            for (int i = 0; i < g.run(); i++) {
                if (x[xo + i] > best[bo + i * step]) {
                    best[bo + i * step] = x[xo + i];
                    y[yo + i * step] = index + i * (1 - step);
                }
            }
        }
    }
}
