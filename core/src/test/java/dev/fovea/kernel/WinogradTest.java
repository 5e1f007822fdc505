package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.shape.Window;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Transforms of F(m x m, r x r) for tiles of 2 and 4 and kernels of 3 and 5: the vector kernels give the bits of the
/// scalar ones, and those, put together, a convolution as close to the exact one as float allows.
class WinogradTest {
    private static final List<WinogradTiles> CASES =
            List.of(
                    new WinogradTiles(8, 9, 2, 5, 2, 3, false),
                    new WinogradTiles(9, 8, 2, 5, 2, 3, true),
                    new WinogradTiles(11, 13, 2, 5, 1, 1, true),
                    new WinogradTiles(20, 10, 2, 5, 1, 5, false),
                    new WinogradTiles(8, 23, 4, 5, 1, 1, false),
                    new WinogradTiles(20, 50, 4, 5, 2, 2, true),
                    new WinogradTiles(9, 8, 4, 5, 2, 3, true),
                    new WinogradTiles(11, 13, 4, 5, 1, 5, false),
                    new WinogradTiles(8, 9, 2, 3, 2, 3, false),
                    new WinogradTiles(16, 16, 2, 3, 3, 3, true),
                    new WinogradTiles(13, 32, 2, 3, 1, 1, true),
                    new WinogradTiles(16, 32, 4, 3, 2, 2, false),
                    new WinogradTiles(9, 8, 4, 3, 2, 3, true),
                    new WinogradTiles(20, 17, 4, 3, 1, 5, false),
                    new WinogradTiles(8, 150, 2, 5, 2, 3, true).withChannelsInLanes(),
                    new WinogradTiles(20, 50, 4, 5, 2, 2, true).withChannelsInLanes(),
                    new WinogradTiles(90, 70, 2, 3, 3, 3, false).withChannelsInLanes(),
                    new WinogradTiles(64, 33, 4, 3, 1, 5, false).withChannelsInLanes(),
                    new WinogradTiles(9, 8, 2, 5, 2, 3, true).on(new WinogradImage(8, 7, 0, 2)),
                    new WinogradTiles(9, 8, 2, 5, 2, 3, false).on(new WinogradImage(8, 1, 0, 9)),
                    new WinogradTiles(9, 8, 2, 5, 2, 3, false).on(new WinogradImage(8, 4, 0, 12)),
                    new WinogradTiles(20, 17, 4, 3, 1, 5, false).on(new WinogradImage(6, 30, 0, 1)),
                    new WinogradTiles(8, 9, 2, 3, 2, 3, false).on(new WinogradImage(7, 6, 0, 1)),
                    new WinogradTiles(8, 23, 4, 5, 1, 2, false).on(new WinogradImage(8, 11, 0, 0)),
                    new WinogradTiles(64, 33, 4, 3, 1, 5, false)
                            .on(new WinogradImage(6, 20, 0, 1))
                            .withChannelsInLanes());

    /// What every kernel of a set writes, one after another.
    private static float[] everything(Products products, WinogradTiles g) {
        WinogradKernel kernel = products.winograd(g);
        float[] image = KernelSets.plain(g.channels() * g.image().stride(), 1);
        float[] t = dirty(g.betweenPasses());
        float[] v = new float[g.tileRow(g.channels())];
        int half = g.channels() / 2;
        kernel.input(image, 0, t, 0, v, 0, 0, half);
        kernel.input(image, half * g.image().stride(), t, 0, v, 0, half, g.channels());
        float[] m = KernelSets.plain(g.tileRow(g.filters()), 2);
        float[] bias = KernelSets.plain(g.filters() * (g.inLanes() ? LANES : 1), 3);
        float[] y = ProductSets.guarded(g.filters() * g.outputStride());
        float[] z = y.clone();
        int[] cuts = ProductSets.cuts(g.filters());
        for (int i = 1; i < cuts.length; i++) {
            kernel.output(m, 0, bias, 0, t, 0, y, 16, z, 16, cuts[i - 1], cuts[i]);
        }
        if (g.inLanes()) {
            // A matter of predictions: there are no gradients.
            return join(v, y, z);
        }
        float[] dy = KernelSets.plain(g.filters() * g.outputStride(), 4);
        float[] index = new float[dy.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = (i * 7 + i / 5) & 3;
        }
        float[] gradients = new float[g.tileRow(g.filters())];
        kernel.gradient(dy, 0, index, 0, t, 0, gradients, 0);
        float[] dx = KernelSets.plain(g.channels() * g.image().stride(), 5);
        kernel.inputGradient(v, 0, t, 0, dx, 0, 0, 3);
        kernel.inputGradient(v, 0, t, 0, dx, 3 * g.image().stride(), 3, g.channels());
        return join(v, y, z, gradients, dx, leaf(kernel, g, image, dy, index));
    }

    /// Scratch memory as others leave it.
    private static float[] dirty(int size) {
        float[] scratch = new float[size];
        Arrays.fill(scratch, Float.NaN);
        return scratch;
    }

    /// Every row of points of a leaf, and the products of the last, twice.
    private static float[] leaf(WinogradKernel kernel, WinogradTiles g, float[] image, float[] dy, float[] index) {
        WinogradWeightCut cut = g.weightCut();
        int vSize = g.points() * cut.pointStride(g.channels());
        int zSize = g.points() * cut.pointStride(g.chunk());
        float[] t = dirty(g.betweenPasses());
        float[] v = new float[g.points() * vSize];
        float[] z = new float[g.points() * zSize];
        int rows;
        for (int first = 0; first < g.points(); first += rows) {
            // One, three, and what is left: kernels make two at once.
            rows = first == 0 ? 1 : Math.min(3, g.points() - first);
            kernel.inputRows(first, rows, image, 0, t, 0, v, first * vSize, 0, 5);
            int image5 = 5 * g.image().stride();
            kernel.inputRows(first, rows, image, image5, t, 0, v, first * vSize, 5, g.channels());
            kernel.gradientRows(first, rows, dy, 0, index, 0, t, 0, z, first * zSize);
        }
        WinogradSums order = kernel.sums();
        float[] lanes = ProductSets.guarded(order.count() * LANES);
        Arrays.fill(lanes, 16, 16 + order.count() * LANES, 0);
        for (int band = 0; band < 2; band++) {
            kernel.products(z, z.length - zSize, v, v.length - vSize, g.tileColumns(), lanes, 16);
        }
        float[] sums = new float[g.chunk() * g.channels() * LANES];
        for (int lane = 0; lane < LANES; lane++) {
            float[] one = new float[order.count()];
            for (int i = 0; i < one.length; i++) {
                one[i] = lanes[16 + i * LANES + lane];
            }
            order.gather(one, 0, sums, lane * g.chunk() * g.channels());
        }
        return join(v, z, sums);
    }

    private static float[] join(float[]... parts) {
        float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @Test
    @ParityOf({"KWinograd2of4", "KWinograd2of6", "KWinograd4of6", "KWinograd4of8"})
    void vectorsGiveTheBitsOfTheScalarTwin() {
        Map<String, Products> vectors = ProductSets.vectorsOrSkip();
        for (WinogradTiles g : CASES) {
            float[] expected = everything(ProductSets.scalar(), g);
            vectors.forEach((name, products) -> KernelSets.assertSame(expected, everything(products, g), name + g));
        }
    }

    /// Both ways, of some kernels among others: fewer than a vector, vectors and a rest, a chunk and a rest.
    @Test
    @ParityOf("KWinogradWeights")
    void vectorsTransformWeightsOfAllFilters() {
        for (int tile : new int[] {2, 4}) {
            for (int taps : new int[] {3, 5}) {
                assertSameTransforms(WinogradFilter.of(tile, taps));
            }
        }
    }

    private static void assertSameTransforms(WinogradFilter filter) {
        Map<String, Products> vectors = ProductSets.vectorsOrSkip();
        for (int kernels : new int[] {1, 3, 4, 7, 8, 15, 16, 17, 31, 50, 64, 65, 79, 131, 200}) {
            float[] expected = transforms(ProductSets.scalar().winogradWeights(filter), filter, kernels);
            vectors.forEach((name, products) ->
                    KernelSets.assertSame(
                            expected,
                            transforms(products.winogradWeights(filter), filter, kernels),
                            name + ", F(" + filter.tile() + ", " + filter.taps() + "), " + kernels));
        }
    }

    /// What both transforms of some kernels write between others, and beside it.
    private static float[] transforms(WinogradWeights weights, WinogradFilter filter, int kernels) {
        int count = kernels + 5;
        int taps = filter.taps() * filter.taps();
        int points = (filter.tile() + filter.taps() - 1) * (filter.tile() + filter.taps() - 1);
        float[] scratch = dirty(weights.scratch() + 2);
        float[] w = ProductSets.behindNaN(KernelSets.plain(count * taps, 1));
        float[] u = ProductSets.guarded(count * points);
        weights.transform(w, ProductSets.MARGIN, count, 2, 2 + kernels, u, ProductSets.MARGIN, scratch, 1);
        float[] du = ProductSets.behindNaN(KernelSets.plain(count * points, 2));
        float[] dw = ProductSets.guarded(count * taps);
        weights.gradient(du, ProductSets.MARGIN, count, 2, 2 + kernels, dw, ProductSets.MARGIN, scratch, 1);
        return join(u, dw, new float[] {scratch[0], scratch[scratch.length - 1]});
    }

    @Test
    @Tag("everywhere")
    void theTableIsAMatterOfGeometry() {
        Window five = Window.of(5, 5);
        assertEquals(4, WinogradTiles.tile(five, 1, 20, 50, 12, 12));
        assertEquals(4, WinogradTiles.tile(five.withPadding(2, 2, 2, 2), 1, 8, 8, 14, 16));
        assertEquals(2, WinogradTiles.tile(five, 1, 8, 8, 6, 6));
        Window three = Window.of(3, 3).withPadding(1, 1, 1, 1);
        assertEquals(4, WinogradTiles.tile(three, 1, 16, 16, 32, 32));
        assertEquals(4, WinogradTiles.tile(three, 1, 16, 32, 14, 14), "16 tiles of 36 points, not 49 of 16");
        assertEquals(
                2, WinogradTiles.tile(three, 1, 16, 32, 6, 6), "as many multiplications, none of them for nothing");
        assertEquals(4, WinogradTiles.tile(three, 1, 32, 32, 7, 7));
        assertEquals(4, WinogradTiles.tile(three, 1, 32, 32, 3, 3));
        assertEquals(0, WinogradTiles.tile(Window.of(3, 3), 1, 32, 32, 3, 3), "one output");
        assertEquals(0, WinogradTiles.tile(Window.of(3, 3), 1, 32, 32, 7, 3), "one column");
        assertEquals(0, WinogradTiles.tile(five, 1, 1, 20, 28, 28), "too few channels");
        assertEquals(0, WinogradTiles.tile(five, 1, 20, 7, 12, 12), "too few filters");
        assertEquals(4, WinogradTiles.tile(five, 1, 20, 50, 13, 13), "rows and columns stand out");
        assertEquals(0, WinogradTiles.tile(five, 2, 20, 50, 12, 12), "groups");
        assertEquals(0, WinogradTiles.tile(five.withStride(1, 2), 1, 20, 50, 12, 12), "a stride");
        assertEquals(0, WinogradTiles.tile(five.withDilation(2, 1), 1, 20, 50, 12, 12), "dilation");
        assertEquals(0, WinogradTiles.tile(Window.of(3, 5), 1, 20, 50, 12, 12), "3x5");
    }

    /// `Σ_i A[i][y] B^T[i][d] G[i][g] = 1` where `d = y + g`, else 0: the filter is a convolution, before any rounding
    /// of data.
    @ParameterizedTest
    @CsvSource({"2, 3", "4, 3", "2, 5", "4, 5"})
    @Tag("everywhere")
    void theMatricesAreAConvolution(int tile, int taps) {
        WinogradFilter filter = WinogradFilter.of(tile, taps);
        int points = tile + taps - 1;
        for (int y = 0; y < tile; y++) {
            for (int d = 0; d < points; d++) {
                for (int g = 0; g < taps; g++) {
                    double sum = 0;
                    for (int i = 0; i < points; i++) {
                        sum += (double) filter.output(i, y) * filter.input(i, d) * weight(filter, i, g);
                    }
                    assertEquals(d == y + g ? 1 : 0, sum, 1e-5, "output " + y + ", input " + d + ", tap " + g);
                }
            }
        }
    }

    private static double weight(WinogradFilter filter, int row, int tap) {
        if (row == 0) {
            return tap == 0 ? filter.zeroScale() : 0;
        }
        if (row == 2 * filter.pairs() + 1) {
            return tap == filter.taps() - 1 ? 1 : 0;
        }
        int pair = (row - 1) / 2;
        double point = row % 2 == 1 ? filter.point(pair) : -filter.point(pair);
        return filter.scale(pair) * Math.pow(point, tap);
    }

    /// One row of tiles, forward: `A^T [(G g G^T) * (B^T d B)] A` against loops in double.
    @ParameterizedTest
    @CsvSource({"2, 3, 2e-6, 5e-7", "4, 3, 5e-6, 9e-7", "2, 5, 5e-6, 1e-6", "4, 5, 2e-5, 3e-6"})
    @Tag("everywhere")
    void forwardIsAConvolution(int tile, int taps, double most, double mean) {
        WinogradTiles g = new WinogradTiles(20, 10, tile, taps, 1, 8 / tile, false);
        ConvolutionCase c = new ConvolutionCase(10, 20, Window.of(taps, taps), tile + taps - 1, 8 + taps - 1, false);
        float[] x = noise(g.channels() * g.image().stride(), 1);
        float[] w = noise(g.filters() * c.taps(), 2);
        float[] v = new float[g.tileRow(g.channels())];
        float[] m = new float[g.tileRow(g.filters())];
        float[] y = new float[g.filters() * g.outputStride()];
        float[] t = new float[g.betweenPasses()];
        WinogradKernel kernel = ProductSets.scalar().winograd(g);
        kernel.input(x, 0, t, 0, v, 0, 0, g.channels());
        multiply(g, transformed(g, w, 200), v, m);
        kernel.output(m, 0, new float[10], 0, t, 0, y, 0, y, 0, 0, 10);
        double worst = 0;
        double errors = 0;
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            double right = exact(c, x, w, i);
            worst = Math.max(worst, Math.abs(right - y[i]));
            errors += (right - y[i]) * (right - y[i]);
            squares += right * right;
        }
        double rms = Math.sqrt(squares / y.length);
        assertTrue(worst <= most * rms, "worst " + worst / rms);
        assertTrue(Math.sqrt(errors / y.length) <= mean * rms, "rms " + Math.sqrt(errors / squares));
    }

    private static float[] transformed(WinogradTiles g, float[] w, int kernels) {
        WinogradWeights weights = ProductSets.scalar().winogradWeights(g.filter());
        float[] u = new float[g.allPoints() * kernels];
        weights.transform(w, 0, kernels, 0, 70, u, 0, new float[weights.scratch()], 0);
        weights.transform(w, 0, kernels, 70, kernels, u, 0, new float[weights.scratch()], 0);
        return u;
    }

    private static void multiply(WinogradTiles g, float[] u, float[] v, float[] m) {
        DenseKernel dense = ProductSets.scalar().dense(new DenseSum(g.filters(), g.channels(), g.channels(), 1));
        for (int point = 0; point < g.allPoints(); point++) {
            dense.run(
                    v,
                    point * g.pointStride(g.channels()),
                    g.tileStride(g.channels()),
                    u,
                    point * g.channels() * g.filters(),
                    new float[g.filters()],
                    0,
                    m,
                    point * g.pointStride(g.filters()),
                    g.tileStride(g.filters()),
                    g.tileColumns(),
                    0,
                    g.filters());
        }
    }

    private static double exact(ConvolutionCase c, float[] x, float[] w, int i) {
        int position = i / LANES;
        int row = position / c.outputColumns() % c.outputRows();
        int column = position % c.outputColumns();
        int filter = position / c.outputColumns() / c.outputRows();
        double sum = 0;
        for (int tap = 0; tap < c.taps(); tap++) {
            int kernel = c.window().kernelColumns();
            int line = tap / kernel;
            int pixel = (line / kernel * c.rows() + row + line % kernel) * c.columns() + column + tap % kernel;
            sum += (double) x[pixel * LANES + i % LANES] * w[filter * c.taps() + tap];
        }
        return sum;
    }

    /// Numbers around 0 of about the same size.
    private static float[] noise(int count, int seed) {
        float[] values = new float[count];
        int state = seed * 0x9E3779B9 + 1;
        for (int i = 0; i < count; i++) {
            state = state * 1664525 + 1013904223;
            values[i] = (state >> 8) * 0x1p-23f;
        }
        return values;
    }

    /// `<G g, u> = <g, G^T u>` for each pair of unit vectors.
    @ParameterizedTest
    @CsvSource({"2, 3", "4, 3", "2, 5", "4, 5"})
    @Tag("everywhere")
    void theGradientOfTheTransformIsItsTranspose(int tile, int taps) {
        WinogradWeights weights = ProductSets.scalar().winogradWeights(WinogradFilter.of(tile, taps));
        float[] scratch = new float[weights.scratch()];
        int points = (tile + taps - 1) * (tile + taps - 1);
        for (int tap = 0; tap < taps * taps; tap++) {
            float[] w = new float[taps * taps];
            w[tap] = 1;
            float[] u = new float[points];
            weights.transform(w, 0, 1, 0, 1, u, 0, scratch, 0);
            for (int point = 0; point < points; point++) {
                float[] unit = new float[points];
                unit[point] = 1;
                float[] dw = new float[taps * taps];
                weights.gradient(unit, 0, 1, 0, 1, dw, 0, scratch, 0);
                assertEquals(u[point], dw[tap], 1e-6f, "tap " + tap + ", point " + point);
            }
        }
    }

    @Test
    @Tag("everywhere")
    void weightGradientsAreCutToWhatTheCacheHolds() {
        WinogradWeightCut large = new WinogradTiles(16, 16, 4, 3, 8, 8, false).weightCut();
        assertEquals(2, large.tasks());
        assertTrue(large.tileRows() < 8, "bands of less than an image");
        WinogradWeightCut small = new WinogradTiles(64, 64, 4, 3, 2, 2, false).weightCut();
        assertEquals(2, small.tasks());
        assertTrue(small.isWhole(), "a leaf at once");
        WinogradWeightCut resident = new WinogradTiles(20, 50, 4, 5, 2, 2, true).weightCut();
        assertEquals(4, resident.tasks(), "images that stay in the cache may be read for every two rows");
    }

    /// Tiles of 2x3 of 5 filters and 7 channels: the last ones moved back.
    @Test
    @Tag("everywhere")
    void sumsAreGatheredFromTilesThatOverlap() {
        WinogradSums sums = new WinogradSums(5, 7, 2, 3);
        assertFalse(sums.isOrdered());
        assertFalse(new WinogradSums(5, 7, 2, 7).isOrdered(), "the last tile of filters moves back");
        assertTrue(new WinogradSums(6, 7, 2, 7).isOrdered());
        float[] kept = new float[sums.count()];
        int at = 0;
        for (int filter : new int[] {0, 2, 3}) {
            for (int channel : new int[] {0, 3, 4}) {
                for (int i = 0; i < 6; i++) {
                    kept[at++] = (filter + i / 3) * 10 + channel + i % 3;
                }
            }
        }
        assertEquals(at, sums.count());
        float[] ordered = new float[36];
        sums.gather(kept, 0, ordered, 1);
        for (int i = 0; i < 35; i++) {
            assertEquals(i / 7 * 10 + i % 7, ordered[1 + i]);
        }
    }

    @Test
    @Tag("everywhere")
    void aLaneDoesNotSeeTheOthers() {
        WinogradTiles g = CASES.getFirst();
        UnaryOperator<float[]> forward =
                x -> {
                    float[] v = new float[g.tileRow(g.channels())];
                    float[] m = new float[g.tileRow(g.filters())];
                    float[] y = new float[g.filters() * g.outputStride()];
                    WinogradKernel kernel = ProductSets.scalar().winograd(g);
                    kernel.input(x, 0, new float[g.betweenPasses()], 0, v, 0, 0, g.channels());
                    multiply(g, transformed(g, noise(72 * 25, 2), 72), v, m);
                    kernel.output(
                            m,
                            0,
                            new float[g.filters()],
                            0,
                            new float[g.betweenPasses()],
                            0,
                            y,
                            0,
                            y,
                            0,
                            0,
                            g.filters());
                    return y;
                };
        float[] clean = noise(g.channels() * g.image().stride(), 1);
        ProductSets.assertSameBelow(
                11, forward.apply(clean), forward.apply(ProductSets.poisoned(clean, 11)), "forward");
    }
}
