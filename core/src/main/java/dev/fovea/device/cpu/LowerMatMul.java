package dev.fovea.device.cpu;

import dev.fovea.kernel.CopyGeometry;
import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.Products;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.MatMul;
import dev.fovea.tensor.Role;

import java.util.List;

/// Matrix products. Whatever its roles, a product runs as one of two: blocks of rows of `A` times a shared `B`, or `A^T
/// B` summed over the samples.
final class LowerMatMul {
    private final Context context;

    LowerMatMul(Context context) {
        this.context = context;
    }

    void lower(int node, MatMul op) {
        List<Integer> inputs = context.node(node).inputs();
        if (context.node(node).role() == Role.SUMMED && inputs.size() == 2) {
            summed(node, context.blocked(inputs.get(0)), context.blocked(inputs.get(1)));
            return;
        }
        if (context.block == Block.OF_CHANNELS) {
            inLanes(node, inputs);
            return;
        }
        Value a = op.transposeA() ? transposedBlocks(inputs.get(0)) : context.blocked(inputs.get(0));
        Value b = context.rows(inputs.get(1));
        int inner = a.elements();
        int columns = context.node(node).shape().dim(1);
        Value bias = inputs.size() == 3 ? context.rows(inputs.get(2)) : context.zeros(columns);
        Value y = context.blockedResult(node);
        DenseSum sum =
                op.transposeB() ? new DenseSum(columns, inner, inner, 1) : new DenseSum(columns, inner, 1, columns);
        Products products = context.kernels.products();
        if ((long) columns * inner >= WideDenseStep.LEAST_WEIGHTS) {
            context.add(WideDenseStep.of(products, sum, a, b, bias, y));
            return;
        }
        context.add(new DenseStep(products.dense(sum), a, b, bias, y));
    }

    /// Outputs in the lanes: weights are blocks of sixteen rows.
    private void inLanes(int node, List<Integer> inputs) {
        Value x = context.blocked(inputs.get(0));
        Value weights = context.packed(inputs.get(1));
        Value y = context.blockedResult(node);
        Value bias = inputs.size() == 3 ? context.packed(inputs.get(2)) : context.zeros(y.size);
        DenseSum sum = DenseSum.withOutputsInLanes(Placement.GROUP, x.shape.dim(1), x.size, y.size);
        context.add(new LanesDenseStep(context.kernels.products().dense(sum), sum, x, weights, bias, y));
    }

    private void summed(int node, Value a, Value b) {
        Leaves leaves = new Leaves(a.shape.dim(0), context.kernels.elementwise());
        Value rows = DenseWeightStep.samplesInRows(a);
        context.add(DenseWeightStep.samplesInRows(a, rows));
        context.add(
                new DenseWeightStep(
                        context.kernels.products().denseWeightSum(),
                        context.kernels.copy(),
                        leaves,
                        rows,
                        b,
                        context.rowsResult(node)));
    }

    /// The transpose of a matrix, in blocks along its new rows.
    private Value transposedBlocks(int input) {
        Value rows = context.rows(input);
        Shape shape = rows.shape;
        CopyGeometry geometry = CopyGeometry.permute(shape.toArray(), new int[] {1, 0}, 1);
        Value turned = Value.rows(Shape.of(shape.dim(1), shape.dim(0)));
        context.add(
                new RowsStep(
                        List.of(rows),
                        turned,
                        site ->
                                context.kernels
                                        .copy()
                                        .copy(
                                                geometry,
                                                site.array(rows),
                                                site.at(rows),
                                                site.array(turned),
                                                site.at(turned))));
        return context.toBlocks(turned);
    }
}
