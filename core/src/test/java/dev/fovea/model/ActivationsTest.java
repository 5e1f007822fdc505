package dev.fovea.model;

import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.dropout;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.globalAveragePool;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.parallel;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.residual;
import static dev.fovea.nn.Layers.softmax;
import static dev.fovea.nn.Layers.tanh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.ClassNames;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.image.PixelScaling;
import dev.fovea.nn.Layer;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ActivationsTest {
    private static Classifier classifier(ImageSize size, Layer... layers) {
        return classifier(size, List.of(layers));
    }

    private static Classifier classifier(ImageSize size, List<Layer> layers) {
        Network network = Network.of(Shape.of(size.channels(), size.height(), size.width()), 3, layers);
        return Classifier.of(network, Preparation.pictures(size, PixelScaling.UNIT), ClassNames.numbered(10));
    }

    private static Image picture(ImageSize size) {
        byte[] pixels = new byte[size.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37 % 251);
        }
        return Image.of(size.channels(), size.height(), size.width(), pixels);
    }

    private static List<String> shapes(Activations activations) {
        return activations.all().stream().map(output -> output.name() + " " + output.shape()).toList();
    }

    private static Tensor inputs(Classifier classifier, Image picture) {
        return Tensor.samples(
                Shape.of(1, picture.channels(), picture.height(), picture.width()),
                classifier.preparation().apply(picture));
    }

    @Test
    void leNetShowsEveryLayerByNameAndShape() {
        ImageSize digit = new ImageSize(1, 28, 28);
        Classifier classifier = classifier(digit, NamedNetwork.LENET_TANH.layers(10));
        assertThat(shapes(classifier.activations(picture(digit))))
                .containsExactly(
                        "input [1, 28, 28]",
                        "conv1 [20, 24, 24]",
                        "tanh1 [20, 24, 24]",
                        "pool1 [20, 12, 12]",
                        "conv2 [50, 8, 8]",
                        "tanh2 [50, 8, 8]",
                        "pool2 [50, 4, 4]",
                        "flatten1 [800]",
                        "fc1 [500]",
                        "tanh3 [500]",
                        "fc2 [10]",
                        "logits [10]",
                        "probabilities [10]");
    }

    @Test
    void logitsAndProbabilitiesHaveTheBitsOfThePredictionAlone() {
        ImageSize digit = new ImageSize(1, 28, 28);
        Classifier classifier = classifier(digit, NamedNetwork.LENET_TANH.layers(10));
        Image picture = picture(digit);
        Activations activations = classifier.activations(picture);
        assertThat(activations.prediction().probabilities()).isEqualTo(classifier.predict(picture).probabilities());
        assertThat(activations.logits().values())
                .isEqualTo(classifier.network().predict(inputs(classifier, picture)).value())
                .isEqualTo(activations.layer("fc2").values());
    }

    @Test
    void layersAreWhatTheyComputeAlone() {
        ImageSize digit = new ImageSize(1, 28, 28);
        Classifier classifier = classifier(digit, NamedNetwork.LENET_TANH.layers(10));
        Image picture = picture(digit);
        Activations activations = classifier.activations(picture);
        Network network = classifier.network();
        Tensor conv =
                inputs(classifier, picture)
                        .convolution(
                                network.parameter("conv1.weight").tensor(), network.parameter("conv1.bias").tensor());
        assertThat(activations.layer("conv1").values()).isEqualTo(conv.value());
        // The pooling is computed before the activation; the activation of every pixel is computed beside it.
        float[] activated = conv.tanh().value();
        assertThat(activations.layer("tanh1").values()).isEqualTo(activated);
        float[] pooled = activations.layer("pool1").values();
        for (int i = 0; i < pooled.length; i++) {
            int at = i / 144 * 576 + i / 12 % 12 * 48 + i % 12 * 2;
            float most =
                    Math.max(
                            Math.max(activated[at], activated[at + 1]),
                            Math.max(activated[at + 24], activated[at + 25]));
            assertThat(pooled[i]).isEqualTo(most);
        }
        float[] flat = activations.layer("flatten1").values();
        assertThat(flat).isEqualTo(activations.layer("pool2").values());
        float[] weight = network.parameter("fc1.weight").values();
        float[] bias = network.parameter("fc1.bias").values();
        float[] dense = activations.layer("fc1").values();
        for (int unit = 0; unit < dense.length; unit++) {
            double sum = bias[unit];
            for (int i = 0; i < flat.length; i++) {
                sum += (double) flat[i] * weight[unit * flat.length + i];
            }
            assertThat((double) dense[unit]).isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-5));
        }
    }

    @Test
    void layersWithinOthersAreThereToo() {
        ImageSize size = new ImageSize(3, 8, 8);
        Classifier classifier =
                classifier(
                        size,
                        conv(4, 3),
                        batchNorm(),
                        relu(),
                        residual(conv(4, 3).withSamePadding(), tanh()),
                        parallel(maxPool(2), conv(2, 1).withStride(2)),
                        dropout(0.5),
                        globalAveragePool(),
                        flatten(),
                        dense(10),
                        softmax());
        Image picture = picture(size);
        Activations activations = classifier.activations(picture);
        assertThat(shapes(activations))
                .containsExactly(
                        "input [3, 8, 8]",
                        "conv1 [4, 6, 6]",
                        "bn1 [4, 6, 6]",
                        "relu1 [4, 6, 6]",
                        "residual1 [4, 6, 6]",
                        "residual1.conv1 [4, 6, 6]",
                        "residual1.tanh1 [4, 6, 6]",
                        "parallel1 [6, 3, 3]",
                        "parallel1.branch1.pool1 [4, 3, 3]",
                        "parallel1.branch2.conv1 [2, 3, 3]",
                        "dropout1 [6, 3, 3]",
                        "pool1 [6]",
                        "flatten1 [6]",
                        "fc1 [10]",
                        "softmax1 [10]",
                        "logits [10]",
                        "probabilities [10]");
        assertThat(activations.layer("softmax1").values())
                .isEqualTo(activations.prediction().probabilities())
                .isEqualTo(classifier.predict(picture).probabilities());
        assertThat(activations.layer("fc1").kind()).isEqualTo("fully connected");
        float[] sum = activations.layer("residual1").values();
        float[] body = activations.layer("residual1.tanh1").values();
        float[] around = activations.layer("relu1").values();
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isEqualTo(body[i] + around[i]);
        }
        assertThat(activations.layer("dropout1").values()).isEqualTo(activations.layer("parallel1").values());
        List<Float> side = new ArrayList<>();
        for (String name : List.of("parallel1.branch1.pool1", "parallel1.branch2.conv1")) {
            for (float value : activations.layer(name).values()) {
                side.add(value);
            }
        }
        assertThat(activations.layer("parallel1").values()).containsExactly(side.stream().toArray(Float[]::new));
    }

    @Test
    void aPreparedSampleGivesWhatItsPictureGives() {
        ImageSize size = new ImageSize(1, 8, 8);
        Classifier classifier = classifier(size, flatten(), dense(10));
        Image picture = picture(size);
        Dataset data = Dataset.unlabelled("some", "here", size, picture.pixels());
        float[] inputs = new float[size.bytes()];
        data.copyScaled(0, PixelScaling.UNIT.table(), inputs, 0);
        assertThat(classifier.activationsPrepared(inputs).logits().values())
                .isEqualTo(classifier.activations(picture).logits().values());
        assertThat(classifier.activations(picture).input().values()).isEqualTo(inputs);
    }

    @Test
    void aLayerThatIsMissingIsNamedWithThoseThatAreThere() {
        ImageSize size = new ImageSize(1, 8, 8);
        Activations activations = classifier(size, flatten(), dense(10)).activations(picture(size));
        assertThatThrownBy(() -> activations.layer("flaten1"))
                .hasMessage(
                        "looking for the activations of the layer \"flaten1\": the network has none of this name; did you"
                                + " mean \"flatten1\"?; expected one of input, flatten1, fc1, logits, probabilities");
    }
}
