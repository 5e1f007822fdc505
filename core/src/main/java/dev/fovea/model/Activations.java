package dev.fovea.model;

import dev.fovea.nn.Activation;
import dev.fovea.nn.AveragePool;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Dense;
import dev.fovea.nn.GlobalAveragePool;
import dev.fovea.nn.Layer;
import dev.fovea.nn.MaxPool;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Suggestion;
import dev.fovea.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All that a network computes for one picture, from one run: the same bits as each layer gives alone.
///
/// Of LeNet on a digit of 28 x 28, for instance, `input [1, 28, 28]`, `conv1 [20, 24, 24]`, `relu1 [20, 24, 24]`,
/// `pool1 [20, 12, 12]`, `conv2 [50, 8, 8]`, `relu2 [50, 8, 8]`, `pool2 [50, 4, 4]`, `flatten1 [800]`, `fc1 [500]`,
/// `relu3 [500]`, `dropout1 [500]` and `fc2 [10]`; the last is also [#logits].
///
/// ```java
/// Activations activations = classifier.activations(picture);
/// float[] maps = activations.layer("conv1").values(); // [filter][row][column], row-major
/// ```
///
/// @param input what the network was given
/// @param layers the outputs of all layers in their order, an outer layer before those within it
/// @param logits `[classes]`
/// @param prediction the probabilities, with their classes
public record Activations(Output input, List<Output> layers, Output logits, Prediction prediction) {
    /// Copies the list.
    public Activations {
        layers = List.copyOf(layers);
    }

    /// What one layer gave for one sample.
    ///
    /// @param name the layer's name in the network, like `conv1` or `residual1.conv2`
    /// @param kind the sort of layer in words: `convolution`, `activation`, `pooling`, `batch normalisation`,
    ///   `dropout`, `flatten`, `fully connected`, `softmax`, `residual`, `parallel`; of others their own word; `input`
    ///   and `logits`
    /// @param shape of one sample: `[channels, rows, columns]` or `[units]`
    /// @param values row-major
    @SuppressWarnings("ArrayRecordComponent") // made for this output, never compared
    public record Output(String name, String kind, Shape shape, float[] values) {}

    static Activations of(Network network, Tensor x, List<String> labels) {
        Network.Observation seen = network.observe(x);
        // Some layers hand their input on, so a tensor may be the output of several.
        Set<Tensor> wanted = new LinkedHashSet<>();
        seen.outputs().forEach(layer -> wanted.add(layer.output()));
        wanted.add(seen.logits());
        wanted.add(seen.probabilities());
        network.engine().run(List.copyOf(wanted), List.of());
        List<Output> layers =
                seen.outputs().stream()
                        .map(layer -> output(layer.name(), kind(layer.layer()), layer.output()))
                        .toList();
        Prediction prediction = new Prediction(labels, seen.probabilities().value());
        return new Activations(
                output("input", "input", x), layers, output("logits", "logits", seen.logits()), prediction);
    }

    private static Output output(String name, String kind, Tensor tensor) {
        int[] extents = tensor.shape().toArray();
        Shape ofSample = Shape.of(Arrays.copyOfRange(extents, 1, extents.length));
        return new Output(name, kind, ofSample, tensor.value());
    }

    private static String kind(Layer layer) {
        return switch (layer) {
            case Conv _ -> "convolution";
            case Activation _ -> "activation";
            case MaxPool _, AveragePool _, GlobalAveragePool _ -> "pooling";
            case BatchNorm _ -> "batch normalisation";
            case Dense _ -> "fully connected";
            default -> layer.kind();
        };
    }

    /// The output of a layer.
    ///
    /// @param name the layer's name, or `input`, `logits` or `probabilities`
    /// @return its output
    /// @throws IllegalArgumentException if no layer has this name
    public Output layer(String name) {
        for (Output output : all()) {
            if (output.name().equals(name)) {
                return output;
            }
        }
        List<String> names = all().stream().map(Output::name).toList();
        throw new IllegalArgumentException(
                "looking for the activations of the layer \""
                        + name
                        + "\": the network has none of this name"
                        + Suggestion.of(name, names)
                        + "; expected one of "
                        + String.join(", ", names));
    }

    /// Everything in one list.
    ///
    /// @return the input, the layers, `logits` and `probabilities`
    public List<Output> all() {
        List<Output> all = new ArrayList<>();
        all.add(input);
        all.addAll(layers);
        all.add(logits);
        float[] probabilities = prediction.probabilities();
        all.add(new Output("probabilities", "softmax", Shape.of(probabilities.length), probabilities));
        return List.copyOf(all);
    }
}
