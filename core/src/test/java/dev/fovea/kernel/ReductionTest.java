package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class ReductionTest {
    private static final int[][] SHAPES = {{1}, {5}, {16}, {3, 17}, {4, 16}, {2, 3, 4}, {3, 1, 7}, {2, 3, 2, 4}};
    private static final int MARGIN = 3;

    @Test
    @ParityOf("KReduction")
    void everySubsetOfAxesInAscendingOrder() {
        for (int[] shape : SHAPES) {
            for (int lanes : new int[] {1, LANES}) {
                for (int subset = 0; subset < 1 << shape.length; subset++) {
                    boolean[] reduced = new boolean[shape.length];
                    for (int k = 0; k < shape.length; k++) {
                        reduced[k] = (subset >> k & 1) != 0;
                    }
                    assertReduced(shape, reduced, lanes);
                }
            }
        }
    }

    private static void assertReduced(int[] shape, boolean[] reduced, int lanes) {
        float[][] expected = byDefinition(shape, reduced, lanes);
        ReductionGeometry g = ReductionGeometry.of(shape, reduced, lanes);
        assertEquals(expected[0].length, g.outputSize());
        for (Kernels kernels : KernelSets.all()) {
            String where =
                    kernels.describe() + " " + Arrays.toString(shape) + Arrays.toString(reduced) + " lanes " + lanes;
            int size = g.outputSize();
            float[] x = input(shape, lanes);
            float[][] results = {
                new float[size + MARGIN], new float[size + MARGIN], new float[size + MARGIN], new float[size + MARGIN]
            };
            kernels.reduction().sum(g, x, 0, results[0], MARGIN);
            kernels.reduction().maximum(g, x, 0, results[1], MARGIN);
            kernels.reduction().argMax(g, x, 0, results[3], MARGIN, results[2], MARGIN);
            KernelSets.assertSame(results[1], results[3], where);
            for (int i = 0; i < 3; i++) {
                KernelSets.assertSame(
                        expected[i], Arrays.copyOfRange(results[i], MARGIN, MARGIN + size), where + " result " + i);
            }
        }
    }

    private static float[] input(int[] shape, int lanes) {
        return KernelSets.awkward(Arrays.stream(shape).reduce(lanes, (a, b) -> a * b), shape.length);
    }

    /// Sum, maximum and arg-max by going through the input in row-major order and working out both indices of every
    /// value.
    private static float[][] byDefinition(int[] shape, boolean[] reduced, int lanes) {
        float[] x = input(shape, lanes);
        int kept = lanes;
        for (int k = 0; k < shape.length; k++) {
            kept *= reduced[k] ? 1 : shape[k];
        }
        float[][] results = {new float[kept], new float[kept], new float[kept]};
        Arrays.fill(results[1], Float.NEGATIVE_INFINITY);
        for (int i = 0; i < x.length; i++) {
            int rest = i / lanes;
            int keptIndex = 0;
            int keptStride = 1;
            int index = 0;
            int stride = 1;
            for (int k = shape.length - 1; k >= 0; k--) {
                int at = rest % shape[k];
                rest /= shape[k];
                index += reduced[k] ? at * stride : 0;
                keptIndex += reduced[k] ? 0 : at * keptStride;
                stride *= reduced[k] ? shape[k] : 1;
                keptStride *= reduced[k] ? 1 : shape[k];
            }
            int out = keptIndex * lanes + i % lanes;
            results[0][out] += x[i];
            results[2][out] = x[i] > results[1][out] ? index : results[2][out];
            results[1][out] = x[i] > results[1][out] ? x[i] : results[1][out];
        }
        return results;
    }

    @Test
    void neighbouringAxesOfAKindAreOne() {
        ReductionGeometry g =
                ReductionGeometry.of(new int[] {2, 3, 4, 5}, new boolean[] {false, true, true, false}, LANES);
        assertArrayEquals(new int[] {2, 12}, g.sizes());
        assertArrayEquals(new int[] {960, 80}, g.inputStrides());
        assertArrayEquals(new int[] {80, 0}, g.outputStrides());
        assertEquals(80, g.run());
        assertEquals(160, g.outputSize());
    }

    @Test
    void theFirstOfEqualsWinsAndNaNIsPassedOver() {
        ReductionGeometry g = ReductionGeometry.of(new int[] {4}, new boolean[] {true}, LANES);
        float[] column = {Float.NaN, 2, 3, 3};
        float[] x = new float[4 * LANES];
        for (int i = 0; i < x.length; i++) {
            x[i] = column[i / LANES];
        }
        for (Kernels kernels : KernelSets.all()) {
            float[] best = new float[LANES];
            float[] index = new float[LANES];
            kernels.reduction().argMax(g, x, 0, best, 0, index, 0);
            assertEquals(3f, best[7]);
            assertEquals(2f, index[7]);
        }
    }
}
