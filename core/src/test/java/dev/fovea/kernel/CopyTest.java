package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CopyTest {
    private static final int[][] SHAPES = {
        {1}, {7}, {3, 5}, {16, 16}, {2, 3, 4}, {4, 1, 17}, {3, 1, 2, 5}, {2, 2, 3, 4}
    };
    private static final int[] LANE_COUNTS = {1, LANES};

    @Test
    @ParityOf("KCopy")
    void permutesAxes() {
        for (Kernels kernels : KernelSets.all()) {
            for (int[] shape : SHAPES) {
                for (int lanes : LANE_COUNTS) {
                    for (int turn = 0; turn < shape.length; turn++) {
                        int[] order = turned(shape.length, turn);
                        float[] x = numbers(size(shape) * lanes);
                        float[] y = new float[x.length];
                        kernels.copy().copy(CopyGeometry.permute(shape, order, lanes), x, 0, y, 0);
                        assertPermuted(shape, order, lanes, x, y);
                    }
                }
            }
        }
    }

    /// All rotations of the axes, each with the last two swapped.
    private static int[] turned(int rank, int turn) {
        int[] order = new int[rank];
        for (int k = 0; k < rank; k++) {
            order[k] = (k + turn) % rank;
        }
        if (rank > 2) {
            int last = order[rank - 1];
            order[rank - 1] = order[rank - 2];
            order[rank - 2] = last;
        }
        return order;
    }

    private static void assertPermuted(int[] shape, int[] order, int lanes, float[] x, float[] y) {
        int[] target = new int[shape.length];
        for (int k = 0; k < shape.length; k++) {
            target[k] = shape[order[k]];
        }
        int[] at = new int[shape.length];
        for (int i = 0; i < y.length; i++) {
            int rest = i / lanes;
            for (int k = shape.length - 1; k >= 0; k--) {
                at[order[k]] = rest % target[k];
                rest /= target[k];
            }
            assertEquals(x[CopyGeometry.offset(shape, at, lanes) + i % lanes], y[i]);
        }
    }

    @Test
    void slicesAndPadsBoxes() {
        int[] whole = {3, 5, 7};
        int[] box = {2, 3, 4};
        int[] corner = {1, 2, 0};
        for (Kernels kernels : KernelSets.all()) {
            for (int lanes : LANE_COUNTS) {
                float[] x = numbers(size(whole) * lanes);
                float[] part = new float[size(box) * lanes];
                int offset = CopyGeometry.offset(whole, corner, lanes);
                kernels.copy().copy(CopyGeometry.box(box, whole, box, lanes), x, offset, part, 0);
                float[] back = new float[x.length];
                kernels.copy().fill(-1f, back, 0, back.length);
                kernels.copy().copy(CopyGeometry.box(box, box, whole, lanes), part, 0, back, offset);
                for (int i = 0; i < x.length; i++) {
                    int column = i / lanes % 7;
                    int row = i / lanes / 7 % 5;
                    int plane = i / lanes / 35;
                    boolean inside = plane >= 1 && row >= 2 && column < 4;
                    assertEquals(inside ? x[i] : -1f, back[i]);
                    if (inside) {
                        assertEquals(x[i], part[(((plane - 1) * 3 + row - 2) * 4 + column) * lanes + i % lanes]);
                    }
                }
            }
        }
    }

    @Test
    void broadcastsAxesAndLanes() {
        int[] shape = {3, 1, 4};
        int[] target = {3, 5, 4};
        for (Kernels kernels : KernelSets.all()) {
            for (int lanes : LANE_COUNTS) {
                for (int sourceLanes : new int[] {1, lanes}) {
                    float[] x = numbers(12 * sourceLanes);
                    float[] y = new float[60 * lanes];
                    kernels.copy().copy(CopyGeometry.broadcast(shape, target, sourceLanes, lanes), x, 0, y, 0);
                    for (int i = 0; i < y.length; i++) {
                        int value = i / lanes;
                        int from = value / 20 * 4 + value % 4;
                        assertEquals(x[from * sourceLanes + (sourceLanes == 1 ? 0 : i % lanes)], y[i]);
                    }
                }
            }
            float[] scalar = new float[48];
            kernels.copy()
                    .copy(
                            CopyGeometry.broadcast(new int[] {1, 1}, new int[] {3, 16}, 1, 1),
                            new float[] {5},
                            0,
                            scalar,
                            0);
            assertEquals(5f, scalar[47]);
        }
    }

    @Test
    void neighbouringContiguousAxesAreOneRun() {
        CopyGeometry whole = CopyGeometry.permute(new int[] {2, 3, 4}, new int[] {0, 1, 2}, LANES);
        assertEquals(0, whole.sizes().length);
        assertEquals(384, whole.run());
        CopyGeometry swapped = CopyGeometry.permute(new int[] {2, 3, 4, 5}, new int[] {2, 3, 0, 1}, 1);
        assertArrayEquals(new int[] {20, 6}, swapped.sizes());
        assertEquals(1, swapped.run());
        CopyGeometry bias = CopyGeometry.broadcast(new int[] {6, 1, 1}, new int[] {6, 2, 3}, 1, LANES);
        assertArrayEquals(new int[] {6}, bias.sizes());
        assertEquals(96, bias.run());
    }

    @Test
    @ParityOf("KTranspose")
    void rowsBecomeBlocksAndBack() {
        for (Kernels kernels : KernelSets.all()) {
            for (int features : new int[] {1, 3, 4, 15, 16, 17, 33, 61}) {
                for (int live : new int[] {1, 3, 4, 15, 16}) {
                    int stride = features + 2;
                    float[] rows = numbers(1 + LANES * stride);
                    float[] block = numbers(2 + features * LANES);
                    kernels.copy().toBlock(rows, 1, stride, features, live, block, 2);
                    float[] back = new float[rows.length];
                    kernels.copy().fromBlock(block, 2, features, live, back, 1, stride);
                    for (int f = 0; f < features; f++) {
                        for (int lane = 0; lane < LANES; lane++) {
                            int row = 1 + lane * stride + f;
                            assertEquals(lane < live ? rows[row] : 0f, block[2 + f * LANES + lane]);
                            assertEquals(lane < live ? rows[row] : 0f, back[row]);
                        }
                    }
                    assertEquals(2f, block[1], "nothing before the block is touched");
                    assertEquals(0f, back[stride], "nothing between the rows is touched");
                }
            }
        }
    }

    @Test
    void deadLanesAreCleared() {
        for (Kernels kernels : KernelSets.all()) {
            float[] block = numbers(3 * LANES);
            kernels.copy().clearDeadLanes(block, 0, 3, 5);
            for (int i = 0; i < block.length; i++) {
                assertEquals(i % LANES < 5 ? i + 1f : 0f, block[i]);
            }
        }
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int n : shape) {
            size *= n;
        }
        return size;
    }

    /// `y[i][j] = x[j][i]` of three squares, among other values, which stay.
    @Test
    void transposesSquares() {
        float[] x = numbers(LANES * 53);
        for (Kernels kernels : KernelSets.all()) {
            for (int live = 0; live <= LANES; live++) {
                float[] y = new float[LANES * 60 + 3];
                kernels.copy().fill(-1f, y, 0, y.length);
                kernels.copy().transpose(x, 5, 53, live, y, 3, 60, 3);
                for (int k = 0; k < y.length; k++) {
                    int i = (k - 3) / 60;
                    int column = (k - 3) % 60;
                    int j = column % LANES;
                    int square = column - j;
                    float expected = k < 3 || column >= 3 * LANES ? -1f : j < live ? x[5 + j * 53 + square + i] : 0f;
                    assertEquals(expected, y[k], kernels.describe() + ", " + live + " rows, at " + k);
                }
            }
        }
    }

    private static float[] numbers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i + 1;
        }
        return values;
    }
}
