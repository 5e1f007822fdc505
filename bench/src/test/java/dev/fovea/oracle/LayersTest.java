package dev.fovea.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;

import dev.fovea.bench.onnx.OnnxGraph;
import dev.fovea.bench.onnx.OnnxLayers;
import dev.fovea.nn.Activation;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Layers;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every layer, and the networks that have names, predict what ONNX Runtime computes from the same values.
class LayersTest {
    /// More than a block of 16 samples.
    private static final int SAMPLES = 18;

    private static final Shape IMAGE = Shape.of(4, 9, 11);
    private static final Shape FEATURES = Shape.of(23);

    /// Layers on samples of one shape.
    private record Case(String name, Shape sample, List<Layer> layers) {
        static Case of(Shape sample, Layer... layers) {
            return new Case(Arrays.toString(layers) + " on " + sample, sample, List.of(layers));
        }

        /// Every value drawn at random; variances above 0.
        Network network() {
            Network network = Network.of(sample, 1, layers);
            int seed = 2;
            for (Parameter parameter : network.all()) {
                float[] values = Comparison.normal(parameter.shape(), seed++);
                for (int i = 0; i < values.length; i++) {
                    values[i] = parameter.name().endsWith("variance") ? .5f + values[i] * values[i] : .3f * values[i];
                }
                parameter.set(values);
            }
            return network;
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>(images());
        cases.add(Case.of(FEATURES, Layers.dense(7)));
        cases.add(Case.of(FEATURES, Layers.dense(130).withoutBias()));
        cases.add(Case.of(FEATURES, Layers.dense(10), Layers.softmax()));
        cases.add(Case.of(FEATURES, new BatchNorm(.1, 1e-3)));
        for (Activation.Function function : Activation.Function.values()) {
            boolean leaky = function == Activation.Function.LEAKY_RELU;
            cases.add(Case.of(FEATURES, new Activation(function, leaky ? .2 : 0)));
        }
        cases.add(Case.of(FEATURES, Layers.lambda("Neg", Tensor::negate)));
        cases.add(Case.of(FEATURES, Layers.dense(9), Layers.dropout(.5), Layers.dense(3)));
        for (NamedNetwork network : NamedNetwork.values()) {
            cases.add(new Case("the network " + network.word(), Shape.of(1, 28, 28), network.layers(10)));
        }
        return cases;
    }

    private static List<Case> images() {
        return List.of(
                Case.of(IMAGE, Layers.conv(5, 3)),
                Case.of(IMAGE, Layers.conv(20, 5).withSamePadding().withoutBias()),
                Case.of(IMAGE, Layers.conv(6, 3).withStride(2, 3).withPadding(1, 0, 2, 3)),
                Case.of(IMAGE, Layers.conv(6, 3).withStride(2, 1).withSamePadding()),
                Case.of(IMAGE, Layers.conv(3, 2).withDilation(3, 2)),
                Case.of(IMAGE, Layers.conv(8, 3).withGroups(4).withPadding(1)),
                Case.of(IMAGE, Layers.conv(7, 1)),
                Case.of(IMAGE, Layers.conv(5, 4), Layers.relu(), Layers.maxPool(2)),
                Case.of(IMAGE, Layers.maxPool(2)),
                Case.of(IMAGE, Layers.maxPool(3).withStride(2, 1).withPadding(1, 0, 2, 1)),
                Case.of(IMAGE, Layers.maxPool(2).withDilation(3).withStride(1)),
                Case.of(IMAGE, Layers.maxPool(3).withSamePadding()),
                Case.of(IMAGE, Layers.averagePool(2)),
                Case.of(IMAGE, Layers.averagePool(3).withStride(2, 1).withPadding(1, 0, 2, 1)),
                Case.of(IMAGE, Layers.averagePool(2).withDilation(3).withStride(1)),
                Case.of(IMAGE, Layers.averagePool(3).withSamePadding()),
                Case.of(IMAGE, Layers.globalAveragePool()),
                Case.of(IMAGE, Layers.flatten(), Layers.dense(5)),
                Case.of(IMAGE, Layers.batchNorm()),
                Case.of(
                        IMAGE,
                        Layers.residual(Layers.conv(4, 3).withSamePadding(), Layers.batchNorm(), Layers.relu()),
                        Layers.residual(Layers.conv(6, 3).withStride(2).withPadding(1))
                                .withShortcut(Layers.conv(6, 1).withStride(2))),
                Case.of(
                        IMAGE,
                        Layers.parallel(
                                Layers.conv(3, 3).withSamePadding(),
                                Layers.chain(Layers.conv(2, 1), Layers.tanh(), Layers.conv(5, 5).withPadding(2)),
                                Layers.maxPool(3).withStride(1).withPadding(1))),
                Case.of(IMAGE, Layers.conv(4, 3), Layers.sigmoid()));
    }

    @TestFactory
    Stream<DynamicTest> layersPredictWhatOnnxRuntimeComputes() {
        return cases().stream().map(test -> DynamicTest.dynamicTest(test.name, () -> compare(test)));
    }

    private static void compare(Case test) throws OrtException {
        Network network = test.network();
        int[] extents = Stream.of(new int[] {SAMPLES}, test.sample.toArray()).flatMapToInt(Arrays::stream).toArray();
        Shape batch = Shape.of(extents);
        float[] values = Comparison.normal(batch, 1);
        OnnxRun onnx = new OnnxRun();
        float[] expected = onnx.run(new OnnxLayers(network, onnx.graph()).all(onnx.input(batch, values)));
        for (var engine : Comparison.ENGINES.entrySet()) {
            Comparison.close(expected, predict(network, engine.getValue(), batch, values), engine.getKey());
        }
    }

    private static float[] predict(Network network, Engine engine, Shape batch, float[] values) {
        Tensor x = Tensor.samples(batch, values);
        // With the softmax, which predict() leaves out.
        return network.on(engine).outputs(x).reversed().stream()
                .filter(output -> network.layers().contains(output.layer()))
                .findFirst()
                .orElseThrow()
                .output()
                .value();
    }

    /// The layers of the library are those classes of its package that are one.
    @Test
    void everyLayerHasACase() throws IOException, ReflectiveOperationException {
        Set<Object> seen = new LinkedHashSet<>();
        for (Case test : cases()) {
            OnnxGraph graph = new OnnxGraph();
            OnnxLayers layers = new OnnxLayers(test.network(), graph);
            layers.all("x");
            seen.addAll(layers.kinds());
        }
        Set<String> known = new TreeSet<>();
        for (String name : classNames()) {
            Class<?> type = Class.forName(name);
            if (Layer.class.isAssignableFrom(type) && !type.isInterface()) {
                known.add(type.getSimpleName());
            }
        }
        Set<String> cases =
                seen.stream()
                        .filter(kind -> kind instanceof Class)
                        .map(kind -> ((Class<?>) kind).getSimpleName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, cases, "layers of dev.fovea.nn, and layers with a case");
        for (Activation.Function function : Activation.Function.values()) {
            assertTrue(seen.contains(function), function + " has no case");
        }
    }

    private static List<String> classNames() throws IOException {
        String folder = Layer.class.getPackageName().replace('.', '/');
        Path place = Path.of(URI.create(Layer.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        if (Files.isDirectory(place)) {
            return classNames(place.resolve(folder));
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return classNames(jar.getPath(folder));
        }
    }

    private static List<String> classNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> Layer.class.getPackageName() + "." + file.replace(".class", ""))
                    .sorted()
                    .toList();
        }
    }
}
