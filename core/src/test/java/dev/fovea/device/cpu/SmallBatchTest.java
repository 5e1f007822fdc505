package dev.fovea.device.cpu;

import static dev.fovea.nn.Layers.averagePool;
import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.dropout;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.globalAveragePool;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.residual;
import static dev.fovea.nn.Layers.sigmoid;
import static dev.fovea.nn.Layers.softmax;
import static dev.fovea.nn.Layers.tanh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.device.StandardEngine;
import dev.fovea.kernel.KernelSets;
import dev.fovea.kernel.Kernels;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Layer;
import dev.fovea.nn.LayerOutput;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A sample alone or among few, where lanes are channels, has the bits that it has among many, where lanes are samples:
/// in the output of every layer, in scalar code and in vectors of every width.
class SmallBatchTest {
    private static final int MANY = 35;
    private static final int[] FEW = {1, 2, 3, 5, 8, 11};

    /// A network and the size of its images.
    record Case(String name, Shape image, List<Layer> layers) {
        static Case of(String name, Shape image, Layer... layers) {
            return new Case(name, image, List.of(layers));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Conv same = Conv.of(20, 3).withSamePadding();
        return Stream.of(
                new Case("lenet", Shape.of(1, 28, 28), NamedNetwork.LENET_TANH.layers(10)),
                new Case("linear", Shape.of(1, 28, 28), NamedNetwork.LINEAR.layers(10)),
                Case.of(
                        "residual network",
                        Shape.of(3, 12, 12),
                        Conv.of(20, 3).withSamePadding(),
                        batchNorm(),
                        relu(),
                        residual(same, batchNorm(), relu(), same, batchNorm()),
                        Conv.of(33, 3).withSamePadding().withStride(2),
                        batchNorm(),
                        relu(),
                        residual(Conv.of(33, 3).withSamePadding(), batchNorm()),
                        globalAveragePool(),
                        dense(10),
                        softmax()),
                Case.of(
                        "few channels",
                        Shape.of(2, 9, 11),
                        conv(7, 3),
                        sigmoid(),
                        averagePool(2),
                        conv(9, 1),
                        maxPool(3),
                        flatten(),
                        dense(3)),
                Case.of(
                        "tiles that stand out",
                        Shape.of(1, 15, 13),
                        conv(18, 2),
                        dropout(.3),
                        conv(17, 5),
                        maxPool(2),
                        Conv.of(40, 3).withPadding(1),
                        tanh(),
                        flatten(),
                        dense(50),
                        relu(),
                        dense(1)),
                Case.of("one value", Shape.of(5, 1, 1), conv(20, 1), relu(), flatten(), dense(17), tanh(), dense(4)));
    }

    static Tensor batch(Shape image, float[] values, int first, int count) {
        Shape shape = Shape.of(count, image.dim(0), image.dim(1), image.dim(2));
        int size = image.size();
        return Tensor.samples(shape, Arrays.copyOfRange(values, first * size, (first + count) * size));
    }

    static List<Tensor> outputs(Network network, Tensor x) {
        List<Tensor> outputs = new ArrayList<>(List.of(network.predict(x)));
        network.outputs(x).stream().map(LayerOutput::output).distinct().forEach(outputs::add);
        return outputs;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSampleHasTheSameBitsAmongFewAndAmongMany(Case of) {
        check(of, network -> {}, KernelSets.plain(MANY * of.image.size(), 1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void alsoWhatIsNotFinite(Case of) {
        check(of, SmallBatchTest::diverge, KernelSets.awkward(MANY * of.image.size(), 2));
    }

    /// Some weights become infinite.
    private static void diverge(Network network) {
        for (Parameter parameter : network.parameters()) {
            float[] values = parameter.values();
            for (int i = 3; i < values.length; i += 101) {
                values[i] = i % 2 == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
            }
            parameter.set(values);
        }
    }

    private interface Change {
        void to(Network network);
    }

    private void check(Case of, Change change, float[] images) {
        Network network = network(of);
        change.to(network);
        Tensor all = batch(of.image, images, 0, MANY);
        List<float[]> expected = inBlocksOfSamples(Recording.of(outputs(network, all), List.of()));
        int turn = 0;
        for (Kernels kernels : KernelSets.all()) {
            Engine engine = new StandardEngine(new CpuDevice(kernels, 1 + turn++ % 3));
            for (int count : FEW) {
                int first = (turn * 7 + count) % (MANY - count);
                List<Tensor> asked = outputs(network, batch(of.image, images, first, count));
                Recording recording = Recording.of(asked, List.of());
                assertEquals(Block.OF_CHANNELS, Block.of(recording.graph()));
                List<float[]> got = engine.execute(recording);
                for (int output = 0; output < got.size(); output++) {
                    int size = expected.get(output).length / MANY;
                    KernelSets.assertSame(
                            Arrays.copyOfRange(expected.get(output), first * size, (first + count) * size),
                            got.get(output),
                            of + ", " + kernels.describe() + ", " + count + " samples, " + asked.get(output));
                }
            }
        }
    }

    /// A network with statistics of its own.
    static Network network(Case of) {
        Network network = Network.of(of.image, 3, of.layers);
        for (Parameter state : network.states()) {
            state.set(positive(state.shape().size()));
        }
        return network;
    }

    /// What a run computes whose samples are all in blocks of samples, of which there are enough.
    static List<float[]> inBlocksOfSamples(Recording recording) {
        assertEquals(Block.OF_SAMPLES, Block.of(recording.graph()));
        return new CpuProgram(recording.graph(), KernelSets.all().getLast(), new Workers(2)).run(recording);
    }

    private static float[] positive(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = .5f + i % 7 * .25f;
        }
        return values;
    }
}
