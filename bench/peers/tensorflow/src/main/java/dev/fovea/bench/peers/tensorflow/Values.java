package dev.fovea.bench.peers.tensorflow;

import dev.fovea.tensor.Parameter;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parameters of a network in a graph: variables where they are trained, constants where they are only used, so
/// that the graph's optimiser can work on them. Weights of convolutions are `[rows, columns, in, out]` here, those of
/// dense layers `[in, out]`.
final class Values {
    private final Ops tf;
    private final boolean frozen;
    private final Map<String, Operand<TFloat32>> known = new LinkedHashMap<>();
    private final List<Variable<TFloat32>> trained = new ArrayList<>();
    private final List<Op> initialisers = new ArrayList<>();
    private final List<Op> updates = new ArrayList<>();

    Values(Ops tf, boolean frozen) {
        this.tf = tf;
        this.frozen = frozen;
    }

    /// What sets the first values.
    List<Op> initialisers() {
        return initialisers;
    }

    /// What the optimiser changes.
    List<Variable<TFloat32>> trained() {
        return trained;
    }

    /// Changes of running statistics.
    List<Op> updates() {
        return updates;
    }

    Operand<TFloat32> trained(Parameter parameter, float[] values, long... shape) {
        return get(parameter.name(), values, Shape.of(shape), true);
    }

    Operand<TFloat32> state(Parameter parameter) {
        float[] values = parameter.values();
        return get(parameter.name(), values, Shape.of(values.length), false);
    }

    private Operand<TFloat32> get(String name, float[] values, Shape shape, boolean changes) {
        Operand<TFloat32> before = known.get(name);
        if (before != null) {
            return before;
        }
        Operand<TFloat32> constant = constant(values, shape);
        Operand<TFloat32> value = frozen ? constant : variable(constant, shape, changes);
        known.put(name, value);
        return value;
    }

    private Variable<TFloat32> variable(Operand<TFloat32> first, Shape shape, boolean changes) {
        Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
        initialisers.add(tf.assign(variable, first));
        if (changes) {
            trained.add(variable);
        }
        return variable;
    }

    /// A variable that begins with zeros: an optimiser's state.
    Variable<TFloat32> zeros(Shape shape) {
        return variable(constant(new float[(int) shape.size()], shape), shape, false);
    }

    private Operand<TFloat32> constant(float[] values, Shape shape) {
        return tf.constant(shape, DataBuffers.of(values, true, false));
    }

    /// Moves a running statistic towards that of a batch.
    void update(Operand<TFloat32> old, Operand<TFloat32> batch, double momentum) {
        Operand<TFloat32> kept = tf.math.mul(old, tf.constant((float) (1 - momentum)));
        Operand<TFloat32> added = tf.math.mul(batch, tf.constant((float) momentum));
        updates.add(tf.assign(old, tf.math.add(kept, added)));
    }
}
