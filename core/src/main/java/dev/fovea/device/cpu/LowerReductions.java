package dev.fovea.device.cpu;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.CopyGeometry;
import dev.fovea.kernel.Reduction;
import dev.fovea.kernel.ReductionGeometry;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.ReductionOp;
import dev.fovea.tensor.Role;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sums, maxima and arg-maxima: within each sample, over the samples, or over rows.
final class LowerReductions {
    private final Context context;
    private final LowerShapes shapes;
    private final Reduction kernel;

    LowerReductions(Context context, LowerShapes shapes) {
        this.context = context;
        this.shapes = shapes;
        this.kernel = context.kernels.reduction();
    }

    void lower(int node, ReductionOp op) {
        switch (op) {
            case ReductionOp.Sum sum -> {
                if (context.node(node).role() == Role.SUMMED) {
                    overSamples(node, sum.axes());
                } else {
                    within(node, sum.axes(), kernel::sum);
                }
            }
            case ReductionOp.Maximum maximum -> within(node, maximum.axes(), kernel::maximum);
            case ReductionOp.ArgMax argMax -> argMax(node, argMax.axis());
        }
    }

    private interface Kernel {
        void run(ReductionGeometry geometry, float[] x, int xo, float[] y, int yo);
    }

    private Value input(int node) {
        int input = context.node(node).inputs().getFirst();
        return context.isBlocked(node) ? context.blocked(input) : context.rows(input);
    }

    private static ReductionGeometry geometry(Value x, List<Integer> axes) {
        int first = x.blocked ? 1 : 0;
        int[] extents = x.extents();
        boolean[] reduced = new boolean[extents.length];
        axes.forEach(axis -> reduced[axis - first] = true);
        return ReductionGeometry.of(extents, reduced, x.lanes());
    }

    private void within(int node, List<Integer> axes, Kernel reduce) {
        Value x = input(node);
        Value y = context.result(node);
        ReductionGeometry geometry = geometry(x, axes);
        if (y.blocked) {
            context.add(
                    new BlockStep(
                            List.of(x),
                            y,
                            (site, block) ->
                                    reduce.run(
                                            geometry,
                                            site.array(x),
                                            site.at(x, block),
                                            site.array(y),
                                            site.at(y, block))));
        } else {
            context.add(
                    new RowsStep(
                            List.of(x),
                            y,
                            site -> reduce.run(geometry, site.array(x), site.at(x), site.array(y), site.at(y))));
        }
    }

    private void argMax(int node, int axis) {
        Value x = input(node);
        Value y = context.result(node);
        ReductionGeometry geometry = geometry(x, List.of(axis));
        if (y.blocked) {
            context.add(
                    new BlockStep(
                            List.of(x),
                            List.of(y),
                            y.shape.dim(0),
                            y.size,
                            (site, block) ->
                                    kernel.argMax(
                                            geometry,
                                            site.array(x),
                                            site.at(x, block),
                                            site.scratchArray(),
                                            site.scratch(),
                                            site.array(y),
                                            site.at(y, block))));
        } else {
            context.add(
                    new RowsStep(
                            List.of(x),
                            List.of(y),
                            y.size,
                            site ->
                                    kernel.argMax(
                                            geometry,
                                            site.array(x),
                                            site.at(x),
                                            site.scratchArray(),
                                            site.scratch(),
                                            site.array(y),
                                            site.at(y))));
        }
    }

    /// Sums over the samples, and over other axes too: those that are kept come first, as channels.
    private void overSamples(int node, List<Integer> axes) {
        Value x = context.blocked(context.node(node).inputs().getFirst());
        List<Integer> order = new ArrayList<>();
        int channels = 1;
        for (int axis = 1; axis < x.shape.rank(); axis++) {
            if (!axes.contains(axis)) {
                order.add(axis);
                channels *= x.shape.dim(axis);
            }
        }
        for (int axis : axes) {
            if (axis != 0) {
                order.add(axis);
            }
        }
        Value arranged = arranged(x, order);
        add(arranged, channels, context.rowsResult(node));
    }

    /// The value with the axes of a sample in another order.
    private Value arranged(Value x, List<Integer> order) {
        boolean ascending = order.stream().sorted().toList().equals(order);
        if (ascending) {
            return x;
        }
        int[] extents = Arrays.copyOfRange(x.shape.toArray(), 1, x.shape.rank());
        int[] permutation = order.stream().mapToInt(axis -> axis - 1).toArray();
        int[] turned = new int[x.shape.rank()];
        turned[0] = x.shape.dim(0);
        for (int axis = 1; axis < turned.length; axis++) {
            turned[axis] = x.shape.dim(order.get(axis - 1));
        }
        Value result = Value.blocked(Shape.of(turned));
        shapes.copy(CopyGeometry.permute(extents, permutation, x.lanes()), x, 0, result, 0, false);
        return result;
    }

    private void add(Value x, int channels, Value sums) {
        BlockSum blockSum = context.kernels.blockSum();
        int pixels = x.elements() / channels;
        Leaves leaves = new Leaves(x.shape.dim(0), context.kernels.elementwise());
        context.add(
                new SumStep(
                        leaves,
                        blockSum,
                        channels,
                        List.of(x),
                        List.of(sums),
                        (site, firstBlock, samples, first, count, lanes, at) ->
                                blockSum.laneSums(
                                        site.array(x),
                                        site.at(x, firstBlock) + first * pixels * x.lanes(),
                                        x.size,
                                        samples,
                                        count,
                                        pixels,
                                        lanes,
                                        at)));
    }
}
