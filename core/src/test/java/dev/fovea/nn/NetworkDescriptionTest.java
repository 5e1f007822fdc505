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

import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class NetworkDescriptionTest {
    static Stream<Layer> layers() {
        return Stream.of(
                conv(20, 5),
                Conv.of(20, 5, 3).withStride(2, 1).withPadding(1, 2, 1, 2).withDilation(1, 2),
                conv(4, 3).withPadding(1).withStride(2).withDilation(3).withGroups(2),
                conv(4, 3).withPadding(0, 1, 2, 3),
                conv(4, 3).withSamePadding().withoutBias(),
                conv(1, 2).withWeight(Initialiser.given(1, 2.5f, .1f, -4)).withBias(Initialiser.given(.1f)),
                maxPool(2),
                maxPool(3).withStride(2).withPadding(1),
                MaxPool.of(2, 3).withSamePadding().withDilation(2),
                averagePool(2),
                AveragePool.of(2, 3).withStride(1),
                globalAveragePool(),
                dense(10),
                dense(10).withoutBias().withWeight(Initialiser.constant(.5)),
                dense(10).withWeight(Initialiser.uniform(-.01, .01)).withBias(Initialiser.uniform(0, 1)),
                dense(10).withWeight(Initialiser.normal(0, .01)).withBias(Initialiser.normal(1, .01)),
                dense(10).withWeight(Initialiser.zeros()).withBias(Initialiser.constant(1)),
                dense(10).withWeight(Initialiser.xavierNormal()),
                dense(10).withWeight(Initialiser.heUniform()),
                dense(10).withWeight(Initialiser.heNormal()),
                dense(10).withWeight(Initialiser.orthogonal(1)),
                dense(10).withWeight(Initialiser.orthogonal(2)),
                flatten(),
                relu(),
                leakyRelu(.01),
                leakyRelu(.2),
                tanh(),
                sigmoid(),
                softmax(),
                batchNorm(),
                new BatchNorm(.2, 1e-3),
                dropout(.5),
                chain(relu(), tanh()),
                residual(conv(4, 1), relu()),
                new Residual(relu(), null),
                residual(conv(4, 1)).withShortcut(conv(4, 1)),
                new Residual(chain(relu()), new Flatten()),
                parallel(conv(2, 1), chain(relu(), conv(2, 1)), chain()),
                conv(2, 1).withDirectSums());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layersComeBack(Layer layer) {
        List<Object> tree = NetworkDescription.write(List.of(layer));
        assertThat(NetworkDescription.read(tree)).containsExactly(layer);
    }

    @Test
    void everyKindOfLayerIsAmongThem() {
        assertThat(layers().map(layer -> word(NetworkDescription.write(List.of(layer)).getFirst())))
                .containsAll(NetworkDescription.kinds().stream().map(LayerKind::name).toList());
    }

    private static Object word(Object tree) {
        return tree instanceof Map<?, ?> map ? map.keySet().iterator().next() : tree;
    }

    @ParameterizedTest
    @EnumSource(NamedNetwork.class)
    void networksCanBeNamed(NamedNetwork named) {
        List<Layer> layers = NetworkDescription.read(named.word(), 7);
        assertThat(layers).isEqualTo(named.layers(7)).last().isInstanceOf(Dense.class);
        assertThat(NetworkDescription.read(NetworkDescription.write(layers))).isEqualTo(layers);
        assertThat(Network.of(Shape.of(1, 28, 28), 1, layers).summary().rows().getLast().output())
                .isEqualTo(Shape.of(7));
        assertThat(NamedNetwork.of(named.word())).isSameAs(named);
    }

    @Test
    void leNetIsWrittenShortly() {
        assertThat(NetworkDescription.write(NamedNetwork.LENET_TANH.layers(10)))
                .hasToString(
                        "[{conv={filters=20, kernel=5}}, tanh, {maxPool=2}, {conv={filters=50, kernel=5}}, tanh,"
                                + " {maxPool=2}, flatten, {dense=500}, tanh, {dense=10}]");
    }

    @Test
    void formsThatAreNotWrittenAreReadToo() {
        List<Object> tree =
                List.of(
                        Map.of("conv", Map.of("filters", 2L, "kernel", List.of(3, 3.0), "padding", List.of(1, 2))),
                        Map.of("maxPool", Map.of("kernel", 2, "stride", 2)),
                        Map.of("relu", Map.of()),
                        Map.of("conv", Map.of("filters", 2, "kernel", 1, "bias", true, "weight", "orthogonal")),
                        Map.of("dense", Map.of("units", 2, "weight", Map.of("orthogonal", Map.of("gain", 2)))));
        assertThat(NetworkDescription.read(tree))
                .containsExactly(
                        conv(2, 3).withPadding(1, 2, 1, 2),
                        maxPool(2),
                        relu(),
                        conv(2, 1).withWeight(Initialiser.orthogonal(1)),
                        dense(2).withWeight(Initialiser.orthogonal(2)));
    }

    private static void refused(Object tree, String message) {
        assertThatThrownBy(() -> NetworkDescription.read(tree))
                .isInstanceOf(DescriptionException.class)
                .hasMessage(message);
    }

    @Test
    void errorsNameThePlaceAndWhatWasExpected() {
        refused(
                List.of("relu", "flatten", Map.of("conv", Map.of("filters", 20, "kernel", "five"))),
                "reading network[2].conv.kernel: found \"five\"; expected a whole number of at least 1, or two of them,"
                        + " [rows, columns]");
        refused(
                List.of(Map.of("conv", Map.of("filters", 20, "kernal", 5))),
                "reading network[0].conv: found the option \"kernal\"; did you mean \"kernel\"?; expected filters, kernel,"
                        + " stride, padding, dilation, groups, weight, bias, direct");
        refused(
                List.of("relu", "maxpol"),
                "reading network[1]: found the layer \"maxpol\"; did you mean \"maxPool\"?; expected one of conv, maxPool,"
                        + " averagePool, globalAveragePool, dense, flatten, relu, leakyRelu, tanh, sigmoid, softmax,"
                        + " batchNorm, dropout, chain, residual, parallel");
        refused(
                List.of(Map.of("conv", Map.of("filters", 20))),
                "reading network[0].conv: the option \"kernel\" is missing; expected filters, kernel, stride, padding,"
                        + " dilation, groups, weight, bias, direct, of which some may be left out");
        refused(
                List.of(Map.of("conv", Map.of("filters", 20, "kernel", List.of(5, 0)))),
                "reading network[0].conv.kernel[1]: found 0; expected a whole number of at least 1");
        refused(
                List.of(Map.of("maxPool", Map.of("kernel", 2, "padding", "full"))),
                "reading network[0].maxPool.padding: found \"full\"; expected \"same\", a whole number of at least 0,"
                        + " [rows, columns] or [top, left, bottom, right]");
        refused(
                List.of(Map.of("dropout", 2)),
                "reading network[0].dropout: making a dropout: the rate is 2.0; expected at least 0 and below 1");
        refused(
                List.of(Map.of("residual", List.of("relu", Map.of("dense", 1.5)))),
                "reading network[0].residual[1].dense: found 1.5; expected a whole number of at least 1");
        refused(
                List.of(Map.of("dense", Map.of("units", 1, "weight", Map.of("normal", "small")))),
                "reading network[0].dense.weight.normal: found \"small\"; expected [mean, deviation], or one number for a"
                        + " deviation around 0");
        refused(List.of(Map.of("relu", 3)), "reading network[0].relu: found 3; expected no options");
        refused(
                "lenett",
                "reading network: found the network \"lenett\"; did you mean \"lenet\"?; expected one of lenet,"
                        + " lenet-tanh, linear");
        refused(null, "reading network: found nothing; expected a list of layers, or one of lenet, lenet-tanh, linear");
        refused(List.of(), "reading network: found []; expected a list of layers, or one of lenet, lenet-tanh, linear");
        assertThatThrownBy(() -> NetworkDescription.read(Arrays.asList("relu", null)))
                .hasMessageStartingWith(
                        "reading network[1]: found nothing; expected a layer, as a word or a map of one"
                                + " word to options: conv, ");
    }

    @Test
    void allConvolutionsOfANetworkCanBeDirect() {
        List<Layer> layers =
                List.of(
                        chain(conv(2, 3), relu()),
                        residual(conv(4, 1)).withShortcut(conv(4, 1)),
                        parallel(conv(2, 1), chain()));
        assertThat(DirectSums.of(layers))
                .isEqualTo(
                        List.of(
                                chain(conv(2, 3).withDirectSums(), relu()),
                                residual(conv(4, 1).withDirectSums()).withShortcut(conv(4, 1).withDirectSums()),
                                parallel(conv(2, 1).withDirectSums(), chain())));
    }

    @Test
    void functionsHaveNoDescription() {
        assertThatThrownBy(() -> NetworkDescription.write(List.of(relu(), residual(lambda("f", x -> x)))))
                .hasMessage(
                        "describing network[1].residual.body[0]: Lambda f is a function, which has no words in a"
                                + " description; expected layers of dev.fovea.nn; keep such a network as a program");
    }

    @Test
    void kindsDocumentThemselves() {
        assertThat(NetworkDescription.kinds().get(1))
                .hasToString(
                        """
                        maxPool: takes the largest pixel of each window
                        formula     y[c, i, j] = max over k, l of x[c, i stride + k dilation - top, j stride + l dilation - left]
                        shapes      [N, C, H, W] to [N, C, H', W'], H' = floor((H + top + bottom - dilation (kernel - 1) - 1) / stride) + 1, W' alike
                        parameters  none
                        run file    {maxPool: 2}
                        Java        MaxPool.of(2)
                        options:
                          kernel    rows and columns of a window, or [rows, columns]
                          stride    pixels from one window to the next, or [rows, columns] (usually the kernel)
                          padding   "same", a number, [rows, columns] or [top, left, bottom, right] (usually 0)
                          dilation  pixels from one tap to the next, or [rows, columns] (usually 1)
                        """);
    }
}
