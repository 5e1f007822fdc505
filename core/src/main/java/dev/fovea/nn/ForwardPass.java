package dev.fovea.nn;

import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.tensor.Dropout;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One pass through a network: creates parameters when the network is made, finds them afterwards, and collects outputs
/// and updates.
final class ForwardPass {
    private final Mode mode;
    private final Map<String, Parameter> trained;
    private final Map<String, Parameter> states;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<@Nullable LayerOutput> outputs = new ArrayList<>();
    private final List<Update> updates = new ArrayList<>();
    private int randomSites;

    /// What a pass is for.
    sealed interface Mode {
        /// Parameters are created, nothing will be computed.
        ///
        /// @param drawn whether they get first values, else zeros
        record Create(long seed, boolean drawn) implements Mode {}

        record Predict() implements Mode {}

        record Train(long seed, int epoch, Tensor samples) implements Mode {}
    }

    ForwardPass(Mode mode, Map<String, Parameter> trained, Map<String, Parameter> states) {
        this.mode = mode;
        this.trained = trained;
        this.states = states;
    }

    /// A pass that creates.
    static ForwardPass creating(Mode.Create mode) {
        return new ForwardPass(mode, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    Tensor parameter(String name, Shape shape, Initialiser initialiser) {
        askedOnce(name);
        if (mode instanceof Mode.Create(long seed, boolean drawn)) {
            // The place among the trained parameters addresses the random numbers.
            Stream stream = new Stream(seed, Purpose.INITIALISE, trained.size());
            float[] values = drawn ? initialiser.values(name, shape, stream) : new float[shape.size()];
            trained.put(name, Parameter.of(name, shape, values));
        }
        return find(trained, name, shape).tensor();
    }

    Tensor state(String name, Shape shape, float value) {
        askedOnce(name);
        if (mode instanceof Mode.Create) {
            float[] values = new float[shape.size()];
            java.util.Arrays.fill(values, value);
            states.put(name, Parameter.of(name, shape, values));
        }
        return find(states, name, shape).tensor();
    }

    void update(String name, Tensor next) {
        updates.add(find(states, name, next.shape()).assign(next));
    }

    boolean isTraining() {
        return mode instanceof Mode.Train;
    }

    Tensor samples() {
        return training("the numbers of the samples").samples();
    }

    Tensor randomKey() {
        Mode.Train train = training("a random key");
        return Tensor.of(Dropout.key(train.seed(), train.epoch(), randomSites++));
    }

    /// Applies a layer and keeps its output, at a place before those of the layers within it.
    Tensor apply(Layer layer, Tensor x, Scope scope, String name) {
        int place = outputs.size();
        outputs.add(null);
        Tensor output;
        try {
            output = layer.forward(x, scope);
        } catch (ShapeException misfit) {
            throw misfit.getMessage() != null && misfit.getMessage().startsWith("layer ")
                    ? misfit
                    : new ShapeException("layer " + name + " (" + layer + "), " + misfit.getMessage());
        }
        outputs.set(place, new LayerOutput(name, layer, output));
        return output;
    }

    List<LayerOutput> outputs() {
        List<LayerOutput> complete = new ArrayList<>();
        for (LayerOutput output : outputs) {
            if (output != null) {
                complete.add(output);
            }
        }
        return List.copyOf(complete);
    }

    List<Update> updates() {
        return List.copyOf(updates);
    }

    Map<String, Parameter> trained() {
        return trained;
    }

    Map<String, Parameter> states() {
        return states;
    }

    private Mode.Train training(String what) {
        if (mode instanceof Mode.Train train) {
            return train;
        }
        throw new IllegalStateException(
                "asking for "
                        + what
                        + " while predicting: there are none; expected a pass of training; ask"
                        + " isTraining() first");
    }

    private void askedOnce(String name) {
        if (!asked.add(name)) {
            throw new IllegalStateException(
                    "naming the parameter "
                            + name
                            + ": it was asked for twice in one pass; expected each name once;"
                            + " keep the tensor, or take another name");
        }
    }

    private static Parameter find(Map<String, Parameter> parameters, String name, Shape shape) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalStateException(
                    "asking for "
                            + name
                            + ": the network has "
                            + parameters.keySet()
                            + "; expected a layer to ask for"
                            + " the same names in every pass");
        }
        if (!parameter.shape().equals(shape)) {
            throw new IllegalStateException(
                    "asking for "
                            + name
                            + " of shape "
                            + shape
                            + ": the network made it as "
                            + parameter.shape()
                            + "; expected a layer to ask for the same shapes in every pass");
        }
        return parameter;
    }
}
