package dev.fovea.nn;

import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.chain;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.globalAveragePool;
import static dev.fovea.nn.Layers.lambda;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.parallel;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.residual;
import static dev.fovea.nn.Layers.softmax;
import static dev.fovea.nn.Layers.tanh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.device.StandardEngine;
import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class NetworkTest {
    private static final Shape DIGIT = Shape.of(1, 28, 28);
    private static final Shape SMALL = Shape.of(2, 6, 6);

    private static Network lenet(long seed) {
        return Network.of(DIGIT, seed, NamedNetwork.LENET_TANH.layers(10));
    }

    private static List<String> names(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).toList();
    }

    @Test
    void leNetPrintsAsATable() {
        assertThat(lenet(1))
                .hasToString(
                        """
                        name      layer         output        parameters  multiply-adds    memory
                        -------------------------------------------------------------------------
                                  input         1 x 28 x 28
                        conv1     Conv 20, 5x5  20 x 24 x 24         520        288,000   46.1 kB
                        tanh1     Tanh          20 x 24 x 24                              46.1 kB
                        pool1     MaxPool 2x2   20 x 12 x 12                              11.5 kB
                        conv2     Conv 50, 5x5  50 x 8 x 8        25,050      1,600,000   12.8 kB
                        tanh2     Tanh          50 x 8 x 8                                12.8 kB
                        pool2     MaxPool 2x2   50 x 4 x 4                                 3.2 kB
                        flatten1  Flatten       800                                        3.2 kB
                        fc1       Dense 500     500              400,500        400,000    2.0 kB
                        tanh3     Tanh          500                                        2.0 kB
                        fc2       Dense 10      10                 5,010          5,000      40 B
                        -------------------------------------------------------------------------
                        total                                    431,080      2,293,000  139.7 kB
                        Multiply-adds and memory are for one sample; the parameters take 1.72 MB.
                        """);
    }

    @Test
    void tablesStayWithin80ColumnsAndShowWhatIsWithin() {
        Layer body = conv(2, 3).withSamePadding().withDilation(2).withoutBias();
        Network network =
                Network.of(SMALL, 1, residual(body, batchNorm()), parallel(conv(1, 1), lambda("x", x -> x)), flatten());
        List<String> lines = network.toString().lines().toList();
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.length() <= 80);
        assertThat(network.toString())
                .contains("residual1        Residual")
                .contains("\n  conv1          Conv 2, 3x3")
                .contains("\n  branch1.conv1  Conv 1, 1x1");
        Summary summary = network.summary();
        assertThat(summary.parameters()).isEqualTo(36 + 4 + 3);
        assertThat(summary.multiplyAdds()).isEqualTo(36 * 36 + 36 * 2);
        assertThat(summary.memory()).isEqualTo(4 * 36 * (2 + 2 + 1 + 2 + 3));
    }

    @Test
    void parametersAreNumberedPerKind() {
        assertThat(names(lenet(1).parameters()))
                .containsExactly(
                        "conv1.weight",
                        "conv1.bias",
                        "conv2.weight",
                        "conv2.bias",
                        "fc1.weight",
                        "fc1.bias",
                        "fc2.weight",
                        "fc2.bias");
        assertThat(lenet(1).parameter("conv2.weight").shape()).isEqualTo(Shape.of(50, 20, 5, 5));
        assertThat(lenet(1).parameter("fc1.weight").shape()).isEqualTo(Shape.of(500, 800));
    }

    @Test
    void innerLayersAreNamedWithinTheirOuterOne() {
        Network network =
                Network.of(
                        SMALL,
                        1,
                        chain(conv(2, 1), chain(batchNorm())),
                        residual(conv(3, 1), residual(batchNorm())).withShortcut(conv(3, 1).withoutBias()),
                        parallel(conv(1, 1).withoutBias(), chain(relu(), conv(1, 1).withoutBias())));
        assertThat(names(network.parameters()))
                .containsExactly(
                        "conv1.weight",
                        "conv1.bias",
                        "bn1.gamma",
                        "bn1.beta",
                        "residual1.conv1.weight",
                        "residual1.conv1.bias",
                        "residual1.residual1.bn1.gamma",
                        "residual1.residual1.bn1.beta",
                        "residual1.shortcut.conv1.weight",
                        "parallel1.branch1.conv1.weight",
                        "parallel1.branch2.conv1.weight");
        assertThat(names(network.states()))
                .containsExactly(
                        "bn1.mean", "bn1.variance", "residual1.residual1.bn1.mean", "residual1.residual1.bn1.variance");
        assertThat(network.all()).hasSize(15);
    }

    @Test
    void valuesDependOnTheSeedAndTheOrderOnly() {
        assertThat(lenet(1).sha256()).isEqualTo(lenet(1).sha256()).isNotEqualTo(lenet(2).sha256());
        assertThat(lenet(1).sha256()).isEqualTo("62769c6a35d9a720923fc73992783d19917480c3ae592008f476d5cd860c2420");
        Network longer = Network.of(SMALL, 1, conv(3, 3), tanh(), conv(3, 3), flatten(), dense(2));
        Network shorter = Network.of(SMALL, 1, conv(3, 3), relu(), conv(3, 3));
        assertThat(longer.parameter("conv2.weight").values()).isEqualTo(shorter.parameter("conv2.weight").values());
        assertThat(longer.parameter("conv2.weight").values())
                .isNotEqualTo(Arrays.copyOf(longer.parameter("conv1.weight").values(), 81));
    }

    @Test
    void aBlankNetworkIsTheSameWithoutFirstValues() {
        List<Layer> layers = List.of(conv(3, 3), batchNorm(), flatten(), dense(2));
        Network drawn = Network.of(SMALL, 7, layers);
        Network blank = Network.blank(SMALL, 7, layers);
        assertThat(blank.toString()).isEqualTo(drawn.toString());
        assertThat(blank.seed()).isEqualTo(7);
        assertThat(names(blank.all())).isEqualTo(names(drawn.all()));
        assertThat(blank.parameters()).allSatisfy(parameter -> assertThat(parameter.values()).containsOnly(0));
        assertThat(blank.parameter("bn1.variance").values()).containsOnly(1);
    }

    @Test
    void theHashIsOfBytesInNameOrderWithOneZeroAndOneNaN() {
        Parameter a = Parameter.of("a", Shape.of(2), 1, -0f);
        Parameter b = Parameter.of("b", Shape.of(1), Float.intBitsToFloat(0xFFC12345));
        // printf '\0\0\x80\x3f\0\0\0\0\0\0\xc0\x7f' | sha256sum
        assertThat(ParameterHash.of(List.of(b, a)))
                .isEqualTo("0de8871e59aa6b1b5e28526856f85ac1de9de35cd2d16a02b6b8f41092ae301b");
    }

    @Test
    void aSoftmaxAtTheEndIsLeftOutOfLogits() {
        Tensor x = Tensor.samples(Shape.of(1, 2), 1, 2);
        Dense identity = dense(2).withWeight(Initialiser.given(1, 0, 0, 1));
        Network network = Network.of(Shape.of(2), 1, identity, softmax());
        assertThat(network.predict(x).value()).containsExactly(1, 2);
        assertThat(network.train(x, Tensor.samples(Shape.of(1), 0), 0).output().value()).containsExactly(1, 2);
        float[] probabilities = network.probabilities(x).value();
        assertThat(probabilities[0] + probabilities[1]).isEqualTo(1);
        assertThat(network.outputs(x).getLast().output().value()).isEqualTo(probabilities);
    }

    @Test
    void everyOutputCanBeAskedForInOneRun() {
        Network network = Network.of(SMALL, 3, conv(2, 3), residual(relu()), maxPool(2), flatten(), dense(3));
        Tensor x = Tensor.samples(Shape.of(2, 2, 6, 6), ramp(144));
        List<LayerOutput> outputs = network.outputs(x);
        assertThat(outputs)
                .extracting(LayerOutput::name)
                .containsExactly("conv1", "residual1", "residual1.relu1", "pool1", "flatten1", "fc1");
        network.engine().run(outputs.stream().map(LayerOutput::output).toArray(Tensor[]::new));
        assertThat(outputs.getLast().output().value()).isEqualTo(network.predict(x).value());
        assertThat(outputs.getFirst().output().shape()).isEqualTo(Shape.of(2, 2, 4, 4));
    }

    /// The slope of a logit at the features it is pooled from is the dense weight over the number of places.
    @Test
    void logitsAreDifferentiatedWithRespectToAnyLayer() {
        Network network = Network.of(SMALL, 3, conv(2, 3), relu(), globalAveragePool(), flatten(), dense(3), softmax());
        Tensor x = Tensor.samples(Shape.of(1, 2, 6, 6), ramp(72));
        Network.Observation seen = network.observe(x);
        assertThat(seen.outputs())
                .extracting(LayerOutput::name)
                .containsExactly("conv1", "relu1", "pool1", "flatten1", "fc1", "softmax1");
        Tensor features = seen.outputs().get(1).output();
        Tensor slopes = Gradients.of(seen.logits().slice(1, 2, 3), features);
        network.engine().run(features, slopes, seen.logits());
        float[] dense = network.parameter("fc1.weight").values();
        for (int i = 0; i < 32; i++) {
            assertThat(slopes.value()[i]).isEqualTo(dense[4 + i / 16] / 16);
        }
        assertThat(seen.logits().value()).isEqualTo(network.predict(x).value());
    }

    private static float[] ramp(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i * 37 % 101 / 101f;
        }
        return values;
    }

    @Test
    void aCopyOnAnEngineHasValuesOfItsOwn() {
        Engine engine = new StandardEngine();
        Network network = Network.of(SMALL, 1, batchNorm(), flatten(), dense(2));
        Network copy = network.on(engine);
        assertThat(copy.engine()).isSameAs(engine);
        assertThat(network.engine()).isSameAs(Engine.standard());
        assertThat(copy.sha256()).isEqualTo(network.sha256());
        copy.parameter("fc1.bias").set(1, 1);
        assertThat(copy.sha256()).isNotEqualTo(network.sha256());
        assertThat(copy.layers()).isEqualTo(network.layers());
        assertThat(copy.sampleShape()).isEqualTo(SMALL);
        assertThat(copy.seed()).isEqualTo(1);
    }

    record Scale() implements Layer {
        @Override
        public Tensor forward(Tensor x, Scope scope) {
            return x.multiply(scope.parameter("factor", Shape.of(x.shape().dim(1)), Initialiser.constant(3)));
        }

        @Override
        public String kind() {
            return "scale";
        }
    }

    @Test
    void ownLayersAreWrittenLikeThoseOfTheLibrary() {
        Network network = Network.of(Shape.of(2), 1, new Scale(), new Scale());
        assertThat(names(network.parameters())).containsExactly("scale1.factor", "scale2.factor");
        assertThat(network.predict(Tensor.samples(Shape.of(1, 2), 1, 2)).value()).containsExactly(9, 18);
    }

    private record Own(java.util.function.BiFunction<Tensor, Scope, Tensor> body) implements Layer {
        @Override
        public Tensor forward(Tensor x, Scope scope) {
            return body.apply(x, scope);
        }

        @Override
        public String kind() {
            return "own";
        }
    }

    @Test
    void misuseIsExplained() {
        Network network = Network.of(SMALL, 1, flatten(), dense(2));
        assertThatThrownBy(() -> network.predict(Tensor.samples(SMALL, ramp(72))))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "passing samples through a network: got [2, 6, 6]; expected [N, 2, 6, 6]; for one sample, say"
                                + " reshape with a first axis of 1");
        assertThatThrownBy(() -> network.predict(Tensor.samples(Shape.of(1, 72), ramp(72))))
                .hasMessage("passing samples through a network: got [1, 72]; expected [N, 2, 6, 6]");
        assertThatThrownBy(() -> network.parameter("fc1.weigth"))
                .hasMessage(
                        "looking for the parameter \"fc1.weigth\": the network has none of this name; did you mean"
                                + " \"fc1.weight\"?; expected one of fc1.weight, fc1.bias");
        assertThatThrownBy(() -> Network.of(SMALL, 1))
                .hasMessage("making a network: there are no layers; expected at least one");
        assertThatThrownBy(() -> Network.of(SMALL, 1, new Own((x, scope) -> x.multiply(scope.samples()))))
                .hasMessage(
                        "asking for the numbers of the samples while predicting: there are none; expected a pass of"
                                + " training; ask isTraining() first");
        Own twice =
                new Own((x, scope) -> x.add(scope.state("a", Shape.of(1), 0)).add(scope.state("a", Shape.of(1), 0)));
        assertThatThrownBy(() -> Network.of(SMALL, 1, twice))
                .hasMessage(
                        "naming the parameter own1.a: it was asked for twice in one pass; expected each name once; keep"
                                + " the tensor, or take another name");
    }

    @Test
    void aLayerMustAskTheSameInEveryPass() {
        Own byBatch =
                new Own((x, scope) -> x.add(scope.parameter("a", Shape.of(x.shape().dim(0), 1), Initialiser.zeros())));
        Network network = Network.of(Shape.of(1), 1, byBatch);
        assertThatThrownBy(() -> network.predict(Tensor.samples(Shape.of(2, 1), 1, 2)))
                .hasMessage(
                        "asking for own1.a of shape [2, 1]: the network made it as [1, 1]; expected a layer to ask for the"
                                + " same shapes in every pass");
        Own onlyInTraining =
                new Own((x, scope) ->
                        scope.isTraining() ? x.add(scope.parameter("late", Shape.of(1), Initialiser.zeros())) : x);
        Network other = Network.of(Shape.of(1), 1, onlyInTraining);
        assertThatThrownBy(() -> other.train(Tensor.samples(Shape.of(1, 1), 1), Tensor.samples(Shape.of(1), 0), 0))
                .hasMessage(
                        "asking for own1.late: the network has []; expected a layer to ask for the same names in every"
                                + " pass");
    }
}
