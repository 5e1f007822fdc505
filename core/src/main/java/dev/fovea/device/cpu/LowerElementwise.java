package dev.fovea.device.cpu;

import dev.fovea.shape.Broadcasting;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.ElementwiseOp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Elementwise operations, with broadcasting.
final class LowerElementwise {
    private final Context context;

    LowerElementwise(Context context) {
        this.context = context;
    }

    void lower(int node, ElementwiseOp op) {
        Strips.Function function =
                switch (op) {
                    case ElementwiseOp.Unary unary -> new Strips.Function.One(unary.function());
                    case ElementwiseOp.Binary binary -> new Strips.Function.Two(binary.function());
                    case ElementwiseOp.Ternary ternary -> new Strips.Function.Three(ternary.function());
                };
        lower(node, function);
    }

    private void lower(int node, Strips.Function function) {
        Shape shape = context.node(node).shape();
        boolean blocked = context.isBlocked(node);
        List<Strips.Operand> operands = new ArrayList<>();
        for (int input : context.node(node).inputs()) {
            operands.add(blocked ? inBlocks(input, shape) : inRows(context.rows(input), shape));
        }
        add(context, function, operands, context.result(node));
    }

    static void add(Context context, Strips.Function function, List<Strips.Operand> operands, Value result) {
        Strips strips = Strips.of(context.kernels.elementwise(), function, operands, result);
        context.add(result.blocked ? new Strips.Blocks(strips) : new Strips.Rows(strips));
    }

    /// An input of a result in blocks: in blocks too if it has samples, else in rows and repeated for every sample.
    private Strips.Operand inBlocks(int input, Shape result) {
        Shape shape = context.node(input).shape();
        boolean perSample = shape.rank() == result.rank() && (shape.dim(0) > 1 || context.isBlocked(input));
        Shape sample = sample(result);
        if (perSample) {
            Value value = context.blocked(input);
            return new Strips.Operand(value, sample(shape).size() == sample.size() ? null : map(sample(shape), sample));
        }
        Value value = context.rows(input);
        return new Strips.Operand(
                value, value.size == 1 ? null : map(shape.rank() == result.rank() ? sample(shape) : shape, sample));
    }

    static Strips.Operand inRows(Value value, Shape result) {
        boolean same = value.size == 1 || value.size == result.size();
        return new Strips.Operand(value, same ? null : map(value.shape, result));
    }

    private static Shape sample(Shape shape) {
        return Shape.of(Arrays.copyOfRange(shape.toArray(), 1, shape.rank()));
    }

    /// For each element of the result its element of the input.
    private static int[] map(Shape from, Shape to) {
        int[] steps = Broadcasting.steps(from, to);
        int[] map = new int[to.size()];
        int[] index = new int[to.rank()];
        int at = 0;
        for (int element = 0; element < map.length; element++) {
            map[element] = at;
            for (int axis = to.rank() - 1; axis >= 0; axis--) {
                at += steps[axis];
                if (++index[axis] < to.dim(axis)) {
                    break;
                }
                at -= steps[axis] * to.dim(axis);
                index[axis] = 0;
            }
        }
        return map;
    }
}
