package dev.fovea.tensor;

import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;

/// Operations that combine the elements along some axes; those axes are dropped from the shape.
public sealed interface ReductionOp extends Op {

    /// The sum over some axes.
    ///
    /// @param axes ascending, distinct, counted from the start, at least one
    record Sum(List<Integer> axes) implements ReductionOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.getFirst().without(axes);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.reduced(inputs.getFirst(), axes.contains(0));
        }

        /// `dx` is `d` repeated along the axes.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return List.of(repeated(d, inputs.getFirst(), axes));
        }
    }

    /// The largest element along some axes, from -inf: `x > y ? x : y`, so that NaN is passed over.
    ///
    /// @param axes ascending, distinct, counted from the start, at least one
    record Maximum(List<Integer> axes) implements ReductionOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.getFirst().without(axes);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.reduced(inputs.getFirst(), axes.contains(0));
        }

        /// `dx = d m / sum(m)` with `m = 1` where `x` is the largest, else 0: elements that tie share equally.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor x = inputs.getFirst();
            Tensor largest = x.equal(repeated(y, x, axes));
            Tensor count = Tensor.apply(new Sum(axes), largest);
            return List.of(largest.multiply(repeated(d.divide(count), x, axes)));
        }

        @Override
        public String words() {
            return "max";
        }
    }

    /// The index of the largest element along one axis, the first of equals; it does not vary with its input.
    ///
    /// @param axis counted from the start
    record ArgMax(int axis) implements ReductionOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.getFirst().without(List.of(axis));
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.perSampleIf(inputs.getFirst().role() == Role.PER_SAMPLE && axis != 0);
        }

        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return Collections.singletonList(null);
        }
    }

    private static Tensor repeated(Tensor reduced, Tensor x, List<Integer> axes) {
        return reduced.reshape(x.shape().collapsed(axes)).broadcastLike(x);
    }
}
