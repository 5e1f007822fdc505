package dev.fovea.device.cpu;

import dev.fovea.kernel.FilterSum;
import dev.fovea.kernel.FilterSumKernel;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.TapSum;
import dev.fovea.kernel.TapSumKernel;
import dev.fovea.kernel.WeightSum;
import dev.fovea.kernel.WinogradTiles;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;
import dev.fovea.tensor.ConvolutionOp;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.PoolingOp;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Convolutions and their gradients.
final class LowerConvolution {
    private static final int LANES = Kernels.LANES;

    private final Context context;
    private final Fusions fusions;
    private final LowerWinograd winograd;

    LowerConvolution(Context context, Fusions fusions) {
        this.context = context;
        this.fusions = fusions;
        winograd = new LowerWinograd(context);
    }

    void lower(int node, ConvolutionOp op) {
        switch (op) {
            case ConvolutionOp.Convolution forward -> forward(node, forward);
            case ConvolutionOp.InputGradient gradient -> inputGradient(node, gradient);
            case ConvolutionOp.WeightGradient gradient -> weightGradient(node, gradient);
        }
    }

    private void forward(int node, ConvolutionOp.Convolution op) {
        Window window = op.window();
        int groups = op.groups();
        List<Integer> inputs = context.node(node).inputs();
        Shape x = context.node(inputs.get(0)).shape();
        Shape y = context.node(node).shape();
        boolean pooled = fusions.isPooled(node);
        int filters = y.dim(1) / groups;
        boolean biased = inputs.size() == 3;
        Value out;
        Value winners = null;
        if (pooled) {
            out = pooledResults(node, false);
            winners = pooledResults(node, true);
        } else {
            out = context.blockedResult(node);
        }
        Value bias = bias(inputs, filters);
        if (!op.direct() && WinogradTiles.tile(window, groups, x.dim(1), filters, x.dim(2), x.dim(3)) > 0) {
            winograd.forward(node, window, context.blocked(inputs.get(0)), bias, out, winners);
            return;
        }
        if (context.block == Block.OF_CHANNELS) {
            inLanes(inputs, window, pooled, bias, out);
            return;
        }
        Value in = context.blocked(inputs.get(0));
        Value weights = context.rows(inputs.get(1));
        TapSum sum = TapSum.forward(filters, x.dim(1) / groups, window, x.dim(2), x.dim(3), pooled);
        context.add(
                new TapSumStep(
                        List.of(context.kernels.products().tapSum(sum)),
                        List.of(sum),
                        List.of(0),
                        new TapSumStep.Groups(
                                groups,
                                in.size / groups,
                                out.size / groups,
                                weights.size / groups,
                                biased ? filters : 0),
                        in,
                        null,
                        weights,
                        bias,
                        out,
                        winners,
                        false));
    }

    private Value bias(List<Integer> inputs, int filters) {
        boolean inLanes = context.block == Block.OF_CHANNELS;
        if (inputs.size() < 3) {
            return context.zeros(inLanes ? context.block.images(filters) * LANES : filters);
        }
        return inLanes ? context.packed(inputs.get(2)) : context.rows(inputs.get(2));
    }

    /// Filters in the lanes. An image that is given is read as it is.
    private void inLanes(List<Integer> inputs, Window window, boolean pooled, Value bias, Value out) {
        Value given = context.given(inputs.get(0));
        Value in = given == null ? context.blocked(inputs.get(0)) : given;
        Shape x = in.shape;
        FilterSum sum = FilterSum.of(out.shape.dim(1), x.dim(1), window, x.dim(2), x.dim(3), pooled, given != null);
        Halo halo =
                new Halo(
                        given == null ? in.images() : x.dim(1),
                        x.dim(2),
                        x.dim(3),
                        window.paddingTop(),
                        window.paddingLeft(),
                        x.dim(2) + window.paddingTop() + window.paddingBottom(),
                        x.dim(3) + window.paddingLeft() + window.paddingRight(),
                        given == null ? LANES : 1);
        FilterSumKernel kernel = context.kernels.products().filterSum(sum);
        context.add(new FilterSumStep(kernel, halo, in, context.packed(inputs.get(1)), bias, out));
    }

    /// The value of all poolings of a convolution, or of all their indices.
    private Value pooledResults(int convolution, boolean index) {
        int first = fusions.pool(convolution, index);
        Value value =
                first >= 0
                        ? context.blockedResult(first)
                        : Value.blocked(context.node(fusions.pool(convolution, false)).shape(), context.block);
        for (int reader : context.uses().readers(convolution)) {
            boolean isIndex = context.node(reader).op() instanceof PoolingOp.MaxPoolIndex;
            if (isIndex == index) {
                context.define(reader, value);
            }
        }
        return value;
    }

    private void inputGradient(int node, ConvolutionOp.InputGradient op) {
        Window window = op.window();
        int groups = op.groups();
        Graph.Node gradient = context.node(node);
        Shape x = gradient.shape();
        int dyNode = gradient.inputs().get(0);
        Shape dy = context.node(dyNode).shape();
        int filters = dy.dim(1) / groups;
        int channels = x.dim(1) / groups;
        if (!op.direct() && WinogradTiles.tile(window, groups, channels, filters, x.dim(2), x.dim(3)) > 0) {
            TapSumStep.@Nullable Pooled windows = pooled(dyNode);
            winograd.inputGradient(node, dyNode, window, gradients(dyNode), windows);
            return;
        }
        List<TapSum> sums = new ArrayList<>();
        List<TapSumKernel> kernels = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>();
        int phases = window.strideRows() * window.strideColumns();
        for (int phase = 0; phase < phases; phase++) {
            int row = phase / window.strideColumns();
            int column = phase % window.strideColumns();
            TapSum sum = TapSum.inputGradient(filters, channels, window, x.dim(2), x.dim(3), row, column);
            if (sum != null) {
                sums.add(sum);
                kernels.add(context.kernels.products().tapSum(sum));
                offsets.add((row * x.dim(3) + column) * LANES);
            }
        }
        Value weights = context.rows(gradient.inputs().get(1));
        TapSumStep.@Nullable Pooled pooled = pooled(dyNode);
        Value in = gradients(dyNode);
        Value zeros = context.zeros(channels);
        Value out = context.blockedResult(node);
        context.add(
                new TapSumStep(
                        kernels,
                        sums,
                        offsets,
                        new TapSumStep.Groups(groups, in.size / groups, out.size / groups, weights.size / groups, 0),
                        in,
                        pooled,
                        weights,
                        zeros,
                        out,
                        null,
                        sums.size() < phases));
    }

    /// Output gradients, or gradients of their maxima where those stay pooled.
    private Value gradients(int dy) {
        return context.blocked(fusions.staysPooled(dy) ? context.node(dy).inputs().get(0) : dy);
    }

    private TapSumStep.@Nullable Pooled pooled(int dy) {
        if (!fusions.staysPooled(dy)) {
            return null;
        }
        Graph.Node gradient = context.node(dy);
        Shape maxima = context.node(gradient.inputs().get(0)).shape();
        Value index = context.blocked(gradient.inputs().get(1));
        return new TapSumStep.Pooled(index, context.kernels.products().unpool(), maxima.dim(2), maxima.dim(3));
    }

    private void weightGradient(int node, ConvolutionOp.WeightGradient op) {
        Window window = op.window();
        int groups = op.groups();
        Graph.Node gradient = context.node(node);
        int dyNode = gradient.inputs().get(1);
        Shape x = context.node(gradient.inputs().get(0)).shape();
        Shape dy = context.node(dyNode).shape();
        WeightSum sum = new WeightSum(dy.dim(1) / groups, x.dim(1) / groups, window, x.dim(2), x.dim(3));
        Value images = context.blocked(gradient.inputs().get(0));
        TapSumStep.@Nullable Pooled pooled = pooled(dyNode);
        Value gradients = gradients(dyNode);
        if (!op.direct() && WinogradTiles.tile(window, groups, x.dim(1), dy.dim(1), x.dim(2), x.dim(3)) > 0) {
            winograd.weightGradient(node, dyNode, window, images, gradients, pooled);
            return;
        }
        context.add(
                new WeightSumStep(
                        context.kernels.products().weightSum(sum),
                        sum,
                        groups,
                        new Leaves(x.dim(0), context.kernels.elementwise()),
                        context.kernels.blockSum(),
                        padded(images, x, window),
                        gradients,
                        pooled,
                        context.rowsResult(node)));
    }

    /// The inputs with the window's padding around them.
    private Value padded(Value in, Shape x, Window window) {
        int rows = x.dim(2) + window.paddingTop() + window.paddingBottom();
        int columns = x.dim(3) + window.paddingLeft() + window.paddingRight();
        Halo halo = new Halo(x.dim(1), x.dim(2), x.dim(3), window.paddingTop(), window.paddingLeft(), rows, columns);
        if (halo.isNothing()) {
            return in;
        }
        Value out = Value.blocked(Shape.of(x.dim(0), x.dim(1), rows, columns));
        context.add(
                new BlockStep(
                        List.of(in),
                        out,
                        (site, block) ->
                                halo.copy(site.array(in), site.at(in, block), site.array(out), site.at(out, block))));
        return out;
    }
}
