package dev.fovea.tensor;

import dev.fovea.kernel.Elementwise;
import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Operations that are recorded in another form than they were written: the same values by less work.
///
/// Each rewrite looks one operation back and is made always or never, so the bits of a result do not depend on what
/// else is asked.
final class Rewrites {
    private Rewrites() {}

    /// The better form of an operation, if there is one.
    ///
    /// @param op the operation as written
    /// @param inputs its inputs
    /// @return what to record instead, or null
    static Content.@Nullable Recorded of(Op op, List<Tensor> inputs) {
        // Read once: another thread may ask for the input's value meanwhile, and then it lets go of its own inputs.
        Content input = inputs.getFirst().content();
        return switch (op) {
            case PoolingOp.MaxPool pool when isMonotone(input) -> activationAfter(pool, input);
            case ReductionOp.Sum sum when ignoresPlaces(sum, input) ->
                    new Content.Recorded(sum, List.of(input.inputs().getFirst()));
            case MatMul matMul -> withoutTransposes(matMul, inputs);
            case ElementwiseOp elementwise -> withoutRepeats(elementwise, inputs);
            case ShapeOp.Transpose transpose when isSumOverRows(input) && isTurn(transpose) ->
                    new Content.Recorded(input.op(), List.of(input.inputs().get(1), input.inputs().get(0)));
            default -> null;
        };
    }

    /// `maxPool(f(x)) = f(maxPool(x))` for an `f` that never falls, and pooling first leaves `f` a fraction of the
    /// elements. Where `f` makes neighbouring pixels equal, the gradient goes to the one with the larger `x`.
    private static Content.Recorded activationAfter(PoolingOp.MaxPool pool, Content activation) {
        List<Tensor> inputs = activation.inputs();
        Tensor pooled = Tensor.apply(pool, inputs.getFirst());
        return new Content.Recorded(
                activation.op(), inputs.size() == 1 ? List.of(pooled) : List.of(pooled, inputs.getLast()));
    }

    private static boolean isMonotone(Content content) {
        return switch (content.op()) {
            case ElementwiseOp.Unary(Elementwise.Unary f) ->
                    f == Elementwise.Unary.RELU || f == Elementwise.Unary.TANH || f == Elementwise.Unary.SIGMOID;
            case ElementwiseOp.Binary(Elementwise.Binary f) ->
                    f == Elementwise.Binary.LEAKY_RELU && isPositiveNumber(content.inputs().getLast());
            default -> false;
        };
    }

    private static boolean isPositiveNumber(Tensor slope) {
        return slope.shape().rank() == 0 && slope.content() instanceof Content.Known known && known.values()[0] > 0;
    }

    /// The sum over all places of an image does not ask where max pooling took its pixels from.
    private static boolean ignoresPlaces(ReductionOp.Sum sum, Content input) {
        return input.op() instanceof PoolingOp.MaxPoolGradient && sum.axes().containsAll(List.of(2, 3));
    }

    /// `transpose(A) B` is a matrix product that reads `A` the other way: nothing is moved, and sums over samples are
    /// seen as such.
    private static Content.@Nullable Recorded withoutTransposes(MatMul matMul, List<Tensor> inputs) {
        Content contentA = inputs.get(0).content();
        Content contentB = inputs.get(1).content();
        boolean first = isTransposed(contentA);
        boolean second = isTransposed(contentB);
        if (!first && !second) {
            return null;
        }
        Tensor a = first ? contentA.inputs().getFirst() : inputs.get(0);
        Tensor b = second ? contentB.inputs().getFirst() : inputs.get(1);
        MatMul direct = new MatMul(matMul.transposeA() ^ first, matMul.transposeB() ^ second);
        return new Content.Recorded(direct, inputs.size() == 2 ? List.of(a, b) : List.of(a, b, inputs.get(2)));
    }

    private static boolean isTransposed(Content content) {
        return content.op() instanceof ShapeOp.Transpose transpose && isTurn(transpose);
    }

    private static boolean isTurn(ShapeOp.Transpose transpose) {
        return transpose.permutation().equals(List.of(1, 0));
    }

    /// A given number that was repeated to meet a tensor, as in `x.maximum(x.zerosLike())`, meets it as it is.
    private static Content.@Nullable Recorded withoutRepeats(ElementwiseOp op, List<Tensor> inputs) {
        if (!anyIsRepeat(inputs)) {
            return null;
        }
        List<Tensor> direct = new ArrayList<>(inputs.size());
        List<Shape> before = new ArrayList<>(inputs.size());
        List<Shape> after = new ArrayList<>(inputs.size());
        for (Tensor input : inputs) {
            direct.add(beforeRepeat(input));
            before.add(input.shape());
            after.add(direct.getLast().shape());
        }
        Shape shape = op.shape(before);
        boolean same = op.shape(after).equals(shape) && op.role(direct, shape) == op.role(inputs, shape);
        return same ? new Content.Recorded(op, List.copyOf(direct)) : null;
    }

    private static boolean anyIsRepeat(List<Tensor> inputs) {
        for (Tensor input : inputs) {
            if (beforeRepeat(input) != input) {
                return true;
            }
        }
        return false;
    }

    private static Tensor beforeRepeat(Tensor tensor) {
        Content content = tensor.content();
        if (content.op() instanceof ShapeOp.BroadcastTo) {
            Tensor repeated = content.inputs().getFirst();
            if (repeated.shape().rank() == 0 && repeated.content() instanceof Content.Known) {
                return repeated;
            }
        }
        return tensor;
    }

    /// `transpose(A^T B) = B^T A`, term by term and in the same order: the gradient of a weight that was written
    /// transposed.
    private static boolean isSumOverRows(Content content) {
        return content.op().equals(new MatMul(true, false)) && content.inputs().size() == 2;
    }
}
