package dev.fovea.tensor;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
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
public final class Tensor extends TensorMethods {
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
    /// @throws IllegalArgumentException if the lengths differ, or there is nothing
    public static Tensor of(float[][] rows) {
        Shape shape = Shape.of(rows.length, rows.length == 0 ? 0 : rows[0].length);
        float[] values = new float[shape.size()];
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
        return given(shape, Role.SHARED, null, values);
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

    static IllegalArgumentException wrongCount(Shape shape, int count) {
        return new IllegalArgumentException(
                "making a tensor of " + shape + ": got " + count + " numbers; expected " + shape.size());
    }

    private static Tensor given(Shape shape, Role role, @Nullable Engine engine, float... values) {
        if (values.length != shape.size()) {
            throw wrongCount(shape, values.length);
        }
        Leaf leaf = Leaf.of(role);
        return new Tensor(shape, role, engine, 0, new Content.Known(leaf, values, leaf));
    }

    /// A number on the engine of this tensor.
    Tensor number(float value) {
        return given(Shape.of(), Role.SHARED, engine, value);
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

    /// {@return tensors one after the other along one axis}
    ///
    /// @param axis the axis that grows
    /// @param tensors at least one
    public static Tensor concatenate(int axis, Tensor... tensors) {
        return apply(new ShapeOp.Concatenate(axisOf("concatenate", tensors[0].shape, axis)), tensors);
    }

    // What is known at once.

    /// {@return the shape}
    @Override
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

    @Nullable Engine engine() {
        return engine;
    }

    private int depth() {
        return content instanceof Content.Recorded ? depth : 0;
    }

    // Asking.

    /// {@return the values, row-major; computed now if they are not yet known}
    public float[] value() {
        float[] values = values();
        return content instanceof Content.Reading ? values : values.clone();
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
        return given(shape, role, engine, value());
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
