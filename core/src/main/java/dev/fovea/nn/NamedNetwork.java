package dev.fovea.nn;

import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.dropout;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.tanh;

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

    /// Its layers.
    ///
    /// @param classes outputs of the last
    /// @return new layers
    public List<Layer> layers(int classes) {
        return switch (this) {
            case LENET -> lenet(classes);
            case LENET_TANH ->
                    List.of(
                            conv(20, 5),
                            tanh(),
                            maxPool(2),
                            conv(50, 5),
                            tanh(),
                            maxPool(2),
                            flatten(),
                            dense(500),
                            tanh(),
                            dense(classes));
            case LINEAR -> List.of(flatten(), dense(classes));
        };
    }

    private static List<Layer> lenet(int classes) {
        Initialiser he = Initialiser.heNormal();
        return List.of(
                conv(20, 5).withWeight(he),
                relu(),
                maxPool(2),
                conv(50, 5).withWeight(he),
                relu(),
                maxPool(2),
                flatten(),
                dense(500).withWeight(he),
                relu(),
                dropout(0.5),
                dense(classes));
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
