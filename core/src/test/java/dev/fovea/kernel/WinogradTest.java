package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        float[] index = indices(dy.length);
        float[] gradients = new float[g.tileRow(g.filters())];
        kernel.gradient(dy, 0, index, 0, t, 0, gradients, 0);
        float[] dx = KernelSets.plain(g.channels() * g.image().stride(), 5);
        kernel.inputGradient(v, 0, t, 0, dx, 0, 0, 3);
        kernel.inputGradient(v, 0, t, 0, dx, 3 * g.image().stride(), 3, g.channels());
        return join(v, y, z, gradients, dx);
    }

    /// Scratch memory as others leave it.
    private static float[] dirty(int size) {
        float[] scratch = new float[size];
        Arrays.fill(scratch, Float.NaN);
        return scratch;
    }

    /// The products of the first and the last point, twice, with some filters in the lanes.
    private static float[] sums(Products products, WinogradTiles g, int filterBlocks) {
        WinogradSum sum = new WinogradSum(g, filterBlocks);
        WinogradTiles gradients = sum.gradients();
        float[] dy = KernelSets.plain(gradients.filters() * gradients.outputStride(), 6);
        float[] index = indices(dy.length);
        float[] z = new float[gradients.tileRow(gradients.filters())];
        float[] t = dirty(gradients.betweenPasses());
        products.winograd(gradients).gradient(dy, 0, index, 0, t, 0, z, 0);
        float[] v = Arrays.copyOf(KernelSets.plain(g.tileRow(g.channels()), 7), g.tileRow(g.channels()) + 16 * LANES);
        WinogradSumKernel kernel = products.winogradSum(sum);
        float[] all = z;
        for (int point : new int[] {0, g.allPoints() - 1}) {
            float[] sums = ProductSets.guarded(kernel.channels() * sum.filters());
            Arrays.fill(sums, 16, sums.length - 16, 0);
            int zo = point * gradients.pointStride(gradients.filters());
            int vo = point * g.pointStride(g.channels());
            kernel.add(z, zo, v, vo, sums, 16);
            kernel.add(z, zo, v, vo, sums, 16);
            float[] guards = {sums[15], sums[sums.length - 16]};
            all = join(all, guards, Arrays.copyOfRange(sums, 16, 16 + g.channels() * sum.filters()));
        }
        return all;
    }

    private static float[] indices(int count) {
        float[] index = new float[count];
        for (int i = 0; i < count; i++) {
            index[i] = (i * 7 + i / 5) & 3;
        }
        return index;
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

    @Test
    @ParityOf("KWinogradSum")
    void vectorsGiveTheSumsOfTheScalarTwin() {
        Map<String, Products> vectors = ProductSets.vectorsOrSkip();
        for (WinogradTiles g : CASES) {
            for (int blocks = 1; blocks <= 3 && !g.inLanes(); blocks++) {
                int filters = blocks;
                float[] expected = sums(ProductSets.scalar(), g, filters);
                vectors.forEach((name, products) ->
                        KernelSets.assertSame(
                                expected, sums(products, g, filters), name + g + ", filters in sixteens: " + filters));
            }
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
        weights.gradient(du, ProductSets.MARGIN, count, 2, 2 + kernels, dw, ProductSets.MARGIN, taps, scratch, 1);
        float[] apart = ProductSets.guarded(count * 3 * taps);
        weights.gradient(
                du, ProductSets.MARGIN, count, 2, 2 + kernels, apart, ProductSets.MARGIN, 3 * taps, scratch, 1);
        return join(u, dw, apart, new float[] {scratch[0], scratch[scratch.length - 1]});
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
                weights.gradient(unit, 0, 1, 0, 1, dw, 0, taps * taps, scratch, 0);
                assertEquals(u[point], dw[tap], 1e-6f, "tap " + tap + ", point " + point);
            }
        }
    }

    @Test
    @Tag("everywhere")
    void sumsTakeAllFiltersOrWhatTheCacheHolds() {
        WinogradSum all = WinogradSum.of(new WinogradTiles(20, 50, 4, 5, 2, 2, true));
        assertEquals(64, all.filters());
        assertEquals(1, all.parts());
        WinogradSum some = WinogradSum.of(new WinogradTiles(128, 136, 4, 3, 2, 2, false));
        assertEquals(48, some.filters());
        assertEquals(3, some.parts(), "three sixteens each, nine in all");
        WinogradSum few = WinogradSum.of(new WinogradTiles(3000, 40, 4, 3, 2, 2, false));
        assertEquals(16, few.filters(), "never less than a vector");
        assertEquals(3, few.parts());
    }

    /// `dU = Σ V Z` over tiles and samples, against loops in double.
    @Test
    @Tag("everywhere")
    void sumsAreOverTilesAndSamples() {
        WinogradTiles g = new WinogradTiles(9, 20, 2, 3, 1, 3, false);
        WinogradSum sum = new WinogradSum(g, 2);
        WinogradTiles gradients = sum.gradients();
        float[] v = noise(g.tileRow(9), 1);
        float[] z = noise(gradients.tileRow(gradients.filters()), 2);
        float[] sums = new float[9 * 32];
        ProductSets.scalar().winogradSum(sum).add(z, 0, v, 0, sums, 0);
        for (int channel = 0; channel < 9; channel++) {
            for (int filter = 0; filter < 32; filter++) {
                double exact = 0;
                for (int sample = 0; sample < 3 * LANES; sample++) {
                    int tile = sample / LANES;
                    int lane = sample % LANES;
                    exact +=
                            (double) v[tile * g.tileStride(9) + channel * LANES + lane]
                                    * z[tile * gradients.tileStride(gradients.filters()) + lane * 32 + filter];
                }
                assertEquals(exact, sums[channel * 32 + filter], 1e-5, "channel " + channel + ", filter " + filter);
            }
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
