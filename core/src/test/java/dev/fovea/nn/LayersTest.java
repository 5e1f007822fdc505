package dev.fovea.nn;

import static dev.fovea.nn.Layers.averagePool;
import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.chain;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.dropout;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.globalAveragePool;
import static dev.fovea.nn.Layers.lambda;
import static dev.fovea.nn.Layers.leakyRelu;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.parallel;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.residual;
import static dev.fovea.nn.Layers.sigmoid;
import static dev.fovea.nn.Layers.softmax;
import static dev.fovea.nn.Layers.tanh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Values by hand, on `1 2 3 / 4 5 6 / 7 8 9` where it is an image.
class LayersTest {
    private static final Shape IMAGE = Shape.of(1, 3, 3);
    private static final Tensor COUNT = Tensor.samples(Shape.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);

    private static float[] of(Layer... layers) {
        return Network.of(IMAGE, 1, layers).predict(COUNT).value();
    }

    private static Shape shape(Shape sample, Layer... layers) {
        Tensor x = Tensor.samples(Shape.of(1, sample.dim(0), sample.dim(1), sample.dim(2)), new float[sample.size()]);
        return Network.of(sample, 1, layers).predict(x).shape().without(List.of(0));
    }

    private static Conv ones(int kernel) {
        return conv(1, kernel).withWeight(Initialiser.constant(1));
    }

    @Test
    void convolutions() {
        Conv cross = conv(1, 2).withWeight(Initialiser.given(1, 0, 0, -1)).withBias(Initialiser.given(.5f));
        assertThat(of(cross)).containsExactly(-3.5f, -3.5f, -3.5f, -3.5f);
        assertThat(of(ones(3))).containsExactly(45);
        assertThat(of(ones(3).withSamePadding())).containsExactly(12, 21, 16, 27, 45, 33, 24, 39, 28);
        assertThat(of(ones(3).withPadding(1))).containsExactly(12, 21, 16, 27, 45, 33, 24, 39, 28);
        assertThat(of(ones(3).withPadding(1).withStride(2))).containsExactly(12, 16, 24, 28);
        assertThat(of(ones(2).withDilation(2))).containsExactly(1 + 3 + 7 + 9);
        assertThat(of(ones(2).withPadding(1, 0, 0, 0))).containsExactly(3, 5, 12, 16, 24, 28);
        assertThat(of(Conv.of(1, 1, 3).withWeight(Initialiser.constant(1)).withoutBias())).containsExactly(6, 15, 24);
    }

    @Test
    void groupsKeepChannelsApart() {
        Tensor x = Tensor.samples(Shape.of(1, 2, 1, 1), 3, 5);
        Conv grouped = conv(4, 1).withGroups(2).withWeight(Initialiser.given(1, 2, 10, 20));
        Network network = Network.of(Shape.of(2, 1, 1), 1, grouped);
        assertThat(network.predict(x).value()).containsExactly(3, 6, 50, 100);
        assertThat(network.parameter("conv1.weight").shape()).isEqualTo(Shape.of(4, 1, 1, 1));
    }

    @Test
    void pooling() {
        assertThat(of(maxPool(2))).containsExactly(5);
        assertThat(of(maxPool(2).withStride(1))).containsExactly(5, 6, 8, 9);
        assertThat(of(averagePool(2).withStride(1))).containsExactly(3, 4, 6, 7);
        assertThat(of(maxPool(3).withStride(2).withPadding(1))).containsExactly(5, 6, 8, 9);
        assertThat(of(averagePool(3).withStride(2).withPadding(1))).as("padding left out").containsExactly(3, 4, 6, 7);
        assertThat(of(averagePool(2).withSamePadding())).containsExactly(3, 4.5f, 7.5f, 9);
        assertThat(of(globalAveragePool())).containsExactly(5);
        assertThat(of(MaxPool.of(1, 3))).containsExactly(3, 6, 9);
        assertThat(of(maxPool(2).withDilation(2).withStride(1))).containsExactly(9);
    }

    @Test
    void denseLayersTakeRows() {
        Network network =
                Network.of(
                        Shape.of(2),
                        1,
                        dense(3).withWeight(Initialiser.given(1, 0, 0, 1, 2, 3)).withBias(Initialiser.given(0, 10, 0)));
        Tensor x = Tensor.samples(Shape.of(2, 2), 1, 2, 3, 4);
        assertThat(network.predict(x).value()).containsExactly(1, 12, 8, 3, 14, 18);
        assertThat(Network.of(Shape.of(2), 1, dense(3).withoutBias()).parameters()).hasSize(1);
    }

    @Test
    void activations() {
        Tensor x = Tensor.samples(Shape.of(1, 2), -2, 1);
        Shape two = Shape.of(2);
        assertThat(Network.of(two, 1, relu()).predict(x).value()).containsExactly(0, 1);
        assertThat(Network.of(two, 1, leakyRelu(.25)).predict(x).value()).containsExactly(-.5f, 1);
        assertThat(Network.of(two, 1, tanh()).predict(x).value())
                .containsExactly(new float[] {(float) Math.tanh(-2), (float) Math.tanh(1)}, within(1e-6f));
        assertThat(Network.of(two, 1, sigmoid()).predict(x).value())
                .containsExactly(
                        new float[] {(float) (1 / (1 + Math.exp(2))), (float) (1 / (1 + Math.exp(-1)))}, within(1e-6f));
        assertThat(Network.of(two, 1, softmax()).predict(x).value())
                .containsExactly(
                        new float[] {(float) (1 / (1 + Math.exp(3))), (float) (1 / (1 + Math.exp(-3)))}, within(1e-6f));
        assertThat(Network.of(two, 1, lambda("square", Tensor::square)).predict(x).value()).containsExactly(4, 1);
    }

    /// Batch (1, 3, 5, 7): mean 4, variance 5 over 4, 20 / 3 over 3.
    @Test
    void batchNormalisationFollowsTheBatch() {
        Network network = Network.of(Shape.of(1), 1, batchNorm());
        Tensor x = Tensor.samples(Shape.of(4, 1), 1, 3, 5, 7);
        Tensor samples = Tensor.samples(Shape.of(4), 0, 1, 2, 3);
        Network.Pass pass = network.train(x, samples, 0);
        network.engine().run(List.of(pass.output()), pass.updates());
        float root = (float) Math.sqrt(5 + 1e-5);
        assertThat(pass.output().value())
                .containsExactly(new float[] {-3 / root, -1 / root, 1 / root, 3 / root}, within(1e-6f));
        assertThat(network.parameter("bn1.mean").values()).containsExactly(new float[] {.4f}, within(1e-6f));
        assertThat(network.parameter("bn1.variance").values())
                .containsExactly(new float[] {(float) (.9 + .1 * 20 / 3)}, within(1e-6f));
        float running = (float) Math.sqrt(.9 + 2 / 3.0 + 1e-5);
        assertThat(network.predict(x).value()[3]).isCloseTo((7 - .4f) / running, within(1e-5f));
    }

    @Test
    void batchNormalisationOfOneValueIsFinite() {
        Network network = Network.of(Shape.of(1), 1, new BatchNorm(.5, .1));
        Network.Pass pass = network.train(Tensor.samples(Shape.of(1, 1), 8), Tensor.samples(Shape.of(1), 0), 0);
        network.engine().run(List.of(pass.output()), pass.updates());
        assertThat(pass.output().value()).containsExactly(0);
        assertThat(network.parameter("bn1.mean").values()).containsExactly(4);
        assertThat(network.parameter("bn1.variance").values()).containsExactly(.5f);
    }

    @Test
    void dropoutBelongsToTheSampleAndNotToItsBatch() {
        Network network = Network.of(Shape.of(50), 9, dropout(.5), dropout(.5));
        float[] ones = new float[100];
        java.util.Arrays.fill(ones, 1);
        Tensor two = Tensor.samples(Shape.of(2, 50), ones);
        float[] both = network.train(two, Tensor.samples(Shape.of(2), 17, 4), 3).output().value();
        Tensor one = two.slice(0, 1, 2).detach();
        Tensor alone = Tensor.samples(Shape.of(1, 50), one.value());
        float[] four = network.train(alone, Tensor.samples(Shape.of(1), 4), 3).output().value();
        assertThat(four)
                .containsExactly(java.util.Arrays.copyOfRange(both, 50, 100))
                .contains(0, 4)
                .doesNotContain(1, 2);
        assertThat(network.train(alone, Tensor.samples(Shape.of(1), 4), 4).output().value()).isNotEqualTo(four);
        assertThat(network.predict(two).value()).containsExactly(ones);
    }

    @Test
    void composition() {
        Layer tenfold = lambda("tenfold", x -> x.multiply(10));
        assertThat(of(residual(tenfold))).startsWith(11, 22, 33);
        assertThat(of(residual(tenfold, tenfold).withShortcut(lambda("negative", Tensor::negate)))).startsWith(99, 198);
        assertThat(of(parallel(maxPool(3), chain(averagePool(3), tenfold), maxPool(3)))).containsExactly(9, 50, 9);
        assertThat(of(chain())).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void shapes() {
        Shape colour = Shape.of(3, 32, 30);
        assertThat(shape(colour, conv(8, 5).withSamePadding().withStride(2))).isEqualTo(Shape.of(8, 16, 15));
        assertThat(shape(colour, Conv.of(8, 5, 3).withPadding(2, 1, 0, 1))).isEqualTo(Shape.of(8, 30, 30));
        assertThat(shape(colour, averagePool(3))).isEqualTo(Shape.of(3, 10, 10));
        assertThat(shape(colour, flatten())).isEqualTo(Shape.of(2880));
        assertThat(shape(colour, globalAveragePool(), dense(7))).isEqualTo(Shape.of(7));
        assertThat(shape(colour, parallel(conv(4, 1), conv(5, 3).withSamePadding()))).isEqualTo(Shape.of(9, 32, 30));
    }

    @Test
    void layersThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> Network.of(IMAGE, 1, conv(4, 2), dense(10)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "layer fc1 (Dense 10), dense: got [1, 4, 2, 2]; expected one row of features for each sample,"
                                + " [samples, features]; put flatten before this layer");
        assertThatThrownBy(() -> Network.of(IMAGE, 1, flatten(), conv(4, 2)))
                .hasMessage(
                        "layer conv1 (Conv 4, 2x2), convolution: got [1, 9]; expected images of 4 axes, [samples,"
                                + " channels, rows, columns]; put this layer before flatten");
        assertThatThrownBy(() -> Network.of(IMAGE, 1, conv(4, 5)))
                .hasMessageStartingWith("layer conv1 (Conv 4, 5x5), convolution: got [1, 1, 3, 3]")
                .hasMessageContaining("use a smaller kernel, more padding or a larger input");
        assertThatThrownBy(() -> Network.of(Shape.of(3, 4, 4), 1, conv(4, 1).withGroups(2)))
                .hasMessage(
                        "layer conv1 (Conv 4, 1x1, groups 2), convolution: got [1, 3, 4, 4]; expected channels (axis 1)"
                                + " that 2 groups divide");
        assertThatThrownBy(() -> Network.of(IMAGE, 1, residual(conv(4, 1))))
                .hasMessage(
                        "layer residual1 (Residual), residual: got [1, 4, 3, 3] and [1, 1, 3, 3]; expected body and"
                                + " shortcut to give one shape; give the residual a shortcut, like a convolution of 1x1");
        assertThatThrownBy(() -> Network.of(IMAGE, 1, residual(relu(), flatten(), conv(2, 2))))
                .hasMessageStartingWith("layer residual1.conv1 (Conv 2, 2x2), convolution: got [1, 9]");
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> conv(3, 2).withGroups(2))
                .hasMessage(
                        "making a convolution: 3 filters in 2 groups; expected at least 1 filter, and groups that divide"
                                + " the filters");
        assertThatThrownBy(() -> dense(0)).hasMessage("making a dense layer: 0 units; expected at least 1");
        assertThatThrownBy(() -> dropout(1))
                .hasMessage("making a dropout: the rate is 1.0; expected at least 0 and below 1");
        assertThatThrownBy(() -> new BatchNorm(0, 1))
                .hasMessage(
                        "making a batch normalisation: momentum 0.0, epsilon 1.0; expected a momentum above 0 and at most"
                                + " 1, and an epsilon above 0");
        assertThatThrownBy(() -> leakyRelu(Double.NaN))
                .hasMessage(
                        "making leakyRelu: the slope is NaN; expected a finite number, and 0 for all but leakyRelu");
        assertThatThrownBy(() -> parallel())
                .hasMessage("making parallel layers: there is no branch; expected at least one");
        assertThatThrownBy(() -> new Sliding(dev.fovea.shape.Window.of(3, 3).withPadding(1, 1, 1, 1), true))
                .hasMessageContaining("has padding of its own; expected none");
    }

    @Test
    void layersPrintWhatIsNotUsual() {
        assertThat(conv(20, 5)).hasToString("Conv 20, 5x5");
        assertThat(conv(20, 5).withSamePadding().withStride(2).withoutBias())
                .hasToString("Conv 20, 5x5, stride 2, same, no bias");
        assertThat(conv(20, 5).withPadding(2).withDilation(2)).hasToString("Conv 20, 5x5, padding 2, dilation 2");
        assertThat(Conv.of(20, 5, 3).withStride(2, 1).withPadding(0, 1, 1, 0))
                .hasToString("Conv 20, 5x3, stride 2x1, padding 0,1,1,0");
        assertThat(maxPool(2)).hasToString("MaxPool 2x2");
        assertThat(averagePool(3).withStride(2)).hasToString("AveragePool 3x3, stride 2");
        assertThat(leakyRelu(.2)).hasToString("LeakyRelu 0.2");
        assertThat(new BatchNorm(.2, 1e-5)).hasToString("BatchNorm momentum 0.2");
    }
}
