package dev.fovea.tensor;

import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Named values that live on from run to run and change by [updates][Update] only: weights, biases, running statistics,
/// optimiser state.
///
/// Each change makes a new *version*. A tensor recorded on a version can be computed as long as the parameter has it;
/// afterwards asking for it is an error that names the parameter, never a wrong number.
///
/// ```java
/// Parameter weight = Parameter.of("weight", Shape.of(3), .1f, .2f, .3f);
/// Update step = weight.assign(weight.tensor().subtract(gradient.multiply(learningRate)));
/// engine.run(List.of(loss), List.of(step));
/// ```
///
/// Threads may share parameters: what a run reads stays as it is until the run has read it, so a prediction beside a
/// training sees the weights from before a step or those from after it, never some of each. If a step comes between
/// recording and running, the run throws: record it again.
public final class Parameter {
    /// Updates recorded in a row without a run that give away a forgotten run.
    private static final int FORGOTTEN = 100;

    private final String name;
    private final Shape shape;
    private final float[] values;
    private final @Nullable Engine engine;

    /// Shared by runs that read the values, held alone by who writes them.
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    /// Made when it is asked for: most state of optimisers never is.
    private volatile @Nullable Tensor tensor;

    private volatile long version;
    private int assigned;

    private Parameter(String name, Shape shape, float[] values, @Nullable Engine engine) {
        this.name = name;
        this.shape = shape;
        this.values = values;
        this.engine = engine;
    }

    /// A parameter that starts with these values.
    ///
    /// @param name unique in its network, like `conv1.weight`
    /// @param shape its shape
    /// @param values row-major; copied
    /// @return the parameter
    /// @throws IllegalArgumentException if there are not as many values as the shape has elements
    public static Parameter of(String name, Shape shape, float... values) {
        return new Parameter(name, shape, checked(name, shape, values).clone(), null);
    }

    /// A parameter that starts at 0.
    ///
    /// @param name unique in its network
    /// @param shape its shape
    /// @return the parameter
    public static Parameter zeros(String name, Shape shape) {
        return new Parameter(name, shape, new float[shape.size()], null);
    }

    /// A copy of this parameter that computes on an engine.
    ///
    /// @param other the engine
    /// @return a new parameter with the same name and values
    public Parameter on(Engine other) {
        return new Parameter(name, shape, values(), other);
    }

    private static float[] checked(String name, Shape shape, float[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "giving values to the parameter "
                            + name
                            + ": got "
                            + values.length
                            + "; expected "
                            + shape.size()
                            + " for "
                            + shape);
        }
        return values;
    }

    /// The name.
    ///
    /// @return unique in its network
    public String name() {
        return name;
    }

    /// The shape.
    ///
    /// @return never changes
    public Shape shape() {
        return shape;
    }

    /// How often the values have changed.
    ///
    /// @return 0 for a new parameter
    public long version() {
        return version;
    }

    /// The values as a tensor, to record with. It stands for the present version; after a run that updates this
    /// parameter, take it anew.
    ///
    /// @return a shared tensor, the same until the next version
    public Tensor tensor() {
        Tensor known = tensor;
        return known != null ? known : makeTensor();
    }

    private synchronized Tensor makeTensor() {
        Tensor known = tensor;
        if (known == null) {
            known = Tensor.reading(this, version);
            tensor = known;
        }
        return known;
    }

    /// An update that gives this parameter the values of a tensor; it happens when an engine [runs][Engine#run] it.
    ///
    /// @param next the values to come, of this shape
    /// @return the update
    /// @throws dev.fovea.shape.ShapeException if the shapes differ
    /// @throws IllegalStateException if a hundred updates were recorded and none was run
    public Update assign(Tensor next) {
        if (++assigned > FORGOTTEN) {
            throw new IllegalStateException(
                    "assigning to the parameter "
                            + name
                            + ": "
                            + FORGOTTEN
                            + " updates were recorded at version "
                            + version
                            + " and none was run; a parameter changes when an"
                            + " engine runs the update: engine.run(List.of(loss), List.of(update))");
        }
        return new Update.Assign(this, next);
    }

    /// The present values.
    ///
    /// @return a copy, row-major
    public float[] values() {
        lock.readLock().lock();
        try {
            return values.clone();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Gives this parameter other values at once, as when a checkpoint is read: a new version.
    ///
    /// @param next row-major, copied
    /// @throws IllegalArgumentException if there are not as many values as elements
    public void set(float... next) {
        checked(name, shape, next);
        lock.writeLock().lock();
        try {
            System.arraycopy(next, 0, values, 0, values.length);
            advance();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// The array that holds the values, for engines: they read it between [Recording#beginReading] and
    /// [Recording#endReading], and write into it within [Recording#commit].
    ///
    /// @return not a copy
    public float[] array() {
        return values;
    }

    ReentrantReadWriteLock lock() {
        return lock;
    }

    @Nullable Engine engine() {
        return engine;
    }

    /// A new version. Whoever calls this has the lock alone.
    synchronized void advance() {
        version++;
        assigned = 0;
        tensor = null;
    }

    /// Name and shape.
    @Override
    public String toString() {
        return "Parameter " + name + " " + shape;
    }
}
