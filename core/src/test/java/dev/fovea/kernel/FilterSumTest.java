package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;
import static dev.fovea.kernel.ProductSets.MARGIN;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Convolutions of one sample with the filters in the lanes: every kernel gives the bits of loops written from the
/// formula.
class FilterSumTest {
    private static final List<ConvolutionCase> CASES = ConvolutionCase.all();

    @Test
    @Tag("everywhere")
    void inScalarCodeItIsTheFormula() {
        for (ConvolutionCase c : CASES) {
            check(ProductSets.scalar(), c, "scalar");
        }
    }

    @Test
    @ParityOf({"KFilterSum", "KFilterSumFew"})
    void vectorsGiveTheBitsOfTheScalarTwin() {
        ProductSets.vectorsOrSkip().forEach((name, products) -> CASES.forEach(c -> check(products, c, name)));
    }

    private static void check(Products products, ConvolutionCase c, String name) {
        int pixels = c.rows() * c.columns();
        float[] image = KernelSets.awkward(c.channels() * pixels, 1);
        float[] weights = KernelSets.awkward(c.filters() * c.taps(), 2);
        float[] bias = KernelSets.plain(c.filters(), 3);
        float[] repeated = new float[image.length * LANES];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = image[i / LANES];
        }
        float[] expected = new NaiveConvolution(c).forward(repeated, weights, bias);
        for (boolean planes : new boolean[] {true, false}) {
            FilterSum g =
                    FilterSum.of(c.filters(), c.channels(), c.window(), c.rows(), c.columns(), c.pooled(), planes);
            float[] y = ProductSets.guarded(g.sum().outputs() * g.sum().outputStride());
            float[] x = ProductSets.behindNaN(padded(c, image, planes));
            float[] w = ProductSets.behindNaN(blocks(weights, c.filters(), c.taps()));
            float[] b = ProductSets.behindNaN(blocks(bias, c.filters(), 1));
            products.filterSum(g).run(x, MARGIN, w, MARGIN, b, MARGIN, y, MARGIN);
            compare(c, expected, y, name + ", " + c + (planes ? ", planes" : ""));
        }
    }

    /// The image with its padding, in planes or with its channels in the lanes; NaN in lanes without a channel.
    private static float[] padded(ConvolutionCase c, float[] image, boolean planes) {
        int rows = c.rows() + c.window().paddingTop() + c.window().paddingBottom();
        int columns = c.columns() + c.window().paddingLeft() + c.window().paddingRight();
        int count = planes ? c.channels() : Math.ceilDiv(c.channels(), LANES) * LANES;
        float[] padded = new float[count * rows * columns];
        for (int i = 0; i < padded.length; i++) {
            int channel = planes ? i / (rows * columns) : i / (rows * columns * LANES) * LANES + i % LANES;
            int pixel = planes ? i % (rows * columns) : i / LANES % (rows * columns);
            int row = pixel / columns - c.window().paddingTop();
            int column = pixel % columns - c.window().paddingLeft();
            boolean inside = row >= 0 && row < c.rows() && column >= 0 && column < c.columns();
            if (channel >= c.channels()) {
                padded[i] = Float.NaN;
            } else if (inside) {
                padded[i] = image[(channel * c.rows() + row) * c.columns() + column];
            }
        }
        return padded;
    }

    /// Rows in blocks of sixteen.
    private static float[] blocks(float[] values, int rows, int features) {
        float[] blocks = new float[Math.ceilDiv(rows, LANES) * features * LANES];
        for (int i = 0; i < values.length; i++) {
            int row = i / features;
            blocks[(row / LANES * features + i % features) * LANES + row % LANES] = values[i];
        }
        return blocks;
    }

    private static void compare(ConvolutionCase c, float[] full, float[] y, String where) {
        int step = c.pooled() ? 2 : 1;
        int height = c.outputRows() / step;
        int width = c.outputColumns() / step;
        float[] expected = new float[c.filters() * height * width];
        float[] got = new float[expected.length];
        for (int i = 0; i < expected.length; i++) {
            int filter = i / (height * width);
            int pixel = i % (height * width);
            int row = filter * c.outputRows() + pixel / width * step;
            int first = row * c.outputColumns() + pixel % width * step;
            expected[i] = full[first * LANES];
            for (int p = 1; p < step * step; p++) {
                float candidate = full[(first + p / 2 * c.outputColumns() + p % 2) * LANES];
                expected[i] = candidate > expected[i] ? candidate : expected[i];
            }
            got[i] = y[MARGIN + (filter / LANES * height * width + pixel) * LANES + filter % LANES];
        }
        KernelSets.assertSame(expected, got, where);
        assertArrayEquals(new float[] {7, 7}, new float[] {y[MARGIN - 1], y[y.length - MARGIN]}, where);
    }
}
