package dev.fovea.reference;

import dev.fovea.kernel.Elementwise;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.ConvolutionOp;
import dev.fovea.tensor.Dropout;
import dev.fovea.tensor.ElementwiseOp;
import dev.fovea.tensor.Leaf;
import dev.fovea.tensor.MatMul;
import dev.fovea.tensor.NormalisationOp;
import dev.fovea.tensor.Op;
import dev.fovea.tensor.PoolingOp;
import dev.fovea.tensor.ReductionOp;
import dev.fovea.tensor.ShapeOp;
import dev.fovea.tensor.SoftmaxOp;

import java.util.List;

/// One operation on values; those on images and of networks are in classes of their own.
final class ReferenceOps {
    private ReferenceOps() {}

    static Values compute(Op op, List<Values> inputs, Shape result) {
        return switch (op) {
            case Leaf leaf -> throw new IllegalArgumentException("computing a leaf: its values are given");
            case ElementwiseOp elementwise -> elementwise(elementwise, inputs, result);
            case ShapeOp shapeOp -> move(shapeOp, inputs, result);
            case ReductionOp reduction -> reduce(reduction, inputs.getFirst(), result);
            case MatMul matMul -> multiply(matMul, inputs, result);
            case ConvolutionOp convolution -> ReferenceImages.convolve(convolution, inputs, result);
            case PoolingOp pooling -> ReferenceImages.pool(pooling, inputs, result);
            case SoftmaxOp softmax -> ReferenceNetworks.softmax(softmax, inputs, result);
            case NormalisationOp normalisation -> ReferenceNetworks.normalise(normalisation, inputs, result);
            case Dropout dropout -> ReferenceNetworks.drop(dropout, inputs, result);
        };
    }

    private static Values elementwise(ElementwiseOp op, List<Values> inputs, Shape result) {
        return Values.of(
                result,
                index -> {
                    double a = inputs.getFirst().broadcast(result, index);
                    double b = inputs.size() < 2 ? 0 : inputs.get(1).broadcast(result, index);
                    double c = inputs.size() < 3 ? 0 : inputs.get(2).broadcast(result, index);
                    return switch (op) {
                        case ElementwiseOp.Unary(Elementwise.Unary f) -> unary(f, a);
                        case ElementwiseOp.Binary(Elementwise.Binary f) -> binary(f, a, b);
                        case ElementwiseOp.Ternary(Elementwise.Ternary f) -> ternary(f, a, b, c);
                    };
                });
    }

    private static double unary(Elementwise.Unary f, double x) {
        return switch (f) {
            case NEGATE -> -x;
            case RELU -> x <= 0 ? 0 : x;
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case EXP -> StrictMath.exp(x);
            case LOG -> StrictMath.log(x);
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case SQUARE -> x * x;
            case ABSOLUTE -> Math.abs(x);
        };
    }

    private static double binary(Elementwise.Binary f, double a, double b) {
        return switch (f) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> b > a ? b : a;
            case MINIMUM -> b < a ? b : a;
            case EQUAL -> a == b ? 1 : 0;
            case NOT_EQUAL -> a != b ? 1 : 0;
            case LESS -> a < b ? 1 : 0;
            case LESS_OR_EQUAL -> a <= b ? 1 : 0;
            case GREATER -> a > b ? 1 : 0;
            case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
            case LEAKY_RELU -> a > 0 ? a : b * a;
            case RELU_GRADIENT -> b > 0 ? a : 0;
            case TANH_GRADIENT -> a * (1 - b * b);
            case SIGMOID_GRADIENT -> a * (b - b * b);
        };
    }

    private static double ternary(Elementwise.Ternary f, double a, double b, double c) {
        return switch (f) {
            case WHERE -> a != 0 ? b : c;
            case MULTIPLY_ADD -> a * b + c;
            case LEAKY_RELU_GRADIENT -> b > 0 ? a : c * a;
            case KEEP_IF_GREATER -> b > c ? a : 0;
            case ZERO_IF_GREATER -> b > c ? 0 : a;
        };
    }

    private static Values move(ShapeOp op, List<Values> inputs, Shape result) {
        Values x = inputs.getFirst();
        return switch (op) {
            case ShapeOp.Reshape reshape -> new Values(result, x.data());
            case ShapeOp.BroadcastTo broadcast -> Values.of(result, index -> x.broadcast(result, index));
            case ShapeOp.Transpose(List<Integer> permutation) ->
                    Values.of(
                            result,
                            index -> {
                                int[] from = new int[index.length];
                                for (int axis = 0; axis < index.length; axis++) {
                                    from[permutation.get(axis)] = index[axis];
                                }
                                return x.at(from);
                            });
            case ShapeOp.Slice(List<Integer> begin, List<Integer> end) ->
                    Values.of(result, index -> x.at(shifted(index, begin)));
            case ShapeOp.Pad(List<Integer> before, List<Integer> after) -> {
                Values y = Values.zeros(result);
                x.forEach(index -> y.add(x.at(index), shifted(index, before)));
                yield y;
            }
            case ShapeOp.Concatenate(int axis) -> concatenate(axis, inputs, result);
        };
    }

    private static int[] shifted(int[] index, List<Integer> by) {
        int[] shifted = index.clone();
        for (int axis = 0; axis < index.length; axis++) {
            shifted[axis] += by.get(axis);
        }
        return shifted;
    }

    private static Values concatenate(int axis, List<Values> inputs, Shape result) {
        Values y = Values.zeros(result);
        int begin = 0;
        for (Values input : inputs) {
            int first = begin;
            input.forEach(index -> {
                int[] to = index.clone();
                to[axis] += first;
                y.add(input.at(index), to);
            });
            begin += input.shape().dim(axis);
        }
        return y;
    }

    private static Values reduce(ReductionOp op, Values x, Shape result) {
        return switch (op) {
            case ReductionOp.Sum(List<Integer> axes) -> {
                Values y = Values.zeros(result);
                x.forEach(index -> y.add(x.at(index), Values.without(index, axes)));
                yield y;
            }
            case ReductionOp.Maximum(List<Integer> axes) -> {
                Values y = Values.of(result, index -> Double.NEGATIVE_INFINITY);
                x.forEach(index -> {
                    int[] to = Values.without(index, axes);
                    y.set(x.at(index) > y.at(to) ? x.at(index) : y.at(to), to);
                });
                yield y;
            }
            case ReductionOp.ArgMax(int axis) -> argMax(axis, x, result);
        };
    }

    private static Values argMax(int axis, Values x, Shape result) {
        Values largest = Values.of(result, index -> Double.NEGATIVE_INFINITY);
        Values y = Values.zeros(result);
        x.forEach(index -> {
            int[] to = Values.without(index, List.of(axis));
            if (x.at(index) > largest.at(to)) {
                largest.set(x.at(index), to);
                y.set(index[axis], to);
            }
        });
        return y;
    }

    private static Values multiply(MatMul op, List<Values> inputs, Shape result) {
        Values a = inputs.get(0);
        Values b = inputs.get(1);
        int inner = a.shape().dim(op.transposeA() ? 0 : 1);
        return Values.of(
                result,
                index -> {
                    int row = index[0];
                    int column = index[1];
                    double sum = inputs.size() == 3 ? inputs.get(2).at(column) : 0;
                    for (int k = 0; k < inner; k++) {
                        double left = op.transposeA() ? a.at(k, row) : a.at(row, k);
                        double right = op.transposeB() ? b.at(column, k) : b.at(k, column);
                        sum += left * right;
                    }
                    return sum;
                });
    }
}
