package dev.fovea.device.cpu;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Normalisation;
import dev.fovea.tensor.Dropout;
import dev.fovea.tensor.NormalisationOp;

import java.util.ArrayList;
import java.util.List;

/// Batch normalisation and dropout.
final class LowerNormalisation {
    private final Context context;
    private final Fusions fusions;
    private final Normalisation kernel;

    LowerNormalisation(Context context, Fusions fusions) {
        this.context = context;
        this.fusions = fusions;
        this.kernel = context.kernels.normalisation();
    }

    void lower(int node, NormalisationOp op) {
        switch (op) {
            case NormalisationOp.DeviationSquares ignored -> deviationSquares(node);
            case NormalisationOp.Normalise normalise -> normalise(node, normalise.epsilon());
            case NormalisationOp.NormalisedSum sum -> normalisedSum(node, sum.epsilon(), fusions.sumOfGradient(node));
            case NormalisationOp.NormaliseGradient gradient -> gradient(node, gradient.epsilon());
        }
    }

    /// Takes a sum over samples in the pass of the [NormalisedSum][NormalisationOp.NormalisedSum] that reads the same
    /// gradient. Whichever of the two comes first makes both, if what they read is there.
    ///
    /// @return whether the sum has been made
    boolean lowerBeside(int sum) {
        int node = fusions.normalisedSum(sum);
        if (node < 0 || context.isDefined(sum)) {
            return node >= 0;
        }
        if (!context.node(node).inputs().stream().allMatch(context::isDefined)) {
            return false;
        }
        lower(node, (NormalisationOp) context.node(node).op());
        return true;
    }

    private Value blocked(int node, int input) {
        return context.blocked(context.node(node).inputs().get(input));
    }

    private Value rows(int node, int input) {
        return context.rows(context.node(node).inputs().get(input));
    }

    private static int channels(Value x) {
        return x.shape.dim(1);
    }

    private static int pixels(Value x) {
        return Block.inner(x.shape);
    }

    /// `1 / sqrt(variance + epsilon)`, each rounded to float32.
    private Value inverseDeviation(Value variance, float epsilon) {
        Elementwise elementwise = context.kernels.elementwise();
        Value inverse = Value.rows(variance.shape);
        context.add(
                new RowsStep(
                        List.of(variance),
                        inverse,
                        site -> {
                            float[] y = site.array(inverse);
                            int yo = site.at(inverse);
                            int n = inverse.size;
                            for (int i = 0; i < n; i++) {
                                y[yo + i] = site.array(variance)[site.at(variance) + i] + epsilon;
                            }
                            elementwise.unary(Elementwise.Unary.SQRT, y, yo, y, yo, n);
                            elementwise.unary(Elementwise.Unary.RECIPROCAL, y, yo, y, yo, n);
                        }));
        return inverse;
    }

    private void deviationSquares(int node) {
        Value x = blocked(node, 0);
        Value mean = rows(node, 1);
        int pixels = pixels(x);
        sum(
                List.of(context.rowsResult(node)),
                x,
                List.of(x, mean),
                (site, firstBlock, samples, first, count, lanes, at) ->
                        kernel.squaredDeviations(
                                site.array(x),
                                site.at(x, firstBlock) + first * pixels * Kernels.LANES,
                                x.size,
                                samples,
                                count,
                                pixels,
                                site.array(mean),
                                site.at(mean) + first,
                                lanes,
                                at));
    }

    private void sum(List<Value> sums, Value x, List<Value> reads, SumStep.LaneSums laneSums) {
        BlockSum blockSum = context.kernels.blockSum();
        Leaves leaves = new Leaves(x.shape.dim(0), context.kernels.elementwise());
        context.add(new SumStep(leaves, blockSum, channels(x), reads, sums, laneSums));
    }

    private void normalise(int node, float epsilon) {
        Value x = blocked(node, 0);
        Value mean = rows(node, 1);
        Value inverse = inverseDeviation(rows(node, 2), epsilon);
        List<Value> perChannel = List.of(mean, inverse, rows(node, 3), rows(node, 4));
        if (context.block == Block.OF_CHANNELS) {
            normaliseLanes(node, x, perChannel);
            return;
        }
        List<Strips.Operand> operands = new ArrayList<>();
        operands.add(new Strips.Operand(x, null));
        perChannel.forEach(value -> operands.add(new Strips.Operand(value, null)));
        Strips.Function function = new Strips.Function.Normalise(kernel, pixels(x));
        LowerElementwise.add(context, function, operands, context.blockedResult(node));
    }

    /// With channels in the lanes, values per channel are, too.
    private void normaliseLanes(int node, Value x, List<Value> perChannel) {
        List<Value> packed = perChannel.stream().map(value -> context.packed(value, 1, value.size)).toList();
        Value mean = packed.get(0);
        Value inverse = packed.get(1);
        Value gamma = packed.get(2);
        Value beta = packed.get(3);
        Value y = context.blockedResult(node);
        context.add(
                new BlockStep(
                        List.of(x, mean, inverse, gamma, beta),
                        y,
                        (site, block) ->
                                kernel.normaliseLanes(
                                        site.array(x),
                                        site.at(x, block),
                                        x.images(),
                                        pixels(x),
                                        site.array(mean),
                                        site.at(mean),
                                        site.array(inverse),
                                        site.at(inverse),
                                        site.array(gamma),
                                        site.at(gamma),
                                        site.array(beta),
                                        site.at(beta),
                                        site.array(y),
                                        site.at(y, block))));
    }

    /// @param sum the sum of the same gradient, -1 if there is none
    private void normalisedSum(int node, float epsilon, int sum) {
        if (context.isDefined(node)) {
            return;
        }
        Value dy = blocked(node, 0);
        Value x = blocked(node, 1);
        Value mean = rows(node, 2);
        Value inverse = inverseDeviation(rows(node, 3), epsilon);
        int pixels = pixels(x);
        List<Value> reads = List.of(x, dy, mean, inverse);
        Value products = context.rowsResult(node);
        boolean alone = sum < 0 || context.isDefined(sum);
        sum(
                List.of(products, alone ? Value.rows(products.shape) : context.rowsResult(sum)),
                x,
                reads,
                (site, firstBlock, samples, first, count, lanes, at) ->
                        kernel.gradientSums(
                                site.array(dy),
                                site.at(dy, firstBlock) + first * pixels * Kernels.LANES,
                                site.array(x),
                                site.at(x, firstBlock) + first * pixels * Kernels.LANES,
                                x.size,
                                samples,
                                count,
                                pixels,
                                site.array(mean),
                                site.at(mean) + first,
                                site.array(inverse),
                                site.at(inverse) + first,
                                lanes,
                                at));
    }

    private void gradient(int node, float epsilon) {
        Value dy = blocked(node, 0);
        Value x = blocked(node, 1);
        Value mean = rows(node, 2);
        Value inverse = inverseDeviation(rows(node, 3), epsilon);
        Value gamma = rows(node, 4);
        int count = x.shape.size() / channels(x);
        Value meanDy = divided(rows(node, 5), count);
        Value meanDyH = divided(rows(node, 6), count);
        Value dx = context.blockedResult(node);
        List<Value> reads = List.of(dy, x, mean, inverse, gamma, meanDy, meanDyH);
        context.add(
                BlockStep.elementwise(
                        reads,
                        dx,
                        (site, block) ->
                                kernel.inputGradient(
                                        site.array(dy),
                                        site.at(dy, block),
                                        site.array(x),
                                        site.at(x, block),
                                        channels(x),
                                        pixels(x),
                                        site.array(mean),
                                        site.at(mean),
                                        site.array(inverse),
                                        site.at(inverse),
                                        site.array(gamma),
                                        site.at(gamma),
                                        site.array(meanDy),
                                        site.at(meanDy),
                                        site.array(meanDyH),
                                        site.at(meanDyH),
                                        site.array(dx),
                                        site.at(dx, block))));
    }

    private Value divided(Value sum, int count) {
        Value mean = Value.rows(sum.shape);
        context.add(
                new RowsStep(
                        List.of(sum),
                        mean,
                        site -> {
                            for (int i = 0; i < sum.size; i++) {
                                site.array(mean)[site.at(mean) + i] = site.array(sum)[site.at(sum) + i] / count;
                            }
                        }));
        return mean;
    }

    void lower(int node, Dropout op) {
        Value x = blocked(node, 0);
        Value samples = blocked(node, 1);
        Value key = rows(node, 2);
        Value y = context.blockedResult(node);
        context.add(
                new BlockStep(
                        List.of(x, samples, key),
                        y,
                        (site, block) -> {
                            float[] keys = site.array(key);
                            int at = site.at(key);
                            for (int lane = 0; lane < Kernels.LANES; lane++) {
                                site.numbers[lane] = (int) site.array(samples)[site.at(samples, block) + lane];
                            }
                            context.kernels
                                    .dropout()
                                    .dropout(
                                            site.array(x),
                                            site.at(x, block),
                                            site.array(y),
                                            site.at(y, block),
                                            0,
                                            x.elements(),
                                            Dropout.seed(keys, at),
                                            Dropout.tag(keys, at),
                                            Dropout.epoch(keys, at),
                                            site.numbers,
                                            0,
                                            op.rate());
                        }));
    }
}
