package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.shape.Window;

import org.junit.jupiter.api.Test;

import java.util.List;

class PoolingTest {
    private static final int MARGIN = 5;
    private static final List<PoolingGeometry> GEOMETRIES =
            List.of(
                    new PoolingGeometry(Window.of(2, 2).withStride(2, 2), 3, 8, 6),
                    new PoolingGeometry(Window.of(2, 2).withStride(2, 2), 2, 7, 5),
                    new PoolingGeometry(Window.of(2, 2).withStride(2, 2), 1, 2, 2),
                    new PoolingGeometry(Window.of(1, 1), 1, 1, 1),
                    new PoolingGeometry(Window.of(3, 3).withStride(2, 2).withPadding(1, 1, 1, 1), 2, 7, 8),
                    new PoolingGeometry(Window.of(3, 2).withStride(1, 2), 2, 5, 7),
                    new PoolingGeometry(Window.of(2, 3).withStride(3, 1).withPadding(1, 0, 0, 2), 1, 5, 7),
                    new PoolingGeometry(Window.of(2, 2).withDilation(2, 3).withPadding(1, 2, 0, 1), 2, 6, 7),
                    new PoolingGeometry(Window.of(5, 5).withStride(5, 5).withSamePadding(11, 13), 1, 11, 13),
                    new PoolingGeometry(Window.of(4, 4), 3, 4, 4));

    @Test
    @ParityOf({"KMaximumPooling", "KMaximumPoolingTwoByTwo", "KAveragePooling"})
    void vectorsGiveTheBitsOfTheScalarTwin() {
        Pooling scalar = KernelSets.scalar().pooling();
        for (Kernels kernels : KernelSets.vectorsOrSkip()) {
            for (PoolingGeometry g : GEOMETRIES) {
                String where = kernels.describe() + " " + g;
                float[][] expected = all(scalar, g);
                float[][] actual = all(kernels.pooling(), g);
                for (int i = 0; i < expected.length; i++) {
                    KernelSets.assertSame(expected[i], actual[i], where + " result " + i);
                }
            }
        }
    }

    /// Values and taps, values alone, gradient; mean, gradient: all behind a margin that must stay 7.
    private static float[][] all(Pooling pooling, PoolingGeometry g) {
        int in = g.channels() * g.rows() * g.columns() * LANES;
        int out = g.channels() * g.outputRows() * g.outputColumns() * LANES;
        float[] x = KernelSets.awkward(in + 2, 3);
        float[] dy = KernelSets.plain(out + 1, 4);
        float[][] results = {seven(out), seven(out), seven(out), seven(in), seven(out), seven(in)};
        pooling.maximum(g, x, 2, results[0], MARGIN, results[1], MARGIN);
        pooling.maximum(g, x, 2, results[2], MARGIN);
        pooling.maximumGradient(g, dy, 1, results[1], MARGIN, results[3], MARGIN);
        pooling.average(g, x, 2, results[4], MARGIN);
        pooling.averageGradient(g, dy, 1, results[5], MARGIN);
        return results;
    }

    private static float[] seven(int size) {
        float[] values = new float[size + 2 * MARGIN];
        java.util.Arrays.fill(values, 7f);
        return values;
    }

    /// By hand: a 3 x 3 image with 2 x 2 windows, stride 1, one row of padding on top.
    @Test
    void anExampleByHand() {
        PoolingGeometry g = new PoolingGeometry(Window.of(2, 2).withPadding(1, 0, 0, 0), 1, 3, 3);
        float[] image = {1, 5, 5, 4, 2, 0, 9, -1, 3};
        for (Kernels kernels : KernelSets.all()) {
            Pooling pooling = kernels.pooling();
            float[] y = new float[6 * LANES];
            float[] taps = new float[6 * LANES];
            pooling.maximum(g, spread(image), 0, y, 0, taps, 0);
            // Taps 0 and 1 of the first row of windows are padding.
            assertArrayEquals(new float[] {5, 5, 5, 5, 9, 3}, lane(y, 11));
            assertArrayEquals(new float[] {3, 2, 1, 0, 2, 3}, lane(taps, 11));
            float[] dx = new float[9 * LANES];
            pooling.maximumGradient(g, spread(new float[] {1, 2, 4, 8, 16, 32}), 0, taps, 0, dx, 0);
            assertArrayEquals(new float[] {0, 15, 0, 0, 0, 0, 16, 0, 32}, lane(dx, 3));
            pooling.average(g, spread(image), 0, y, 0);
            assertArrayEquals(new float[] {3, 5, 3, 3, 3.5f, 1}, lane(y, 0));
            pooling.averageGradient(g, spread(new float[] {2, 4, 4, 4, 8, 8}), 0, dx, 0);
            assertArrayEquals(new float[] {2, 5, 3, 3, 6, 3, 2, 4, 2}, lane(dx, 15));
        }
    }

    @Test
    void theFirstOfEqualsWinsAndANanThatIsFirstStays() {
        PoolingGeometry g = new PoolingGeometry(Window.of(2, 2).withStride(2, 2), 1, 2, 4);
        float nan = Float.NaN;
        float[] image = {1, 1, nan, 2, 1, 1, 3, nan};
        for (Kernels kernels : KernelSets.all()) {
            float[] y = new float[2 * LANES];
            float[] taps = new float[2 * LANES];
            kernels.pooling().maximum(g, spread(image), 0, y, 0, taps, 0);
            assertEquals(1f, y[0]);
            assertEquals(0f, taps[0]);
            assertEquals(nan, y[LANES]);
            assertEquals(0f, taps[LANES]);
        }
    }

    private static float[] spread(float[] values) {
        float[] block = new float[values.length * LANES];
        for (int i = 0; i < block.length; i++) {
            block[i] = values[i / LANES];
        }
        return block;
    }

    private static float[] lane(float[] block, int lane) {
        float[] values = new float[block.length / LANES];
        for (int i = 0; i < values.length; i++) {
            values[i] = block[i * LANES + lane];
        }
        return values;
    }
}
