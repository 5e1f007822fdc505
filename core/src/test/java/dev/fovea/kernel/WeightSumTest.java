package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;
import static dev.fovea.kernel.ProductSets.MARGIN;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.shape.Window;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Weight gradients of convolutions: the scalar kernel gives the bits of loops written from the formula, the vector
/// kernels those of the scalar one.
class WeightSumTest {
    private static final int BLOCKS = 2;
    private static final List<ConvolutionCase> CASES = ConvolutionCase.all().stream().filter(c -> !c.pooled()).toList();

    @Test
    @Tag("everywhere")
    void theSumIsTheFormula() {
        for (ConvolutionCase c : CASES) {
            float[] expected = new float[c.filters() * c.taps() * LANES];
            for (int block = 0; block < BLOCKS; block++) {
                new NaiveConvolution(c).addWeightGradient(image(c, block), gradient(c, block), expected);
            }
            KernelSets.assertSame(expected, sum(ProductSets.scalar(), c, 16), c.toString());
        }
    }

    @Test
    @ParityOf({"KWeightSum", "KWeightSumFew"})
    void vectorsGiveTheBitsOfTheScalarTwin() {
        Map<String, Products> vectors = ProductSets.vectorsOrSkip();
        for (ConvolutionCase c : CASES) {
            float[] expected = sum(ProductSets.scalar(), c, 16);
            vectors.forEach((name, products) -> KernelSets.assertSame(expected, sum(products, c, 16), name + ", " + c));
        }
    }

    @Test
    @Tag("everywhere")
    void piecesAreRowsOrPartsOfThem() {
        assertEquals(48, piece(24, 24), "two of 24 rows");
        assertEquals(98, piece(14, 14), "seven of 14 rows");
        assertEquals(56, piece(112, 112), "half of a row");
        assertEquals(60, piece(1, 120), "half of the only row");
        assertEquals(169, piece(13, 13), "no other number of rows divides 13");
        assertEquals(36, piece(6, 6), "fewer than there are at least");
    }

    private static int piece(int rows, int columns) {
        return new WeightSum(1, 1, Window.of(1, 1), rows, columns).piece(48);
    }

    @Test
    void partsOfRowsInVectorsGiveTheBitsOfTheScalarTwin() {
        ConvolutionCase c = new ConvolutionCase(4, 2, Window.of(1, 3).withStride(1, 2), 2, 193, false);
        float[] expected = sum(ProductSets.scalar(), c, 16);
        ProductSets.vectorsOrSkip()
                .forEach((name, products) -> KernelSets.assertSame(expected, sum(products, c, 16), name));
    }

    /// Lanes behind the last sample may hold anything: the others do not see it.
    @Test
    @Tag("everywhere")
    void aLaneDoesNotSeeTheOthers() {
        ConvolutionCase c = new ConvolutionCase(7, 2, Window.of(3, 2).withPadding(1, 0, 0, 1), 5, 7, false);
        ProductSets.all()
                .forEach((name, products) ->
                        ProductSets.assertSameBelow(11, sum(products, c, 0), sum(products, c, 11), name));
    }

    /// All lane sums, `[filter][tap][16]`, over two blocks. With `live` below 16 all values are finite but those in the
    /// lanes from there on, if `live` is not 0.
    private static float[] sum(Products products, ConvolutionCase c, int live) {
        WeightSum g = new WeightSum(c.filters(), c.channels(), c.window(), c.rows(), c.columns());
        WeightSumKernel kernel = products.weightSum(g);
        int tiles = Math.ceilDiv(g.taps(), kernel.tapsPerTile());
        int tile = kernel.filtersPerTile() * kernel.tapsPerTile() * LANES;
        int present = Math.min(kernel.filtersPerTile(), c.filters());
        float[] result = new float[c.filters() * c.taps() * LANES];
        float[][] x = new float[BLOCKS][];
        float[][] dy = new float[BLOCKS][];
        for (int block = 0; block < BLOCKS; block++) {
            x[block] = buffer(g, chosen(image(c, block), live));
            dy[block] = ProductSets.behindNaN(chosen(gradient(c, block), live));
        }
        for (int next = 0; next < c.filters(); next += kernel.filtersPerTile()) {
            int filter = Math.min(next, c.filters() - present);
            float[] sums = ProductSets.guarded(tiles * tile + tile);
            int zeros = MARGIN + tiles * tile;
            Arrays.fill(sums, zeros, zeros + tile, 0f);
            for (int block = 0; block < BLOCKS; block++) {
                int dyo = MARGIN + filter * g.positions() * LANES;
                int[] cuts = ProductSets.cuts(tiles);
                for (int i = 1; i < cuts.length; i++) {
                    int so = MARGIN + cuts[i - 1] * tile;
                    for (int piece = 0; piece < kernel.pieces(); piece++) {
                        int from = block == 0 && piece == 0 ? zeros : -1;
                        kernel.add(
                                x[block], MARGIN, dy[block], dyo, present, sums, so, from, piece, cuts[i - 1], cuts[i]);
                    }
                }
            }
            untile(sums, kernel, filter, c, result);
        }
        return result;
    }

    private static float[] chosen(float[] values, int live) {
        if (live == LANES) {
            return values;
        }
        float[] finite = KernelSets.plain(values.length, values.length);
        return live == 0 ? finite : ProductSets.poisoned(finite, live);
    }

    private static void untile(float[] sums, WeightSumKernel kernel, int filter, ConvolutionCase c, float[] result) {
        int filters = kernel.filtersPerTile();
        int taps = kernel.tapsPerTile();
        for (int i = 0; i < Math.ceilDiv(c.taps(), taps) * filters * taps; i++) {
            int tap = Math.max(0, Math.min(i / (filters * taps) * taps, c.taps() - taps)) + i % taps;
            int f = filter + i / taps % filters;
            if (tap < c.taps() && f < c.filters()) {
                System.arraycopy(sums, MARGIN + i * LANES, result, (f * c.taps() + tap) * LANES, LANES);
            }
        }
        float[] margin = new float[MARGIN];
        Arrays.fill(margin, 7f);
        KernelSets.assertSame(margin, Arrays.copyOf(sums, MARGIN), "before the sums of " + c);
        KernelSets.assertSame(
                margin, Arrays.copyOfRange(sums, sums.length - MARGIN, sums.length), "behind the sums of " + c);
    }

    /// The image with its padding, behind numbers that would show.
    private static float[] buffer(WeightSum g, float[] image) {
        int plane = g.bufferRows() * g.bufferColumns();
        float[] padded = new float[g.channels() * plane * LANES];
        for (int row = 0; row < g.channels() * g.rows(); row++) {
            int to =
                    row / g.rows() * plane
                            + (row % g.rows() + g.window().paddingTop()) * g.bufferColumns()
                            + g.window().paddingLeft();
            System.arraycopy(image, row * g.columns() * LANES, padded, to * LANES, g.columns() * LANES);
        }
        return ProductSets.behindNaN(padded);
    }

    private static float[] image(ConvolutionCase c, int block) {
        return KernelSets.awkward(c.channels() * c.rows() * c.columns() * LANES, 1 + block);
    }

    /// With infinities, which the padding turns to NaN.
    private static float[] gradient(ConvolutionCase c, int block) {
        return KernelSets.awkward(c.filters() * c.outputRows() * c.outputColumns() * LANES, 5 + block);
    }
}
