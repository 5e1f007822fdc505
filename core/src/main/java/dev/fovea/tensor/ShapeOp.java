package dev.fovea.tensor;

import dev.fovea.shape.Broadcasting;
import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Operations that move elements and compute nothing.
public sealed interface ShapeOp extends Op {

    /// The same elements in row-major order under another shape.
    ///
    /// @param to the new shape
    record Reshape(Shape to) implements ShapeOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape from = inputs.getFirst();
            if (from.size() != to.size()) {
                throw new ShapeException(
                        "reshape",
                        inputs,
                        "expected "
                                + to.size()
                                + " elements to make "
                                + to
                                + ", there are "
                                + from.size()
                                + "; give one extent as -1 to have it computed");
            }
            return to;
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.perSampleIf(
                    keepsSamples(inputs.getFirst())
                            && result.rank() > 0
                            && result.dim(0) == inputs.getFirst().shape().dim(0));
        }

        /// `dx` is `d` under the shape of `x`.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return List.of(d.reshape(inputs.getFirst().shape()));
        }
    }

    /// Axes in another order: axis `i` of the result is axis `permutation[i]` of the input.
    ///
    /// @param permutation each axis once
    record Transpose(List<Integer> permutation) implements ShapeOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape from = inputs.getFirst();
            if (!permutation.stream().sorted().toList().equals(from.axes())) {
                throw new ShapeException(
                        "transpose",
                        inputs,
                        "expected each of its axes once, the permutation is "
                                + permutation
                                + (from.rank() == 4
                                        ? "; to put channels first, say transpose(0, 3, 1, 2)"
                                        : "; say transpose() to reverse them"));
            }
            return Shape.of(permutation.stream().mapToInt(from::dim).toArray());
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.perSampleIf(keepsSamples(inputs.getFirst()) && permutation.getFirst() == 0);
        }

        /// `dx` is `d` by the inverse permutation.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            int[] inverse = new int[permutation.size()];
            for (int axis = 0; axis < inverse.length; axis++) {
                inverse[permutation.get(axis)] = axis;
            }
            return List.of(d.transpose(inverse));
        }
    }

    /// The elements from `begin` to `end` along each axis.
    ///
    /// @param begin the first index, for each axis
    /// @param end the index after the last, for each axis
    record Slice(List<Integer> begin, List<Integer> end) implements ShapeOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape from = inputs.getFirst();
            int[] extents = new int[from.rank()];
            for (int axis = 0; axis < extents.length; axis++) {
                extents[axis] = end.get(axis) - begin.get(axis);
                if (begin.get(axis) < 0 || extents[axis] < 1 || end.get(axis) > from.dim(axis)) {
                    throw new ShapeException(
                            "slice",
                            inputs,
                            "expected 0 <= begin < end <= "
                                    + from.dim(axis)
                                    + " at axis "
                                    + axis
                                    + ", they are "
                                    + begin.get(axis)
                                    + " and "
                                    + end.get(axis));
                }
            }
            return Shape.of(extents);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.perSampleIf(
                    keepsSamples(inputs.getFirst()) && result.dim(0) == inputs.getFirst().shape().dim(0));
        }

        /// `dx` is `d` with zeros where `x` was cut off.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Shape from = inputs.getFirst().shape();
            List<Integer> after = new ArrayList<>();
            for (int axis = 0; axis < from.rank(); axis++) {
                after.add(from.dim(axis) - end.get(axis));
            }
            return List.of(Tensor.apply(new Pad(begin, List.copyOf(after)), d));
        }
    }

    /// Zeros around the elements.
    ///
    /// @param before zeros before the first element, for each axis
    /// @param after zeros after the last element, for each axis
    record Pad(List<Integer> before, List<Integer> after) implements ShapeOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape from = inputs.getFirst();
            if (before.size() != from.rank() || after.size() != from.rank()) {
                throw new ShapeException(
                        "pad",
                        inputs,
                        "expected one width before and one after for each of its "
                                + from.rank()
                                + " axes, they are "
                                + before
                                + " and "
                                + after);
            }
            int[] extents = from.toArray();
            for (int axis = 0; axis < extents.length; axis++) {
                if (before.get(axis) < 0 || after.get(axis) < 0) {
                    throw new ShapeException(
                            "pad",
                            inputs,
                            "expected widths of at least 0, they are "
                                    + before
                                    + " and "
                                    + after
                                    + "; to cut elements off, say slice");
                }
                extents[axis] += before.get(axis) + after.get(axis);
            }
            return Shape.of(extents);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.perSampleIf(
                    keepsSamples(inputs.getFirst()) && result.dim(0) == inputs.getFirst().shape().dim(0));
        }

        /// `dx` is the inner part of `d`.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Shape from = inputs.getFirst().shape();
            List<Integer> end = new ArrayList<>();
            for (int axis = 0; axis < from.rank(); axis++) {
                end.add(before.get(axis) + from.dim(axis));
            }
            return List.of(Tensor.apply(new Slice(before, List.copyOf(end)), d));
        }
    }

    /// Tensors one after the other along one axis.
    ///
    /// @param axis the axis that grows
    record Concatenate(int axis) implements ShapeOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape first = inputs.getFirst();
            int extent = 0;
            for (Shape shape : inputs) {
                if (shape.rank() != first.rank() || !shape.with(axis, 1).equals(first.with(axis, 1))) {
                    throw new ShapeException(
                            "concatenate",
                            inputs,
                            "expected the same rank and the same extents at every axis but %s%s"
                                    .formatted(
                                            axis,
                                            shape.rank() == first.rank() ? "" : "; say reshape to add axes of 1"));
                }
                extent += shape.dim(axis);
            }
            return first.with(axis, extent);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return axis == 0 ? Role.SHARED : Role.together(inputs, result);
        }

        /// Each input gets its slice of `d`.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            List<@Nullable Tensor> gradients = new ArrayList<>();
            int begin = 0;
            for (Tensor input : inputs) {
                int end = begin + input.shape().dim(axis);
                gradients.add(d.slice(axis, begin, end));
                begin = end;
            }
            return gradients;
        }
    }

    /// Repeats elements until the shape is reached, by the rule of [Broadcasting].
    ///
    /// @param to the larger shape
    /// @param role the role of what the result is to be like: per sample, if axis 0 of the result counts samples
    record BroadcastTo(Shape to, Role role) implements ShapeOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape from = inputs.getFirst();
            if (!Broadcasting.reaches(from, to)) {
                throw new ShapeException(
                        "broadcast",
                        inputs,
                        "expected extents of 1 or of "
                                + to
                                + ", counted from the last axis; put extents of 1 in between with reshape");
            }
            return to;
        }

        /// The wanted role, but shared where samples of the input would not stay at axis 0: each row then holds
        /// others'.
        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            boolean moves = keepsSamples(inputs.getFirst()) && Role.together(inputs, result) != Role.PER_SAMPLE;
            return moves ? Role.SHARED : role;
        }

        /// `dx` is `d` summed over the repeated axes.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return Collections.singletonList(unbroadcast(d, inputs.getFirst().shape()));
        }
    }

    /// Sums a tensor over the axes along which a smaller shape was repeated to reach it.
    ///
    /// @param large the tensor in the large shape
    /// @param small the shape before broadcasting
    /// @return a tensor of the small shape
    static Tensor unbroadcast(Tensor large, Shape small) {
        List<Integer> axes = Broadcasting.repeatedAxes(small, large.shape());
        return axes.isEmpty() ? large : Tensor.apply(new ReductionOp.Sum(axes), large).reshape(small);
    }

    private static boolean keepsSamples(Tensor input) {
        return input.role() == Role.PER_SAMPLE;
    }
}
