package dev.fovea.tensor;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Window;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What can be written with a tensor beside [ElementwiseMethods]: combining and moving elements, and what networks are
/// made of. Each method records one operation, or a few.
abstract sealed class TensorMethods extends ElementwiseMethods permits Tensor {
    /// An axis counted from the start, with the operation in the error.
    static int axisOf(String operation, Shape shape, int axis) {
        try {
            return shape.axis(axis);
        } catch (IllegalArgumentException misfit) {
            throw new ShapeException(operation, List.of(shape), String.valueOf(misfit.getMessage()));
        }
    }

    private List<Integer> axes(String operation, int... axes) {
        try {
            return shape().axes(axes);
        } catch (IllegalArgumentException misfit) {
            throw new ShapeException(operation, List.of(shape()), String.valueOf(misfit.getMessage()));
        }
    }

    // Combining elements.

    /// {@return the sum over some axes, which are dropped}
    ///
    /// @param axes the axes; none for all
    public Tensor sum(int... axes) {
        return axes.length == 0 && shape().rank() == 0
                ? self()
                : Tensor.apply(new ReductionOp.Sum(axes("sum", axes)), self());
    }

    /// {@return the sum over some axes, which stay with one element}
    ///
    /// @param axes the axes; none for all
    public Tensor sumKeepingAxes(int... axes) {
        return sum(axes).reshape(shape().collapsed(axes("sum", axes)));
    }

    /// {@return the sum over some axes of what is a number: NaN counts as 0}
    ///
    /// @param axes the axes; none for all
    public Tensor nanSum(int... axes) {
        return equal(self()).where(self(), Tensor.scalar(0)).sum(axes);
    }

    /// {@return the mean over some axes, which are dropped}
    ///
    /// @param axes the axes; none for all
    public Tensor mean(int... axes) {
        Tensor sum = sum(axes);
        int count = shape().size() / sum.shape().size();
        return sum.divide(count);
    }

    /// {@return the mean over some axes, which stay with one element}
    ///
    /// @param axes the axes; none for all
    public Tensor meanKeepingAxes(int... axes) {
        return mean(axes).reshape(shape().collapsed(axes("mean", axes)));
    }

    /// {@return the largest element along some axes, which are dropped}
    ///
    /// @param axes the axes; none for all
    public Tensor max(int... axes) {
        return axes.length == 0 && shape().rank() == 0
                ? self()
                : Tensor.apply(new ReductionOp.Maximum(axes("max", axes)), self());
    }

    /// {@return the largest element along some axes, which stay with one element}
    ///
    /// @param axes the axes; none for all
    public Tensor maxKeepingAxes(int... axes) {
        return max(axes).reshape(shape().collapsed(axes("max", axes)));
    }

    /// {@return the index of the largest element along one axis, which is dropped; the first of equals}
    public Tensor argMax(int axis) {
        return Tensor.apply(new ReductionOp.ArgMax(axisOf("arg max", shape(), axis)), self());
    }

    /// {@return the matrix product `this other`}
    public Tensor matmul(Tensor other) {
        return Tensor.apply(new MatMul(false, false), self(), other);
    }

    /// {@return the matrix product `this other`, plus one number per column}
    ///
    /// @param other a matrix
    /// @param bias as many numbers as the result has columns
    public Tensor matmul(Tensor other, Tensor bias) {
        return Tensor.apply(new MatMul(false, false), self(), other, bias);
    }

    // Moving elements.

    /// {@return the same elements in row-major order under another shape}
    ///
    /// @param extents the new shape; at most one extent is -1 and computed from the others
    public Tensor reshape(int... extents) {
        int[] complete = extents.clone();
        int open = -1;
        long product = 1;
        for (int axis = 0; axis < extents.length; axis++) {
            if (extents[axis] == -1 && open < 0) {
                open = axis;
            } else {
                product *= extents[axis];
            }
        }
        if (open >= 0) {
            if (product < 1 || shape().size() % product != 0) {
                throw new ShapeException(
                        "reshape",
                        List.of(shape()),
                        "expected extents that divide its "
                                + shape().size()
                                + " elements, they are "
                                + Arrays.toString(extents));
            }
            complete[open] = (int) (shape().size() / product);
        }
        return reshape(Shape.of(complete));
    }

    /// {@return the same elements in row-major order under another shape}
    public Tensor reshape(Shape to) {
        return to.equals(shape()) ? self() : Tensor.apply(new ShapeOp.Reshape(to), self());
    }

    /// {@return each sample as one row: axis 0 stays, the others merge}
    public Tensor flatten() {
        return reshape(shape().rank() == 0 ? 1 : shape().dim(0), -1);
    }

    /// {@return axes in another order}
    ///
    /// @param permutation for each axis of the result the axis of this tensor; none to reverse them all
    public Tensor transpose(int... permutation) {
        List<Integer> axes =
                permutation.length == 0
                        ? shape().axes().reversed()
                        : Arrays.stream(permutation).map(axis -> axisOf("transpose", shape(), axis)).boxed().toList();
        return Tensor.apply(new ShapeOp.Transpose(List.copyOf(axes)), self());
    }

    /// {@return the elements from one index to another along one axis}
    ///
    /// @param axis the axis
    /// @param begin the first index
    /// @param end the index after the last
    public Tensor slice(int axis, int begin, int end) {
        Integer[] first = new Integer[shape().rank()];
        Integer[] last = new Integer[shape().rank()];
        Arrays.setAll(first, i -> i == axisOf("slice", shape(), axis) ? begin : 0);
        Arrays.setAll(last, i -> i == axisOf("slice", shape(), axis) ? end : shape().dim(i));
        return Tensor.apply(new ShapeOp.Slice(List.of(first), List.of(last)), self());
    }

    /// {@return zeros around the elements along one axis}
    ///
    /// @param axis the axis
    /// @param before zeros before the first element
    /// @param after zeros after the last element
    public Tensor pad(int axis, int before, int after) {
        List<Integer> none = Collections.nCopies(shape().rank(), 0);
        List<Integer> first = new ArrayList<>(none);
        List<Integer> last = new ArrayList<>(none);
        first.set(axisOf("pad", shape(), axis), before);
        last.set(axisOf("pad", shape(), axis), after);
        return Tensor.apply(new ShapeOp.Pad(List.copyOf(first), List.copyOf(last)), self());
    }

    /// {@return elements repeated until a shape is reached}
    public Tensor broadcastTo(Shape to) {
        return broadcastTo(to, Role.together(List.of(self()), to));
    }

    /// {@return elements repeated to the shape of another tensor, whose role they take}
    public Tensor broadcastLike(Tensor other) {
        return broadcastTo(other.shape(), other.role() == Role.PER_SAMPLE ? Role.PER_SAMPLE : Role.SHARED);
    }

    private Tensor broadcastTo(Shape to, Role as) {
        return to.equals(shape()) && as == self().role()
                ? self()
                : Tensor.apply(new ShapeOp.BroadcastTo(to, as), self());
    }

    /// {@return zeros of this shape}
    public Tensor zerosLike() {
        return self().number(0).broadcastLike(self());
    }

    /// {@return ones of this shape}
    public Tensor onesLike() {
        return self().number(1).broadcastLike(self());
    }

    // Networks.

    /// {@return this [N, C, H, W] convolved}
    ///
    /// @param weights `[F, C/groups, rows, columns]`
    /// @param bias `[F]`, or null
    /// @param window stride, padding and dilation; its kernel is that of the weights
    /// @param groups groups of channels, each with filters of its own; 1 for all to all
    public Tensor convolution(Tensor weights, @Nullable Tensor bias, Window window, int groups) {
        return convolution(weights, bias, window, groups, false);
    }

    /// {@return this [N, C, H, W] convolved}
    ///
    /// @param weights `[F, C/groups, rows, columns]`
    /// @param bias `[F]`, or null
    /// @param window stride, padding and dilation; its kernel is that of the weights
    /// @param groups groups of channels, each with filters of its own; 1 for all to all
    /// @param direct whether sums and gradients are computed term by term, never by Winograd's filtering, which some
    ///   geometries take otherwise: as exact as float sums are, and slower
    public Tensor convolution(Tensor weights, @Nullable Tensor bias, Window window, int groups, boolean direct) {
        ConvolutionOp.Convolution op = new ConvolutionOp.Convolution(window, groups, direct);
        return bias == null ? Tensor.apply(op, self(), weights) : Tensor.apply(op, self(), weights, bias);
    }

    /// {@return this [N, C, H, W] convolved at stride 1 without padding}
    ///
    /// @param weights `[F, C, rows, columns]`
    /// @param bias `[F]`, or null
    public Tensor convolution(Tensor weights, @Nullable Tensor bias) {
        if (weights.shape().rank() != 4) {
            throw new ShapeException(
                    "convolution",
                    List.of(shape(), weights.shape()),
                    "expected weights [filters, channels, rows, columns]");
        }
        return convolution(weights, bias, Window.of(weights.shape().dim(2), weights.shape().dim(3)), 1);
    }

    /// {@return the largest pixel of each window}
    public Tensor maxPool(Window window) {
        return Tensor.apply(new PoolingOp.MaxPool(window), self());
    }

    /// {@return the mean of each window}
    public Tensor averagePool(Window window) {
        return Tensor.apply(new PoolingOp.AveragePool(window), self());
    }

    /// {@return the mean of each channel of `[N, C, H, W]`, as `[N, C]`}
    public Tensor globalAveragePool() {
        if (shape().rank() != 4) {
            throw new ShapeException(
                    "global average pool", List.of(shape()), "expected [samples, channels, rows, columns]");
        }
        return mean(2, 3);
    }

    /// {@return probabilities along an axis}
    public Tensor softmax(int axis) {
        return Tensor.apply(new SoftmaxOp.Softmax(axisOf("softmax", shape(), axis)), self());
    }

    /// {@return logarithms of probabilities along an axis}
    public Tensor logSoftmax(int axis) {
        return Tensor.apply(new SoftmaxOp.LogSoftmax(axisOf("log softmax", shape(), axis)), self());
    }

    /// {@return the loss of each sample, `[N]`, of these logits `[N, K]`}
    ///
    /// @param labels `[N]`, class numbers from 0
    public Tensor crossEntropy(Tensor labels) {
        return Tensor.apply(new SoftmaxOp.CrossEntropy(), self(), labels);
    }

    /// {@return one axis more: 1 at the index that each element names, else 0}
    public Tensor oneHot(int classes) {
        return Tensor.apply(new SoftmaxOp.OneHot(classes), self());
    }

    /// {@return this with elements dropped at random, in training}
    ///
    /// @param rate the probability of an element to be dropped
    /// @param samples `[N]`, the number of each sample
    /// @param key `[6]`, from [Dropout#key]
    public Tensor dropout(float rate, Tensor samples, Tensor key) {
        return Tensor.apply(new Dropout(rate), self(), samples, key);
    }

    /// {@return this `[N, C]` or `[N, C, H, W]` normalised by given statistics, as in prediction}
    ///
    /// @param mean `[C]`
    /// @param variance `[C]`
    /// @param gamma `[C]`, scales the result
    /// @param beta `[C]`, shifts the result
    /// @param epsilon added to the variance
    public Tensor normalise(Tensor mean, Tensor variance, Tensor gamma, Tensor beta, float epsilon) {
        return Tensor.apply(new NormalisationOp.Normalise(epsilon, false), self(), mean, variance, gamma, beta);
    }
}
