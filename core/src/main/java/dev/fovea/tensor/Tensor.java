package dev.fovea.tensor;

import dev.fovea.kernel.Elementwise;
import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Window;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// A value to come: an operation, its inputs, and at once a shape and a [role][Role].
///
/// Methods record and compute nothing; Java's `if` and `for` unroll while recording. [#value] and [#item] compute, by a
/// [run][Engine#run] of one. What was asked for becomes data and lets go of what it was computed from: differentiate
/// before you ask. Shapes are checked where the operation is written; shapes that differ meet by
/// [broadcasting][dev.fovea.shape.Broadcasting]. An axis may be counted from the end: -1 is the last. Tensors may be
/// shared by threads.
///
/// ```java
/// Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}});
/// x.matmul(x.transpose()).sum(1).value()      // {16, 36}
/// ```
public final class Tensor {
    private final Shape shape;
    private final Role role;
    private final @Nullable Engine engine;
    private final int depth;
    private volatile Content content;

    private Tensor(Shape shape, Role role, @Nullable Engine engine, int depth, Content content) {
        this.shape = shape;
        this.role = role;
        this.engine = engine;
        this.depth = depth;
        this.content = content;
    }

    // Making tensors.

    /// {@return one number, of shape `[]`; which number it is never makes another program}
    ///
    /// @param value the number
    public static Tensor scalar(float value) {
        return given(Shape.of(), Role.SHARED, null, value);
    }

    /// {@return a list of numbers, shared by all samples}
    ///
    /// @param values copied
    public static Tensor of(float... values) {
        return given(Shape.of(values.length), Role.SHARED, null, values.clone());
    }

    /// {@return a matrix, shared by all samples}
    ///
    /// @param rows copied, of equal lengths
    /// @throws IllegalArgumentException if the lengths differ
    public static Tensor of(float[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IllegalArgumentException(
                        "making a matrix: row "
                                + i
                                + " has "
                                + rows[i].length
                                + " numbers; expected "
                                + rows[0].length
                                + " as in row 0");
            }
            System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
        }
        return given(Shape.of(rows.length, rows[0].length), Role.SHARED, null, values);
    }

    /// {@return numbers of a shape, shared by all samples}
    ///
    /// @param shape the shape
    /// @param values row-major; not copied: leave them alone until the last run that reads them
    public static Tensor of(Shape shape, float... values) {
        return given(shape, Role.SHARED, null, values);
    }

    /// {@return data of a batch: axis 0 counts the samples}
    ///
    /// @param shape the shape, of rank 1 or more
    /// @param values row-major; not copied: leave them alone until the last run that reads them
    public static Tensor samples(Shape shape, float... values) {
        if (shape.rank() == 0) {
            throw new ShapeException(
                    "samples",
                    List.of(shape),
                    "expected axis 0 to count the samples; say Tensor.scalar for one number");
        }
        return given(shape, Role.PER_SAMPLE, null, values);
    }

    private static Tensor given(Shape shape, Role role, @Nullable Engine engine, float... values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "making a tensor of " + shape + ": got " + values.length + " numbers; expected " + shape.size());
        }
        Leaf leaf = Leaf.of(role);
        return new Tensor(shape, role, engine, 0, new Content.Known(leaf, values, leaf));
    }

    static Tensor reading(Parameter parameter, long version) {
        return new Tensor(
                parameter.shape(), Role.SHARED, parameter.engine(), 0, new Content.Reading(parameter, version));
    }

    /// {@return these values, to be computed with on an engine}
    ///
    /// @param other the engine that all tensors recorded from the result will take
    /// @throws IllegalStateException if the values are not yet known
    public Tensor on(Engine other) {
        if (content instanceof Content.Known known) {
            return given(shape, role, other, known.values());
        }
        throw new IllegalStateException(
                "moving "
                        + this
                        + " to an engine: its values are still to come; call on(engine) of the"
                        + " tensors it is recorded from (or of the Parameter)");
    }

    /// {@return the result of an operation}
    ///
    /// @param op the operation
    /// @param inputs its inputs
    /// @throws ShapeException if the shapes do not fit
    public static Tensor apply(Op op, Tensor... inputs) {
        return apply(op, List.of(inputs));
    }

    /// {@return the result of an operation}
    ///
    /// @param op the operation
    /// @param inputs its inputs
    /// @throws ShapeException if the shapes do not fit
    /// @throws IllegalStateException if the inputs have different engines, or the chain of operations is too long
    public static Tensor apply(Op op, List<Tensor> inputs) {
        List<Shape> shapes = new ArrayList<>(inputs.size());
        Engine engine = null;
        int depth = 0;
        for (Tensor input : inputs) {
            shapes.add(input.shape);
            depth = Math.max(depth, input.depth() + 1);
            if (engine != null && input.engine != null && engine != input.engine) {
                throw new IllegalStateException(
                        op.words()
                                + ": its inputs are on two engines, "
                                + engine
                                + " and "
                                + input.engine
                                + "; expected one; move a leaf with on(engine)");
            }
            engine = engine == null ? input.engine : engine;
        }
        if (depth > Recording.MAXIMUM_OPERATIONS) {
            throw new IllegalStateException(
                    "recording a chain of more than " + depth + " operations" + TensorText.TOO_MANY);
        }
        Shape shape = op.shape(shapes);
        Content.Recorded written = new Content.Recorded(op, List.copyOf(inputs), null);
        Content.Recorded rewritten = Rewrites.of(op, written.inputs());
        Content.Recorded content =
                rewritten == null ? written : new Content.Recorded(rewritten.op(), rewritten.inputs(), written);
        return new Tensor(shape, content.op().role(content.inputs(), shape), engine, depth, content);
    }

    // What is known at once.

    /// {@return the shape}
    public Shape shape() {
        return shape;
    }

    /// {@return what it has to do with the samples of a batch}
    public Role role() {
        return role;
    }

    /// {@return the operation; a [Leaf] once the values are known}
    public Op op() {
        return content.op();
    }

    /// {@return what the operation reads; nothing once the values are known}
    public List<Tensor> inputs() {
        return content.inputs();
    }

    Content content() {
        return content;
    }

    private int depth() {
        return content instanceof Content.Recorded ? depth : 0;
    }

    // Asking.

    /// {@return the values, row-major; computed now if they are not yet known}
    public float[] value() {
        return values().clone();
    }

    /// {@return the value of a tensor of one element; computed now if it is not yet known}
    ///
    /// @throws ShapeException if there are more elements
    public float item() {
        if (shape.size() != 1) {
            throw new ShapeException(
                    "item", List.of(shape), "expected one element; say value() for all, or sum(), mean(), max()");
        }
        return values()[0];
    }

    /// {@return the same values as data: gradients stop here; computed now if they are not yet known}
    public Tensor detach() {
        return given(shape, role, engine, values());
    }

    private float[] values() {
        if (content instanceof Content.Recorded) {
            Engine chosen = engine == null ? Engine.standard() : engine;
            chosen.run(this);
        }
        return switch (content) {
            case Content.Known known -> known.values();
            case Content.Reading reading -> reading.values();
            case Content.Recorded recorded ->
                    throw new IllegalStateException("running " + recorded.op() + ": the engine gave no values");
        };
    }

    void settle(float[] values) {
        if (values.length != shape.size()) {
            throw new IllegalStateException("running " + this + ": the engine gave " + values.length + " values");
        }
        content = new Content.Known(Leaf.of(role), values, content.op());
    }

    // Element by element.

    /// {@return `this + other`}
    public Tensor add(Tensor other) {
        return binary(Elementwise.Binary.ADD, other);
    }

    /// {@return `this + other`}
    public Tensor add(float other) {
        return add(scalar(other));
    }

    /// {@return `this - other`}
    public Tensor subtract(Tensor other) {
        return binary(Elementwise.Binary.SUBTRACT, other);
    }

    /// {@return `this - other`}
    public Tensor subtract(float other) {
        return subtract(scalar(other));
    }

    /// {@return `this * other`, element by element}
    public Tensor multiply(Tensor other) {
        return binary(Elementwise.Binary.MULTIPLY, other);
    }

    /// {@return `this * other`}
    public Tensor multiply(float other) {
        return multiply(scalar(other));
    }

    /// {@return `this / other`, element by element}
    public Tensor divide(Tensor other) {
        return binary(Elementwise.Binary.DIVIDE, other);
    }

    /// {@return `this / other`}
    public Tensor divide(float other) {
        return divide(scalar(other));
    }

    /// {@return the larger of each pair; the first where they tie}
    public Tensor maximum(Tensor other) {
        return binary(Elementwise.Binary.MAXIMUM, other);
    }

    /// {@return each element, but at least the bound}
    public Tensor maximum(float bound) {
        return maximum(scalar(bound));
    }

    /// {@return the smaller of each pair; the first where they tie}
    public Tensor minimum(Tensor other) {
        return binary(Elementwise.Binary.MINIMUM, other);
    }

    /// {@return each element, but at most the bound}
    public Tensor minimum(float bound) {
        return minimum(scalar(bound));
    }

    /// {@return `-this`}
    public Tensor negate() {
        return unary(Elementwise.Unary.NEGATE);
    }

    /// {@return `1 / this`}
    public Tensor reciprocal() {
        return unary(Elementwise.Unary.RECIPROCAL);
    }

    /// {@return `this * this`, element by element}
    public Tensor square() {
        return unary(Elementwise.Unary.SQUARE);
    }

    /// {@return the square root of each element}
    public Tensor sqrt() {
        return unary(Elementwise.Unary.SQRT);
    }

    /// {@return the magnitude of each element}
    public Tensor abs() {
        return unary(Elementwise.Unary.ABSOLUTE);
    }

    /// {@return e to the power of each element}
    public Tensor exp() {
        return unary(Elementwise.Unary.EXP);
    }

    /// {@return the natural logarithm of each element}
    public Tensor log() {
        return unary(Elementwise.Unary.LOG);
    }

    /// {@return each element where it is above 0, else 0}
    public Tensor relu() {
        return unary(Elementwise.Unary.RELU);
    }

    /// {@return each element where it is above 0, else `slope` times it}
    public Tensor leakyRelu(float slope) {
        return binary(Elementwise.Binary.LEAKY_RELU, scalar(slope));
    }

    /// {@return the hyperbolic tangent of each element}
    public Tensor tanh() {
        return unary(Elementwise.Unary.TANH);
    }

    /// {@return `1 / (1 + exp(-x))` of each element}
    public Tensor sigmoid() {
        return unary(Elementwise.Unary.SIGMOID);
    }

    private Tensor unary(Elementwise.Unary function) {
        return apply(new ElementwiseOp.Unary(function), this);
    }

    private Tensor binary(Elementwise.Binary function, Tensor other) {
        return apply(new ElementwiseOp.Binary(function), this, other);
    }

    // Comparing: 1 where it holds, else 0.

    /// {@return 1 where the elements are equal, else 0}
    public Tensor equal(Tensor other) {
        return binary(Elementwise.Binary.EQUAL, other);
    }

    /// {@return 1 where the elements differ, else 0}
    public Tensor notEqual(Tensor other) {
        return binary(Elementwise.Binary.NOT_EQUAL, other);
    }

    /// {@return 1 where `this < other`, else 0}
    public Tensor less(Tensor other) {
        return binary(Elementwise.Binary.LESS, other);
    }

    /// {@return 1 where `this < other`, else 0}
    public Tensor less(float other) {
        return less(scalar(other));
    }

    /// {@return 1 where `this <= other`, else 0}
    public Tensor lessOrEqual(Tensor other) {
        return binary(Elementwise.Binary.LESS_OR_EQUAL, other);
    }

    /// {@return 1 where `this > other`, else 0}
    public Tensor greater(Tensor other) {
        return binary(Elementwise.Binary.GREATER, other);
    }

    /// {@return 1 where `this > other`, else 0}
    public Tensor greater(float other) {
        return greater(scalar(other));
    }

    /// {@return 1 where `this >= other`, else 0}
    public Tensor greaterOrEqual(Tensor other) {
        return binary(Elementwise.Binary.GREATER_OR_EQUAL, other);
    }

    /// {@return `yes` where this is not 0, else `no`}
    ///
    /// @param yes taken where this is not 0
    /// @param no taken elsewhere
    public Tensor where(Tensor yes, Tensor no) {
        return apply(new ElementwiseOp.Ternary(Elementwise.Ternary.WHERE), this, yes, no);
    }

    // Combining elements.

    /// {@return the sum over some axes, which are dropped}
    ///
    /// @param axes the axes; none for all
    public Tensor sum(int... axes) {
        return axes.length == 0 && shape.rank() == 0 ? this : apply(new ReductionOp.Sum(shape.axes(axes)), this);
    }

    /// {@return the sum over some axes, which stay with one element}
    ///
    /// @param axes the axes; none for all
    public Tensor sumKeepingAxes(int... axes) {
        return sum(axes).reshape(shape.collapsed(shape.axes(axes)));
    }

    /// {@return the sum over some axes of what is a number: NaN counts as 0}
    ///
    /// @param axes the axes; none for all
    public Tensor nanSum(int... axes) {
        return equal(this).where(this, scalar(0)).sum(axes);
    }

    /// {@return the mean over some axes, which are dropped}
    ///
    /// @param axes the axes; none for all
    public Tensor mean(int... axes) {
        Tensor sum = sum(axes);
        int count = shape.size() / sum.shape.size();
        return sum.divide(count);
    }

    /// {@return the mean over some axes, which stay with one element}
    ///
    /// @param axes the axes; none for all
    public Tensor meanKeepingAxes(int... axes) {
        return mean(axes).reshape(shape.collapsed(shape.axes(axes)));
    }

    /// {@return the largest element along some axes, which are dropped}
    ///
    /// @param axes the axes; none for all
    public Tensor max(int... axes) {
        return axes.length == 0 && shape.rank() == 0 ? this : apply(new ReductionOp.Maximum(shape.axes(axes)), this);
    }

    /// {@return the largest element along some axes, which stay with one element}
    ///
    /// @param axes the axes; none for all
    public Tensor maxKeepingAxes(int... axes) {
        return max(axes).reshape(shape.collapsed(shape.axes(axes)));
    }

    /// {@return the index of the largest element along one axis, which is dropped; the first of equals}
    public Tensor argMax(int axis) {
        return apply(new ReductionOp.ArgMax(shape.axis(axis)), this);
    }

    /// {@return the matrix product `this other`}
    public Tensor matmul(Tensor other) {
        return apply(new MatMul(false, false), this, other);
    }

    /// {@return the matrix product `this other`, plus one number per column}
    ///
    /// @param other a matrix
    /// @param bias as many numbers as the result has columns
    public Tensor matmul(Tensor other, Tensor bias) {
        return apply(new MatMul(false, false), this, other, bias);
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
            if (product < 1 || shape.size() % product != 0) {
                throw new ShapeException(
                        "reshape",
                        List.of(shape),
                        "expected extents that divide its "
                                + shape.size()
                                + " elements, they are "
                                + Arrays.toString(extents));
            }
            complete[open] = (int) (shape.size() / product);
        }
        return reshape(Shape.of(complete));
    }

    /// {@return the same elements in row-major order under another shape}
    public Tensor reshape(Shape to) {
        return to.equals(shape) ? this : apply(new ShapeOp.Reshape(to), this);
    }

    /// {@return each sample as one row: axis 0 stays, the others merge}
    public Tensor flatten() {
        return reshape(shape.rank() == 0 ? 1 : shape.dim(0), -1);
    }

    /// {@return axes in another order}
    ///
    /// @param permutation for each axis of the result the axis of this tensor; none to reverse them all
    public Tensor transpose(int... permutation) {
        List<Integer> axes =
                permutation.length == 0
                        ? shape.axes().reversed()
                        : Arrays.stream(permutation).map(shape::axis).boxed().toList();
        return apply(new ShapeOp.Transpose(List.copyOf(axes)), this);
    }

    /// {@return the elements from one index to another along one axis}
    ///
    /// @param axis the axis
    /// @param begin the first index
    /// @param end the index after the last
    public Tensor slice(int axis, int begin, int end) {
        Integer[] first = new Integer[shape.rank()];
        Integer[] last = new Integer[shape.rank()];
        Arrays.setAll(first, i -> i == shape.axis(axis) ? begin : 0);
        Arrays.setAll(last, i -> i == shape.axis(axis) ? end : shape.dim(i));
        return apply(new ShapeOp.Slice(List.of(first), List.of(last)), this);
    }

    /// {@return zeros around the elements along one axis}
    ///
    /// @param axis the axis
    /// @param before zeros before the first element
    /// @param after zeros after the last element
    public Tensor pad(int axis, int before, int after) {
        List<Integer> none = Collections.nCopies(shape.rank(), 0);
        List<Integer> first = new ArrayList<>(none);
        List<Integer> last = new ArrayList<>(none);
        first.set(shape.axis(axis), before);
        last.set(shape.axis(axis), after);
        return apply(new ShapeOp.Pad(List.copyOf(first), List.copyOf(last)), this);
    }

    /// {@return tensors one after the other along one axis}
    ///
    /// @param axis the axis that grows
    /// @param tensors at least one
    public static Tensor concatenate(int axis, Tensor... tensors) {
        return apply(new ShapeOp.Concatenate(tensors[0].shape.axis(axis)), tensors);
    }

    /// {@return elements repeated until a shape is reached}
    public Tensor broadcastTo(Shape to) {
        return broadcastTo(to, Role.together(List.of(this), to));
    }

    /// {@return elements repeated to the shape of another tensor, whose role they take}
    public Tensor broadcastLike(Tensor other) {
        return broadcastTo(other.shape, other.role == Role.PER_SAMPLE ? Role.PER_SAMPLE : Role.SHARED);
    }

    private Tensor broadcastTo(Shape to, Role as) {
        return to.equals(shape) && as == role ? this : apply(new ShapeOp.BroadcastTo(to, as), this);
    }

    /// {@return zeros of this shape}
    public Tensor zerosLike() {
        return scalar(0).broadcastLike(this);
    }

    /// {@return ones of this shape}
    public Tensor onesLike() {
        return scalar(1).broadcastLike(this);
    }

    // Networks.

    /// {@return this [N, C, H, W] convolved}
    ///
    /// @param weights `[F, C/groups, rows, columns]`
    /// @param bias `[F]`, or null
    /// @param window stride, padding and dilation; its kernel is that of the weights
    /// @param groups groups of channels, each with filters of its own; 1 for all to all
    public Tensor convolution(Tensor weights, @Nullable Tensor bias, Window window, int groups) {
        ConvolutionOp.Convolution op = new ConvolutionOp.Convolution(window, groups);
        return bias == null ? apply(op, this, weights) : apply(op, this, weights, bias);
    }

    /// {@return this [N, C, H, W] convolved at stride 1 without padding}
    ///
    /// @param weights `[F, C, rows, columns]`
    /// @param bias `[F]`, or null
    public Tensor convolution(Tensor weights, @Nullable Tensor bias) {
        if (weights.shape.rank() != 4) {
            throw new ShapeException(
                    "convolution",
                    List.of(shape, weights.shape),
                    "expected weights [filters, channels, rows, columns]");
        }
        return convolution(weights, bias, Window.of(weights.shape.dim(2), weights.shape.dim(3)), 1);
    }

    /// {@return the largest pixel of each window}
    public Tensor maxPool(Window window) {
        return apply(new PoolingOp.MaxPool(window), this);
    }

    /// {@return the mean of each window}
    public Tensor averagePool(Window window) {
        return apply(new PoolingOp.AveragePool(window), this);
    }

    /// {@return the mean of each channel of `[N, C, H, W]`, as `[N, C]`}
    public Tensor globalAveragePool() {
        if (shape.rank() != 4) {
            throw new ShapeException(
                    "global average pool", List.of(shape), "expected [samples, channels, rows, columns]");
        }
        return mean(2, 3);
    }

    /// {@return probabilities along an axis}
    public Tensor softmax(int axis) {
        return apply(new SoftmaxOp.Softmax(shape.axis(axis)), this);
    }

    /// {@return logarithms of probabilities along an axis}
    public Tensor logSoftmax(int axis) {
        return apply(new SoftmaxOp.LogSoftmax(shape.axis(axis)), this);
    }

    /// {@return the loss of each sample, `[N]`, of these logits `[N, K]`}
    ///
    /// @param labels `[N]`, class numbers from 0
    public Tensor crossEntropy(Tensor labels) {
        return apply(new SoftmaxOp.CrossEntropy(), this, labels);
    }

    /// {@return one axis more: 1 at the index that each element names, else 0}
    public Tensor oneHot(int classes) {
        return apply(new SoftmaxOp.OneHot(classes), this);
    }

    /// {@return this with elements dropped at random, in training}
    ///
    /// @param rate the probability of an element to be dropped
    /// @param samples `[N]`, the number of each sample
    /// @param key `[6]`, from [Dropout#key]
    public Tensor dropout(float rate, Tensor samples, Tensor key) {
        return apply(new Dropout(rate), this, samples, key);
    }

    /// {@return this `[N, C]` or `[N, C, H, W]` normalised by given statistics, as in prediction}
    ///
    /// @param mean `[C]`
    /// @param variance `[C]`
    /// @param gamma `[C]`, scales the result
    /// @param beta `[C]`, shifts the result
    /// @param epsilon added to the variance
    public Tensor normalise(Tensor mean, Tensor variance, Tensor gamma, Tensor beta, float epsilon) {
        return apply(new NormalisationOp.Normalise(epsilon, false), this, mean, variance, gamma, beta);
    }

    /// Shape, role and operation; the corners of the values where they are known. Computes nothing.
    @Override
    public String toString() {
        String head = "Tensor " + shape + " " + role + ", ";
        return switch (content) {
            case Content.Recorded recorded -> head + recorded.op().words() + ", not yet computed";
            case Content.Known known -> head + known.origin().words() + "\n" + TensorText.corner(shape, known.values());
            case Content.Reading reading -> head + reading.parameter() + ", version " + reading.version();
        };
    }
}
