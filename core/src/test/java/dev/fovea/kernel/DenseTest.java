package dev.fovea.kernel;

import static dev.fovea.kernel.Kernels.LANES;
import static dev.fovea.kernel.ProductSets.MARGIN;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/// Dense products and their weight gradients: the scalar kernels give the bits of loops written from the formula, the
/// vector kernels those of the scalar ones.
class DenseTest {
    private static final int[] OUTPUTS = {1, 2, 3, 4, 5, 6, 7, 11, 20, 50};
    private static final int[] INPUTS = {1, 2, 3, 20, 67};
    private static final int[] SAMPLES = {1, 2, 15, 16, 17, 33, 50, 63, 64};

    /// Between the blocks of inputs and outputs.
    private static final int GAP = 32;

    /// Floats from the gradients of one output to those of the next.
    private static final int STRIDE = 72;

    /// A dense product of so many blocks.
    private record Dense(DenseSum sum, int blocks) {
        float[] x() {
            return ProductSets.behindNaN(KernelSets.awkward(blocks * xBlock(), 1));
        }

        int xBlock() {
            return sum.inputs() * LANES + GAP;
        }

        int yBlock() {
            return sum.biasInLanes() ? LANES : sum.outputs() * LANES + GAP;
        }

        /// Floats of all outputs.
        int size() {
            return sum.biasInLanes() ? sum.outputs() * sum.outputStride() : blocks * yBlock();
        }

        int biases() {
            return sum.biasInLanes() ? blocks * LANES : sum.outputs();
        }

        int weights() {
            return sum.outputs() * Math.max(sum.inputs(), sum.weightOutputStride());
        }

        float[] w() {
            return ProductSets.behindNaN(KernelSets.plain(weights(), 2));
        }

        float[] b() {
            return ProductSets.behindNaN(KernelSets.plain(biases(), 3));
        }
    }

    private static void forEach(Consumer<Dense> check) {
        for (int outputs : OUTPUTS) {
            for (int inputs : INPUTS) {
                for (int blocks = 1; blocks <= 4; blocks++) {
                    check.accept(new Dense(new DenseSum(outputs, inputs, inputs, 1), blocks));
                    check.accept(new Dense(new DenseSum(outputs, inputs, 1, outputs), blocks));
                    int stride = blocks * LANES + GAP;
                    DenseSum inLanes = DenseSum.withOutputsInLanes(outputs, inputs, inputs + 3, stride);
                    check.accept(new Dense(inLanes, blocks));
                }
            }
        }
        for (int inputs : INPUTS) {
            check.accept(new Dense(DenseSum.withOutputsInLanes(1, inputs, inputs, 8 * LANES), 8));
            check.accept(new Dense(new DenseSum(1, inputs, inputs, 1), 8));
        }
    }

    @Test
    @Tag("everywhere")
    void theProductIsTheFormula() {
        forEach(dense -> {
            DenseSum sum = dense.sum;
            float[] x = dense.x();
            float[] w = dense.w();
            float[] expected = ProductSets.guarded(dense.size());
            for (int i = 0; i < dense.blocks * sum.outputs() * LANES; i++) {
                int block = i / LANES / sum.outputs();
                int output = i / LANES % sum.outputs();
                float y = dense.b()[MARGIN + (sum.biasInLanes() ? block * LANES + i % LANES : output)];
                for (int input = 0; input < sum.inputs(); input++) {
                    float weight = w[MARGIN + output * sum.weightOutputStride() + input * sum.weightInputStride()];
                    y = Math.fma(x[MARGIN + block * dense.xBlock() + input * LANES + i % LANES], weight, y);
                }
                expected[MARGIN + block * dense.yBlock() + output * sum.outputStride() + i % LANES] = y;
            }
            KernelSets.assertSame(expected, run(ProductSets.scalar(), dense, x), dense.toString());
        });
    }

    @Test
    @ParityOf({"KDense", "KDenseFew"})
    void vectorsGiveTheBitsOfTheScalarTwin() {
        Map<String, Products> vectors = ProductSets.vectorsOrSkip();
        forEach(dense -> {
            float[] expected = run(ProductSets.scalar(), dense, dense.x());
            vectors.forEach((name, products) ->
                    KernelSets.assertSame(expected, run(products, dense, dense.x()), name + ", " + dense));
        });
    }

    private static float[] run(Products products, Dense dense, float[] x) {
        float[] y = ProductSets.guarded(dense.size());
        int[] cuts = ProductSets.cuts(dense.sum.outputs());
        float[] w = dense.w();
        float[] b = dense.b();
        DenseKernel kernel = products.dense(dense.sum);
        for (int i = 1; i < cuts.length; i++) {
            kernel.run(
                    x,
                    MARGIN,
                    dense.xBlock(),
                    w,
                    MARGIN,
                    b,
                    MARGIN,
                    y,
                    MARGIN,
                    dense.yBlock(),
                    dense.blocks,
                    cuts[i - 1],
                    cuts[i]);
        }
        return y;
    }

    /// Lanes behind the last sample may hold anything: the others do not see it.
    @Test
    @Tag("everywhere")
    void aLaneDoesNotSeeTheOthers() {
        Dense dense = new Dense(new DenseSum(13, 9, 9, 1), 4);
        float[] clean = KernelSets.plain(dense.x().length, 1);
        ProductSets.all()
                .forEach((name, products) ->
                        ProductSets.assertSameBelow(
                                11,
                                run(products, dense, clean),
                                run(products, dense, ProductSets.poisoned(clean, 11)),
                                name));
    }

    @Test
    @Tag("everywhere")
    void theWeightGradientIsTheFormula() {
        for (int outputs : OUTPUTS) {
            for (int samples : SAMPLES) {
                float[] x = inputs(samples);
                float[] dy = gradients(outputs, samples);
                float[] expected = new float[outputs * DenseWeightSum.INPUTS];
                for (int i = 0; i < expected.length; i++) {
                    int output = i / DenseWeightSum.INPUTS;
                    for (int sample = 0; sample < samples; sample++) {
                        float gradient = dy[MARGIN + output * STRIDE + sample];
                        int input = i % DenseWeightSum.INPUTS;
                        expected[i] =
                                Math.fma(x[MARGIN + sample * DenseWeightSum.INPUTS + input], gradient, expected[i]);
                    }
                }
                float[] got = weightGradient(ProductSets.scalar(), outputs, samples);
                KernelSets.assertSame(
                        expected, ProductSets.inner(got), outputs + " outputs of " + samples + " samples");
            }
        }
    }

    @Test
    @ParityOf("KDenseWeightSum")
    void theWeightGradientInVectorsGivesTheBitsOfTheScalarTwin() {
        Map<String, Products> vectors = ProductSets.vectorsOrSkip();
        for (int outputs : OUTPUTS) {
            for (int samples : SAMPLES) {
                float[] expected = weightGradient(ProductSets.scalar(), outputs, samples);
                vectors.forEach((name, products) ->
                        KernelSets.assertSame(
                                expected,
                                weightGradient(products, outputs, samples),
                                name + ": " + outputs + " outputs of " + samples + " samples"));
            }
        }
    }

    private static float[] weightGradient(Products products, int outputs, int samples) {
        float[] x = inputs(samples);
        float[] dy = gradients(outputs, samples);
        float[] sums = ProductSets.guarded(outputs * DenseWeightSum.INPUTS);
        int[] cuts = ProductSets.cuts(outputs);
        for (int i = 1; i < cuts.length; i++) {
            int so = MARGIN + cuts[i - 1] * DenseWeightSum.INPUTS;
            products.denseWeightSum().run(x, MARGIN, dy, MARGIN, STRIDE, samples, sums, so, cuts[i - 1], cuts[i]);
        }
        return sums;
    }

    /// `[samples][64]`: samples behind the last do not exist, and would show.
    private static float[] inputs(int samples) {
        return ProductSets.behindNaN(KernelSets.awkward(samples * DenseWeightSum.INPUTS, 4));
    }

    /// Rows of gradients: NaN behind the last sample, which no sum may see.
    private static float[] gradients(int outputs, int samples) {
        float[] gradients = new float[outputs * STRIDE];
        Arrays.fill(gradients, Float.NaN);
        float[] values = KernelSets.awkward(gradients.length, 6);
        for (int i = 0; i < gradients.length; i++) {
            if (i % STRIDE < samples) {
                gradients[i] = values[i];
            }
        }
        return ProductSets.behindNaN(gradients);
    }
}
