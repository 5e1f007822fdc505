package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;
import static dev.fovea.kernel.ProductSets.MARGIN;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.shape.Window;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Forward convolutions and input gradients: the scalar kernels give the bits of loops written from the formula, the
/// vector kernels those of the scalar ones.
class TapSumTest {
    private static final List<ConvolutionCase> CASES = ConvolutionCase.all();

    @Test
    @Tag("everywhere")
    void forwardIsTheFormula() {
        for (ConvolutionCase c : CASES) {
            float[] expected = new NaiveConvolution(c).forward(image(c), weights(c), bias(c));
            Result result = forward(ProductSets.scalar(), c, image(c));
            if (c.pooled()) {
                pooled(c, expected, result);
            } else {
                KernelSets.assertSame(expected, ProductSets.inner(result.y), c.toString());
            }
        }
    }

    private static void pooled(ConvolutionCase c, float[] full, Result result) {
        int height = c.outputRows() / 2;
        int width = c.outputColumns() / 2;
        float[] maxima = new float[c.filters() * height * width * LANES];
        float[] winners = new float[maxima.length];
        for (int i = 0; i < maxima.length; i++) {
            int window = i / LANES;
            int row = window / (height * width) * c.outputRows() + window / width % height * 2;
            int first = (row * c.outputColumns() + window % width * 2) * LANES + i % LANES;
            maxima[i] = full[first];
            for (int p = 1; p < 4; p++) {
                float candidate = full[first + (p / 2 * c.outputColumns() + p % 2) * LANES];
                if (candidate > maxima[i]) {
                    maxima[i] = candidate;
                    winners[i] = p;
                }
            }
        }
        KernelSets.assertSame(maxima, ProductSets.inner(result.y), "maxima of " + c);
        KernelSets.assertSame(winners, ProductSets.inner(result.z), "winners of " + c);
    }

    @Test
    @ParityOf({"KTapSum", "KTapSumFew"})
    void forwardInVectorsGivesTheBitsOfTheScalarTwin() {
        Map<String, Products> vectors = ProductSets.vectorsOrSkip();
        for (ConvolutionCase c : CASES) {
            float[] x = image(c);
            Result expected = forward(ProductSets.scalar(), c, x);
            vectors.forEach((name, products) -> same(expected, forward(products, c, x), name + ", " + c));
        }
    }

    @Test
    @Tag("everywhere")
    void inputGradientIsTheFormula() {
        for (ConvolutionCase c : CASES) {
            float[] expected = new NaiveConvolution(c).inputGradient(gradient(c), weights(c));
            float[] got = inputGradient(ProductSets.scalar(), c, gradient(c));
            KernelSets.assertSame(expected, ProductSets.inner(got), "input gradient of " + c);
        }
    }

    @Test
    void inputGradientInVectorsGivesTheBitsOfTheScalarTwin() {
        Map<String, Products> vectors = ProductSets.vectorsOrSkip();
        for (ConvolutionCase c : CASES) {
            float[] dy = gradient(c);
            float[] expected = inputGradient(ProductSets.scalar(), c, dy);
            vectors.forEach((name, products) ->
                    KernelSets.assertSame(expected, inputGradient(products, c, dy), name + ", gradient, " + c));
        }
    }

    /// The padding is zeros, and zero times infinity is NaN. An input gradient has no padding.
    @Test
    @Tag("everywhere")
    void weightsThatAreNotFiniteMeetThePadding() {
        for (ConvolutionCase c : CASES) {
            float[] w = diverged(c);
            float[] y = new NaiveConvolution(c).forward(image(c), w, bias(c));
            float[] dx = new NaiveConvolution(c).inputGradient(gradient(c), w);
            ProductSets.all()
                    .forEach((name, products) -> {
                        String where = name + ", " + c;
                        Result got = forward(products, c, image(c), w);
                        if (c.pooled()) {
                            pooled(c, y, got);
                        } else {
                            KernelSets.assertSame(y, ProductSets.inner(got.y), where);
                        }
                        float[] gradient = inputGradient(products, c, gradient(c), w);
                        KernelSets.assertSame(dx, ProductSets.inner(gradient), "input gradient, " + where);
                    });
        }
    }

    /// LeNet's second convolution is too large to run whole in the interpreter: two tiles of outputs. With 16 registers
    /// the last tile is smaller, and else it moves back: kernels that keep something in the result before it is final
    /// would meet there in two threads.
    @Test
    void lenetInVectorsGivesTheBitsOfTheScalarTwin() {
        ConvolutionCase c = new ConvolutionCase(50, 20, Window.of(5, 5), 12, 12, true);
        TapSum g = TapSum.forward(50, 20, c.window(), 12, 12, true);
        float[] x = buffer(g, image(c));
        Result expected = forward(ProductSets.scalar(), c, image(c));
        ProductSets.vectorsOrSkip()
                .forEach((name, products) -> {
                    TapSumKernel kernel = products.tapSum(g);
                    int perTile = kernel.outputsPerTile();
                    assertTrue(perTile > 2 && 50 / perTile * perTile > 47, name + ": a tile of " + perTile);
                    Result got = new Result(g.outputs() * g.outputStride());
                    int last = Math.ceilDiv(50, perTile);
                    int lastOutput = name.contains("16 registers") ? (last - 1) * perTile : 50 - perTile;
                    run(kernel, x, c, weights(c), got, 0, 1);
                    run(kernel, x, c, weights(c), got, last - 1, last);
                    for (int i = 0; i < got.y.length; i++) {
                        int output = (i - MARGIN) / g.outputStride();
                        if (i >= MARGIN && (output < perTile || output >= lastOutput && output < 50)) {
                            assertEquals(expected.y[i], got.y[i], name);
                            assertEquals(expected.z[i], got.z[i], name);
                        } else {
                            assertEquals(7, got.y[i], name + ": what was not asked for stays");
                        }
                    }
                });
    }

    /// Lanes behind the last sample may hold anything: the others do not see it.
    @Test
    @Tag("everywhere")
    void aLaneDoesNotSeeTheOthers() {
        Map<String, Products> all = ProductSets.all();
        Window window = Window.of(3, 2).withPadding(1, 0, 0, 1);
        for (boolean pooled : new boolean[] {false, true}) {
            ConvolutionCase c = new ConvolutionCase(6, 2, window, 5, 7, pooled);
            float[] clean = KernelSets.plain(image(c).length, 3);
            float[] poisoned = ProductSets.poisoned(clean, 11);
            all.forEach((name, products) -> {
                Result expected = forward(products, c, clean);
                Result got = forward(products, c, poisoned);
                ProductSets.assertSameBelow(11, ProductSets.inner(expected.y), ProductSets.inner(got.y), name);
                if (pooled) {
                    ProductSets.assertSameBelow(11, ProductSets.inner(expected.z), ProductSets.inner(got.z), name);
                }
            });
        }
    }

    /// Outputs, and where pooled the winners, between margins.
    private record Result(float[] y, float[] z) {
        Result(int size) {
            this(ProductSets.guarded(size), ProductSets.guarded(size));
        }
    }

    private static Result forward(Products products, ConvolutionCase c, float[] image) {
        return forward(products, c, image, weights(c));
    }

    private static Result forward(Products products, ConvolutionCase c, float[] image, float[] weights) {
        TapSum g = TapSum.forward(c.filters(), c.channels(), c.window(), c.rows(), c.columns(), c.pooled());
        TapSumKernel kernel = products.tapSum(g);
        Result result = new Result(g.outputs() * g.outputStride());
        float[] x = buffer(g, image);
        int[] cuts = ProductSets.cuts(Math.ceilDiv(g.outputs(), kernel.outputsPerTile()));
        for (int i = 1; i < cuts.length; i++) {
            run(kernel, x, c, weights, result, cuts[i - 1], cuts[i]);
        }
        return result;
    }

    private static void run(
            TapSumKernel kernel,
            float[] x,
            ConvolutionCase c,
            float[] weights,
            Result result,
            int firstTile,
            int lastTile) {
        kernel.run(
                x,
                MARGIN,
                ProductSets.behindNaN(weights),
                MARGIN,
                ProductSets.behindNaN(bias(c)),
                MARGIN,
                result.y,
                MARGIN,
                result.z,
                MARGIN,
                firstTile,
                lastTile);
    }

    private static float[] inputGradient(Products products, ConvolutionCase c, float[] dy) {
        return inputGradient(products, c, dy, weights(c));
    }

    private static float[] inputGradient(Products products, ConvolutionCase c, float[] dy, float[] w) {
        float[] dx = ProductSets.guarded(c.channels() * c.rows() * c.columns() * LANES);
        Arrays.fill(dx, MARGIN, dx.length - MARGIN, 0f);
        float[] weights = ProductSets.behindNaN(w);
        float[] zeros = new float[c.channels()];
        for (int row = 0; row < c.window().strideRows(); row++) {
            for (int column = 0; column < c.window().strideColumns(); column++) {
                TapSum g =
                        TapSum.inputGradient(c.filters(), c.channels(), c.window(), c.rows(), c.columns(), row, column);
                if (g != null) {
                    TapSumKernel kernel = products.tapSum(g);
                    float[] x = buffer(g, dy);
                    int yo = MARGIN + (row * c.columns() + column) * LANES;
                    int[] cuts = ProductSets.cuts(Math.ceilDiv(g.outputs(), kernel.outputsPerTile()));
                    for (int i = 1; i < cuts.length; i++) {
                        kernel.run(x, MARGIN, weights, MARGIN, zeros, 0, dx, yo, dx, yo, cuts[i - 1], cuts[i]);
                    }
                }
            }
        }
        return dx;
    }

    /// The image with the halo that the kernel asks for, behind numbers that would show.
    private static float[] buffer(TapSum g, float[] image) {
        float[] buffer = new float[MARGIN + g.channels() * g.inputChannelStride() + MARGIN];
        Arrays.fill(buffer, 0, MARGIN, Float.NaN);
        Arrays.fill(buffer, buffer.length - MARGIN, buffer.length, Float.NaN);
        int columns = g.horizontal().size() * LANES;
        int rows = g.vertical().size();
        for (int row = 0; row < g.channels() * rows; row++) {
            int to = row / rows * g.bufferRows() + row % rows + g.haloTop();
            System.arraycopy(
                    image, row * columns, buffer, MARGIN + (to * g.bufferColumns() + g.haloLeft()) * LANES, columns);
        }
        return buffer;
    }

    private static float[] image(ConvolutionCase c) {
        return KernelSets.awkward(c.channels() * c.rows() * c.columns() * LANES, 1);
    }

    private static float[] gradient(ConvolutionCase c) {
        return KernelSets.awkward(c.filters() * c.outputRows() * c.outputColumns() * LANES, 2);
    }

    private static float[] weights(ConvolutionCase c) {
        return KernelSets.plain(c.filters() * c.taps(), 3);
    }

    /// Weights of which a few are not finite: not in every filter, nor at every tap.
    private static float[] diverged(ConvolutionCase c) {
        float[] weights = weights(c);
        float[] values = {Float.POSITIVE_INFINITY, Float.NaN, Float.NEGATIVE_INFINITY};
        for (int i = c.rows() % weights.length; i < weights.length; i += 37) {
            weights[i] = values[i % values.length];
        }
        return weights;
    }

    private static float[] bias(ConvolutionCase c) {
        return KernelSets.plain(c.filters(), 4);
    }

    private static void same(Result expected, Result got, String where) {
        KernelSets.assertSame(expected.y, got.y, where);
        KernelSets.assertSame(expected.z, got.z, where + ", winners");
    }
}
