package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;
import static dev.fovea.kernel.ProductSets.MARGIN;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.function.Consumer;

/// Spreading pooled gradients: every kernel writes each gradient where the maximum was, zeros beside it, and nothing
/// else.
class UnpoolTest {
    /// Pooled gradients and the images that they go to, which have a border.
    ///
    /// @param channels images
    /// @param rows rows of windows
    /// @param columns columns of windows
    /// @param border pixels right of and below the windows
    private record Spread(int channels, int rows, int columns, int border) {
        int size() {
            return channels * rows * columns * LANES;
        }

        int rowStride() {
            return (2 * columns + border) * LANES;
        }

        int imageStride() {
            return (2 * rows + border) * rowStride();
        }

        float[] index() {
            float[] index = new float[size()];
            for (int i = 0; i < index.length; i++) {
                index[i] = i * 7 / 5 % 4;
            }
            return index;
        }
    }

    private static void forEach(Consumer<Spread> check) {
        for (int channels : new int[] {1, 2, 3, 5}) {
            for (int rows : new int[] {1, 2, 3, 6}) {
                for (int columns : new int[] {1, 2, 3, 7}) {
                    check.accept(new Spread(channels, rows, columns, 0));
                    check.accept(new Spread(channels, rows, columns, 1));
                }
            }
        }
    }

    @Test
    @Tag("everywhere")
    void gradientsGoWhereTheMaximumWas() {
        forEach(s -> {
            float[] dy = KernelSets.awkward(s.size(), 1);
            float[] index = s.index();
            float[] expected = ProductSets.guarded(s.channels * s.imageStride());
            for (int i = 0; i < dy.length; i++) {
                int window = i / LANES;
                for (int p = 0; p < 4; p++) {
                    int row = 2 * (window / s.columns % s.rows) + p / 2;
                    int column = 2 * (window % s.columns) + p % 2;
                    int to =
                            window / (s.rows * s.columns) * s.imageStride()
                                    + row * s.rowStride()
                                    + column * LANES
                                    + i % LANES;
                    expected[MARGIN + to] = index[i] == p ? dy[i] : 0;
                }
            }
            KernelSets.assertSame(expected, run(ProductSets.scalar(), s), s.toString());
        });
    }

    @Test
    @ParityOf("KUnpool")
    void vectorsGiveTheBitsOfTheScalarTwin() {
        Map<String, Products> vectors = ProductSets.vectorsOrSkip();
        forEach(s -> {
            float[] expected = run(ProductSets.scalar(), s);
            vectors.forEach((name, products) -> KernelSets.assertSame(expected, run(products, s), name + ", " + s));
        });
    }

    private static float[] run(Products products, Spread s) {
        float[] dy = ProductSets.behindNaN(KernelSets.awkward(s.size(), 1));
        float[] index = ProductSets.behindNaN(s.index());
        float[] y = ProductSets.guarded(s.channels * s.imageStride());
        products.unpool()
                .run(
                        dy,
                        MARGIN,
                        index,
                        MARGIN,
                        s.channels,
                        s.rows,
                        s.columns,
                        y,
                        MARGIN,
                        s.rowStride(),
                        s.imageStride());
        return y;
    }
}
