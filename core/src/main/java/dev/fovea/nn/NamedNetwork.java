package dev.fovea.nn;

import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.dropout;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.tanh;

import dev.fovea.shape.Shape;
import dev.fovea.shape.Suggestion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Networks that can be called by name.
public enum NamedNetwork {
    /// LeNet of 20 and 50 filters and 500 units with relu and dropout: for digits at their best in a minute. After Y.
    /// LeCun et al., *Gradient-Based Learning Applied to Document Recognition*, 1998, in Caffe's sizes.
    LENET("lenet", "conv 5x5 20, relu, max 2x2; conv 5x5 50, relu, max 2x2; dense 500, relu, dropout; dense"),
    /// The same sizes with the hyperbolic tangent and without dropout, as in MXNet's examples.
    LENET_TANH("lenet-tanh", "conv 5x5 20, tanh, max 2x2; conv 5x5 50, tanh, max 2x2; dense 500, tanh; dense"),
    /// One linear layer: the baseline that a network has to beat.
    LINEAR("linear", "dense");

    static final int CLASSES = 10;

    private final String word;
    private final String summary;

    NamedNetwork(String word, String summary) {
        this.word = word;
        this.summary = summary;
    }

    /// The name in descriptions.
    ///
    /// @return like `lenet`
    public String word() {
        return word;
    }

    /// What it is made of.
    ///
    /// @return one line
    public String summary() {
        return summary;
    }

    /// Its layers for images of 28 x 28.
    ///
    /// @param classes outputs of the last
    /// @return new layers
    public List<Layer> layers(int classes) {
        return layers(Shape.of(1, 28, 28), classes);
    }

    /// Its layers for images of any size.
    ///
    /// A LeNet has two stages of convolution and pooling, and further ones of 50 filters until the longer side is at
    /// most 10. Its convolutions are padded where the shorter side is below 20 at first or below 6 later; nothing is
    /// pooled where a side is 1. So for 28 x 28 it is the network of the literature.
    ///
    /// @param sample `[channels, height, width]`
    /// @param classes outputs of the last
    /// @return new layers
    /// @throws IllegalArgumentException if the shape has not three axes
    public List<Layer> layers(Shape sample, int classes) {
        if (sample.rank() != 3) {
            throw new IllegalArgumentException(
                    "fitting the network "
                            + word
                            + " to samples of "
                            + sample
                            + ": expected images [channels, height, width]");
        }
        return switch (this) {
            case LENET -> lenet(sample, classes);
            case LENET_TANH -> {
                List<Layer> layers = stages(sample, tanh(), Initialiser.xavierUniform());
                layers.addAll(List.of(flatten(), dense(500), tanh(), dense(classes)));
                yield List.copyOf(layers);
            }
            case LINEAR -> List.of(flatten(), dense(classes));
        };
    }

    private static List<Layer> lenet(Shape sample, int classes) {
        Initialiser he = Initialiser.heNormal();
        List<Layer> layers = stages(sample, relu(), he);
        layers.addAll(List.of(flatten(), dense(500).withWeight(he), relu(), dropout(0.5), dense(classes)));
        return List.copyOf(layers);
    }

    /// Convolution, activation and pooling as often as the size asks for.
    private static List<Layer> stages(Shape sample, Layer activation, Initialiser weight) {
        List<Layer> layers = new ArrayList<>();
        int height = sample.dim(1);
        int width = sample.dim(2);
        boolean small = Math.min(height, width) < 20;
        for (int stage = 0; stage < 2 || (Math.max(height, width) > 10 && Math.min(height, width) > 1); stage++) {
            boolean padded = small || Math.min(height, width) < 6;
            Conv conv = conv(stage == 0 ? 20 : 50, 5).withWeight(weight);
            layers.add(padded ? conv.withSamePadding() : conv);
            layers.add(activation);
            height = padded ? height : height - 4;
            width = padded ? width : width - 4;
            if (Math.min(height, width) > 1) {
                layers.add(maxPool(2));
                height /= 2;
                width /= 2;
            }
        }
        return layers;
    }

    /// All names.
    ///
    /// @return in order
    public static List<String> names() {
        return Arrays.stream(values()).map(NamedNetwork::word).toList();
    }

    /// The network of a name.
    ///
    /// @param word its name
    /// @return the network
    /// @throws IllegalArgumentException if there is none of this name
    public static NamedNetwork of(String word) {
        return Arrays.stream(values())
                .filter(network -> network.word.equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "looking for the network \""
                                        + word
                                        + "\": there is none of this name"
                                        + Suggestion.of(word, names())
                                        + "; expected one of "
                                        + String.join(", ", names())));
    }
}
