package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class BlockSumTest {
    private static final int MARGIN = 3;

    @Test
    @ParityOf({"KBlockSum", "KFold"})
    void vectorsGiveTheBitsOfTheScalarTwin() {
        for (Kernels kernels : KernelSets.vectorsOrSkip()) {
            for (int channels : new int[] {1, 3, 4, 5, 10}) {
                for (int pixels : new int[] {1, 2, 7, 12}) {
                    for (int samples : new int[] {1, 3, 4, 5, 15, 16, 17, 31, 37, 60, 63, 64}) {
                        KernelSets.assertSame(
                                laneSums(KernelSets.scalar(), channels, pixels, samples),
                                laneSums(kernels, channels, pixels, samples),
                                kernels.describe() + " " + channels + " x " + pixels + ", " + samples + " samples");
                    }
                }
            }
            for (int count : new int[] {0, 1, 3, 4, 7, 8, 9, 16, 17, 33, 1021}) {
                KernelSets.assertSame(
                        fold(KernelSets.scalar(), count), fold(kernels, count), kernels.describe() + " fold " + count);
            }
        }
    }

    /// Dead lanes hold whatever the awkward values give, NaN included.
    private static float[] laneSums(Kernels kernels, int channels, int pixels, int samples) {
        int stride = channels * pixels * LANES + 32;
        float[] x = KernelSets.plain(5 + 4 * stride, 1);
        int blocks = (samples + LANES - 1) / LANES;
        for (int i = 5 + (blocks - 1) * stride; i < x.length; i++) {
            if ((i - 5 - (blocks - 1) * stride) % LANES >= samples - (blocks - 1) * LANES) {
                x[i] = Float.NaN;
            }
        }
        float[] lanes = new float[channels * LANES + 2 * MARGIN];
        kernels.blockSum().laneSums(x, 5, stride, samples, channels, pixels, lanes, MARGIN);
        return lanes;
    }

    private static float[] fold(Kernels kernels, int count) {
        float[] out = new float[count + 2 * MARGIN];
        kernels.blockSum().fold(KernelSets.awkward(count * LANES + 1, 2), 1, count, out, MARGIN);
        return out;
    }

    @Test
    void theOrderIsTheOneStated() {
        float[] lanes = KernelSets.plain(LANES, 9);
        float[] four = new float[4];
        for (int l = 0; l < 4; l++) {
            four[l] = (lanes[l] + lanes[l + 8]) + (lanes[l + 4] + lanes[l + 12]);
        }
        float expected = (four[0] + four[2]) + (four[1] + four[3]);
        float[] many = new float[33 * LANES];
        for (int i = 0; i < many.length; i++) {
            many[i] = lanes[i % LANES];
        }
        for (Kernels kernels : KernelSets.all()) {
            float[] out = new float[33];
            kernels.blockSum().fold(many, 0, 33, out, 0);
            for (float sum : out) {
                assertEquals(expected, sum);
            }
        }
    }

    @Test
    void sumsWholeNumbersExactly() {
        // 37 samples, 2 channels of 3 pixels: each value is its sample's number plus 100 times its channel.
        int stride = 2 * 3 * LANES;
        float[] x = new float[3 * stride];
        for (int i = 0; i < x.length; i++) {
            int sample = i / stride * LANES + i % LANES;
            x[i] = sample < 37 ? sample + 100 * (i % stride / (3 * LANES)) : 1e9f;
        }
        for (Kernels kernels : KernelSets.all()) {
            float[] lanes = new float[2 * LANES];
            float[] sums = new float[2];
            kernels.blockSum().laneSums(x, 0, stride, 37, 2, 3, lanes, 0);
            kernels.blockSum().fold(lanes, 0, 2, sums, 0);
            assertArrayEquals(new float[] {3 * 666, 3 * (666 + 3700)}, sums);
        }
    }

    @Test
    void leavesAreJoinedByTheSameTreeHoweverTheyCome() {
        int size = 7;
        for (Kernels kernels : KernelSets.all()) {
            Elementwise elementwise = kernels.elementwise();
            for (int leaves = 1; leaves < 70; leaves++) {
                float[] partials = KernelSets.plain(leaves * size, leaves);
                float[] expected = tree(partials, 0, leaves, size);
                float[] scratch = new float[1 + LeafTree.slots(leaves) * size];
                for (int leaf = 0; leaf < leaves; leaf++) {
                    System.arraycopy(partials, leaf * size, scratch, 1 + LeafTree.slot(leaf) * size, size);
                    LeafTree.take(elementwise, leaf, scratch, 1, size);
                }
                LeafTree.finish(elementwise, leaves, scratch, 1, size);
                assertArrayEquals(expected, Arrays.copyOfRange(scratch, 1, 1 + size), leaves + " leaves");
                LeafTree.join(elementwise, leaves, partials, 0, size, size);
                assertArrayEquals(expected, Arrays.copyOf(partials, size), leaves + " leaves kept");
            }
        }
    }

    /// The tree by its definition: the largest power of two of leaves below `count`, plus the rest.
    private static float[] tree(float[] partials, int from, int count, int size) {
        if (count == 1) {
            return Arrays.copyOfRange(partials, from * size, (from + 1) * size);
        }
        int left = Integer.highestOneBit(count - 1);
        float[] older = tree(partials, from, left, size);
        float[] newer = tree(partials, from + left, count - left, size);
        for (int i = 0; i < size; i++) {
            older[i] += newer[i];
        }
        return older;
    }
}
