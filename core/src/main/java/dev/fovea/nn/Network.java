package dev.fovea.nn;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Suggestion;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Layers and the parameters that they asked for.
///
/// Making a network records one pass for its shapes, which computes nothing, and creates the parameters; their values
/// depend on the seed, the layers' initialisers and the order of the layers only. Parameters change by
/// [updates][Update] alone. A network prints as a table.
///
/// A [Softmax] at the end is left out by [#predict] and [#train], which give logits: losses and classifiers take the
/// logarithm of probabilities better from them. [#probabilities] puts it on.
public final class Network {
    private final Shape sampleShape;
    private final long seed;
    private final List<Layer> layers;
    private final Map<String, Parameter> trained;
    private final Map<String, Parameter> states;
    private final @Nullable Engine engine;
    private final Summary summary;

    private Network(
            Shape sampleShape,
            long seed,
            List<Layer> layers,
            ForwardPass made,
            @Nullable Engine engine,
            Summary table) {
        this.sampleShape = sampleShape;
        this.seed = seed;
        this.layers = layers;
        this.trained = made.trained();
        this.states = made.states();
        this.engine = engine;
        this.summary = table;
    }

    /// A pass of training.
    ///
    /// @param output the logits
    /// @param updates changes of running statistics, to be made in the same run as the optimiser's
    public record Pass(Tensor output, List<Update> updates) {
        /// Copies the list.
        public Pass {
            updates = List.copyOf(updates);
        }
    }

    /// A prediction and what led to it.
    ///
    /// @param logits what [#predict] gives
    /// @param probabilities what [#probabilities] gives
    /// @param outputs the output of every layer, outer layers before those within them; of a [Softmax] at the end the
    ///   probabilities
    public record Observation(Tensor logits, Tensor probabilities, List<LayerOutput> outputs) {
        /// Copies the list.
        public Observation {
            outputs = List.copyOf(outputs);
        }
    }

    /// A network with new parameters.
    ///
    /// @param sampleShape the shape of one sample, like `[1, 28, 28]`: channels, rows, columns
    /// @param seed makes the parameters' values, and dropout's masks
    /// @param layers the layers, in order
    /// @return the network
    /// @throws ShapeException if a layer does not fit the output of the one before it, naming the layer
    public static Network of(Shape sampleShape, long seed, Layer... layers) {
        return of(sampleShape, seed, List.of(layers));
    }

    /// A network with new parameters, as [#of(Shape, long, Layer...)].
    ///
    /// @param sampleShape the shape of one sample
    /// @param seed makes the parameters' values
    /// @param layers the layers, in order
    /// @return the network
    public static Network of(Shape sampleShape, long seed, List<Layer> layers) {
        return make(sampleShape, layers, new ForwardPass.Mode.Create(seed, true));
    }

    /// A network whose trained parameters are zero: for values to come, such as those of a file. Drawing first values
    /// is more than half of making a network. States, such as running statistics, begin as with [#of].
    ///
    /// @param sampleShape the shape of one sample
    /// @param seed makes dropout's masks
    /// @param layers the layers, in order
    /// @return the network
    /// @throws ShapeException if a layer does not fit the output of the one before it, naming the layer
    public static Network blank(Shape sampleShape, long seed, List<Layer> layers) {
        return make(sampleShape, layers, new ForwardPass.Mode.Create(seed, false));
    }

    private static Network make(Shape sampleShape, List<Layer> layers, ForwardPass.Mode.Create mode) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("making a network: there are no layers; expected at least one");
        }
        ForwardPass pass = ForwardPass.creating(mode);
        Shape batch = batchOf(1, sampleShape);
        Tensor x = Tensor.samples(batch, new float[batch.size()]);
        new Scope(pass, "").apply(Chain.of(layers), x);
        Summary summary = Summary.of(sampleShape, x, pass);
        return new Network(sampleShape, mode.seed(), List.copyOf(layers), pass, null, summary);
    }

    private static Shape batchOf(int samples, Shape sampleShape) {
        int[] extents = new int[sampleShape.rank() + 1];
        extents[0] = samples;
        System.arraycopy(sampleShape.toArray(), 0, extents, 1, sampleShape.rank());
        return Shape.of(extents);
    }

    /// A copy of this network, with the present values, that computes on an engine.
    ///
    /// @param other the engine
    /// @return a new network with parameters of its own
    public Network on(Engine other) {
        Map<String, Parameter> trainedThere = new LinkedHashMap<>();
        Map<String, Parameter> statesThere = new LinkedHashMap<>();
        trained.forEach((name, parameter) -> trainedThere.put(name, parameter.on(other)));
        states.forEach((name, parameter) -> statesThere.put(name, parameter.on(other)));
        ForwardPass there = new ForwardPass(new ForwardPass.Mode.Predict(), trainedThere, statesThere);
        return new Network(sampleShape, seed, layers, there, other, summary);
    }

    /// The engine that computes this network.
    ///
    /// @return the one given to [#on], or the standard one
    public Engine engine() {
        return engine == null ? Engine.standard() : engine;
    }

    /// Records a prediction.
    ///
    /// @param x a batch of samples, `[N, ...]`
    /// @return the logits, `[N, ...]`
    /// @throws ShapeException if the samples do not have this network's shape
    public Tensor predict(Tensor x) {
        return record(new ForwardPass.Mode.Predict(), withoutSoftmax(), x).output();
    }

    /// Records a prediction of probabilities.
    ///
    /// @param x a batch of samples, `[N, ...]`
    /// @return the logits' softmax along the last axis
    /// @throws ShapeException if the samples do not have this network's shape
    public Tensor probabilities(Tensor x) {
        return predict(x).softmax(-1);
    }

    /// Records a prediction and keeps the output of every layer, outer layers before those within them.
    ///
    /// All of them can be asked for in one run.
    ///
    /// @param x a batch of samples, `[N, ...]`
    /// @return names, layers and outputs
    /// @throws ShapeException if the samples do not have this network's shape
    public List<LayerOutput> outputs(Tensor x) {
        return record(new ForwardPass.Mode.Predict(), layers, x).pass().outputs();
    }

    /// Records a prediction together with the output of every layer. All can be asked for in one run, with the bits
    /// that each has alone; and logits can be differentiated with respect to any output that they come from:
    ///
    /// ```java
    /// Network.Observation seen = network.observe(x);
    /// Tensor slopes = Gradients.of(seen.logits().slice(1, 3, 4), seen.outputs().getFirst().output());
    /// ```
    ///
    /// @param x a batch of samples, `[N, ...]`
    /// @return logits, probabilities and outputs
    /// @throws ShapeException if the samples do not have this network's shape
    public Observation observe(Tensor x) {
        checkShape(x);
        ForwardPass pass = new ForwardPass(new ForwardPass.Mode.Predict(), trained, states);
        Scope scope = new Scope(pass, "");
        List<Layer> before = withoutSoftmax();
        Tensor logits = scope.apply(Chain.of(before), x);
        boolean ends = before.size() < layers.size();
        Tensor probabilities = ends ? scope.apply(layers.getLast(), logits) : logits.softmax(-1);
        return new Observation(logits, probabilities, pass.outputs());
    }

    /// Records a pass of training.
    ///
    /// @param x a batch of samples, `[N, ...]`
    /// @param samples `[N]`, the number of each sample in its data set: with the seed and the epoch it makes dropout's
    ///   masks, wherever the sample stands in whatever batch
    /// @param epoch the epoch, from 0
    /// @return logits, and updates of running statistics
    /// @throws ShapeException if the samples do not have this network's shape
    public Pass train(Tensor x, Tensor samples, int epoch) {
        Recorded recorded = record(new ForwardPass.Mode.Train(seed, epoch, samples), withoutSoftmax(), x);
        return new Pass(recorded.output(), recorded.pass().updates());
    }

    /// Whether [#train] records the same operations in every step of an epoch with as many samples, so that a recorded
    /// step can be run again with others.
    ///
    /// @return true for the layers of this package; false if there is a [Lambda] or a layer of someone's own, which may
    ///   do something else each time
    public boolean isRepeatable() {
        return Repeatable.areAll(layers);
    }

    private record Recorded(ForwardPass pass, Tensor output) {}

    private Recorded record(ForwardPass.Mode mode, List<Layer> recorded, Tensor x) {
        checkShape(x);
        ForwardPass pass = new ForwardPass(mode, trained, states);
        Tensor output = new Scope(pass, "").apply(Chain.of(recorded), x);
        return new Recorded(pass, output);
    }

    private void checkShape(Tensor x) {
        if (x.shape().rank() == 0 || !x.shape().equals(batchOf(x.shape().dim(0), sampleShape))) {
            String expected = Arrays.toString(batchOf(1, sampleShape).toArray()).replaceFirst("1", "N");
            throw new ShapeException(
                    "passing samples through a network",
                    List.of(x.shape()),
                    "expected "
                            + expected
                            + (x.shape().equals(sampleShape)
                                    ? "; for one sample, say reshape with a first axis of 1"
                                    : ""));
        }
    }

    private List<Layer> withoutSoftmax() {
        boolean ends = layers.size() > 1 && layers.getLast() instanceof Softmax;
        return ends ? layers.subList(0, layers.size() - 1) : layers;
    }

    /// What is trained.
    ///
    /// @return in the order of the layers
    public List<Parameter> parameters() {
        return List.copyOf(trained.values());
    }

    /// What is kept and not trained: running statistics.
    ///
    /// @return in the order of the layers
    public List<Parameter> states() {
        return List.copyOf(states.values());
    }

    /// Parameters and states.
    ///
    /// @return what is trained, then what is not
    public List<Parameter> all() {
        List<Parameter> all = new ArrayList<>(trained.values());
        all.addAll(states.values());
        return List.copyOf(all);
    }

    /// A parameter or state by its name.
    ///
    /// @param name like `conv1.weight`
    /// @return the parameter
    /// @throws IllegalArgumentException if there is none of this name
    public Parameter parameter(String name) {
        Parameter parameter = trained.containsKey(name) ? trained.get(name) : states.get(name);
        if (parameter == null) {
            List<String> names = all().stream().map(Parameter::name).toList();
            throw new IllegalArgumentException(
                    "looking for the parameter \""
                            + name
                            + "\": the network has none of this name"
                            + Suggestion.of(name, names)
                            + "; expected one of "
                            + String.join(", ", names));
        }
        return parameter;
    }

    /// The shape of one sample.
    ///
    /// @return without the axis that counts samples
    public Shape sampleShape() {
        return sampleShape;
    }

    /// The layers.
    ///
    /// @return in order
    public List<Layer> layers() {
        return layers;
    }

    /// The seed of values and masks.
    ///
    /// @return as given
    public long seed() {
        return seed;
    }

    /// Layer by layer: output shape, parameters, multiply-adds, memory.
    ///
    /// @return what the network prints as
    public Summary summary() {
        return summary;
    }

    /// The SHA-256 of all trained values: parameters in the order of their names, elements row-major as little-endian
    /// float32, -0 as +0 and every NaN as 0x7FC00000.
    ///
    /// @return 64 hexadecimal digits
    public String sha256() {
        return ParameterHash.of(trained.values());
    }

    /// The [summary][#summary] as a table.
    @Override
    public String toString() {
        return summary.toString();
    }
}
