package dev.fovea.kernel.scalar;

import static dev.fovea.kernel.Kernels.LANES;

import dev.fovea.kernel.Copy;
import dev.fovea.kernel.CopyGeometry;

import java.util.Arrays;

/// Copies by loops over axes and runs.
final class ScalarCopy implements Copy {
    @Override
    public void copy(CopyGeometry geometry, float[] source, int so, float[] target, int to) {
        axis(geometry, 0, source, so, target, to);
    }

    private static void axis(CopyGeometry geometry, int axis, float[] source, int so, float[] target, int to) {
        int run = geometry.run();
        if (axis == geometry.sizes().length) {
            if (geometry.repeats()) {
                Arrays.fill(target, to, to + run, source[so]);
            } else {
                System.arraycopy(source, so, target, to, run);
            }
            return;
        }
        int size = geometry.sizes()[axis];
        int sourceStride = geometry.sourceStrides()[axis];
        int targetStride = geometry.targetStrides()[axis];
        if (run == 1 && axis == geometry.sizes().length - 1) {
            for (int i = 0; i < size; i++) {
                target[to + i * targetStride] = source[so + i * sourceStride];
            }
            return;
        }
        for (int i = 0; i < size; i++) {
            axis(geometry, axis + 1, source, so + i * sourceStride, target, to + i * targetStride);
        }
    }

    @Override
    public void fill(float value, float[] target, int to, int n) {
        Arrays.fill(target, to, to + n, value);
    }

    @Override
    public void toBlock(float[] samples, int so, int stride, int features, int live, float[] block, int bo) {
        for (int lane = 0; lane < live; lane++) {
            for (int f = 0; f < features; f++) {
                block[bo + f * LANES + lane] = samples[so + lane * stride + f];
            }
        }
        clearDeadLanes(block, bo, features, live);
    }

    @Override
    public void fromBlock(float[] block, int bo, int features, int live, float[] samples, int so, int stride) {
        for (int lane = 0; lane < live; lane++) {
            for (int f = 0; f < features; f++) {
                samples[so + lane * stride + f] = block[bo + f * LANES + lane];
            }
        }
    }

    @Override
    public void transpose(float[] x, int xo, int xs, int live, float[] y, int yo, int ys, int count) {
        for (int square = 0; square < count; square++) {
            for (int i = 0; i < LANES; i++) {
                int to = yo + square * LANES + i * ys;
                for (int j = 0; j < live; j++) {
                    y[to + j] = x[xo + square * LANES + j * xs + i];
                }
                Arrays.fill(y, to + live, to + LANES, 0f);
            }
        }
    }

    @Override
    public void clearDeadLanes(float[] block, int bo, int features, int live) {
        if (live < LANES) {
            for (int f = 0; f < features; f++) {
                Arrays.fill(block, bo + f * LANES + live, bo + (f + 1) * LANES, 0f);
            }
        }
    }
}
