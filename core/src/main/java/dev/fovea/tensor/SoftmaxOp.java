package dev.fovea.tensor;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Softmax, its logarithm, cross-entropy from logits, and one-hot codes.
public sealed interface SoftmaxOp extends Op {

    /// `y_k = exp(x_k - m) / sum over j of exp(x_j - m)` with `m` the largest `x` along the axis.
    ///
    /// @param axis the axis of the classes, counted from the start
    record Softmax(int axis) implements SoftmaxOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.getFirst();
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return alongAxis(inputs, axis);
        }

        /// `dx = y (d - sum(d y))`
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return List.of(y.multiply(d.subtract(d.multiply(y).sumKeepingAxes(axis))));
        }
    }

    /// `y_k = x_k - m - log(sum over j of exp(x_j - m))` with `m` the largest `x` along the axis.
    ///
    /// @param axis the axis of the classes, counted from the start
    record LogSoftmax(int axis) implements SoftmaxOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.getFirst();
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return alongAxis(inputs, axis);
        }

        /// `dx = d - exp(y) sum(d)`
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return List.of(d.subtract(y.exp().multiply(d.sumKeepingAxes(axis))));
        }
    }

    /// The loss of each sample, `-logSoftmax(x)[n, label n]`; inputs: logits `[N, K]`, labels `[N]` (class numbers, 0
    /// to K - 1).
    record CrossEntropy() implements SoftmaxOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            checkLabels(this, inputs);
            return inputs.get(1);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return rows(inputs);
        }

        /// `dx` is the [CrossEntropyGradient]; labels have none.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return Arrays.asList(Tensor.apply(new CrossEntropyGradient(), inputs.get(0), inputs.get(1), d), null);
        }
    }

    /// `d_n (softmax(x)[n] - oneHot(label n))`; inputs: logits `[N, K]`, labels `[N]`, the gradient `d [N]` of each
    /// sample's loss.
    record CrossEntropyGradient() implements SoftmaxOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            checkLabels(this, inputs);
            if (!inputs.get(2).equals(inputs.get(1))) {
                throw new ShapeException(words(), inputs, "expected one gradient for each label");
            }
            return inputs.get(0);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return rows(inputs);
        }

        /// By its definition in elementwise operations.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor logits = inputs.get(0);
            Tensor target = inputs.get(1).oneHot(logits.shape().dim(1));
            Tensor each = inputs.get(2).reshape(-1, 1);
            Tensor definition = logits.softmax(1).subtract(target).multiply(each);
            return Gradients.ofDefinition(definition, d, inputs);
        }
    }

    /// One axis more, at the end: 1 at the index that the input names, else 0. It does not vary with its input.
    ///
    /// @param classes extent of the new axis
    record OneHot(int classes) implements SoftmaxOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            if (classes < 1) {
                throw new ShapeException(words(), inputs, "expected at least 1 class, not " + classes);
            }
            int[] extents = Arrays.copyOf(inputs.getFirst().toArray(), inputs.getFirst().rank() + 1);
            extents[extents.length - 1] = classes;
            return Shape.of(extents);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.perSampleIf(inputs.getFirst().role() == Role.PER_SAMPLE);
        }

        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return Collections.singletonList(null);
        }
    }

    private static Role alongAxis(List<Tensor> inputs, int axis) {
        return Role.perSampleIf(inputs.getFirst().role() == Role.PER_SAMPLE && axis != 0);
    }

    private static Role rows(List<Tensor> inputs) {
        return Role.perSampleIf(inputs.stream().anyMatch(input -> input.role() == Role.PER_SAMPLE));
    }

    private static void checkLabels(Op op, List<Shape> inputs) {
        Shape logits = inputs.get(0);
        Shape labels = inputs.get(1);
        if (logits.rank() != 2 || !labels.equals(Shape.of(logits.dim(0)))) {
            throw new ShapeException(
                    op.words(),
                    inputs,
                    "expected logits [samples, classes] and one class number for each sample"
                            + (labels.equals(logits) ? "; for one-hot labels, say argMax(1) of them" : "")
                            + (logits.rank() > 2 ? "; say flatten() of the logits" : ""));
        }
    }
}
