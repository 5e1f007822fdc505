package dev.fovea.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSets;
import dev.fovea.kernel.Kernels;
import dev.fovea.reference.ReferenceEngine;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Graphs that nobody thought of: the same bits in scalar code and in vectors of every width, on 1, 2, 3 and 5 threads,
/// whatever else is asked for; each operation as the reference device has it; each sample as if it were alone.
class RandomGraphsTest {
    private static final int QUICK = 16;
    private static final int MANY = 1_000;
    private static final int[] SAMPLES = {1, 2, 15, 16, 17, 33, 64, 65, 130, 210};
    private static final int[] THREADS = {2, 3, 5, 1};

    private final Engine scalar = engine(KernelSets.scalar(), 1);
    private final List<Engine> others = others();

    private static List<Engine> others() {
        List<Engine> engines = new ArrayList<>();
        for (Kernels kernels : KernelSets.vectors().reversed()) {
            engines.add(engine(kernels, THREADS[engines.size()]));
        }
        engines.add(engine(KernelSets.scalar(), 2));
        return engines;
    }

    private static Engine engine(Kernels kernels, int threads) {
        return new StandardEngine(new CpuDevice(kernels, threads));
    }

    static LongStream seeds() {
        return LongStream.range(0, QUICK);
    }

    @Tag("slow")
    @Test
    void theSameForMany() {
        for (long seed = QUICK; seed < MANY; seed++) {
            everyOperationIsTheReferences(seed);
            widthsThreadsAndWhatElseIsAskedDoNotShow(seed);
            aSampleIsAloneWhereverItIs(seed);
        }
    }

    private static RandomGraph graph(long seed, boolean perSample, boolean awkward) {
        int samples = SAMPLES[(int) (seed % SAMPLES.length)];
        return new RandomGraph(new RandomGraph.Options(seed, 0, samples, 14, perSample, awkward));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyOperationIsTheReferences(long seed) {
        List<Tensor> tensors = graph(seed, false, false).everything();
        List<float[]> values = scalar.execute(Recording.of(tensors, List.of()));
        Map<Tensor, float[]> known = new IdentityHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            known.put(tensors.get(i), values.get(i));
        }
        for (Tensor tensor : tensors) {
            compare(tensor, known, "seed " + seed + ", " + tensor);
        }
    }

    private static void compare(Tensor tensor, Map<Tensor, float[]> known, String what) {
        List<Graph.Node> nodes = new ArrayList<>();
        List<double[]> arguments = new ArrayList<>();
        List<Integer> inputs = new ArrayList<>();
        double scale = 1;
        for (Tensor input : tensor.inputs()) {
            inputs.add(nodes.size());
            nodes.add(new Graph.Node(new Leaf(input.role()), List.of(), input.shape(), input.role()));
            float[] values = known.containsKey(input) ? known.get(input) : input.value();
            double[] argument = new double[values.length];
            double largest = 1;
            for (int i = 0; i < values.length; i++) {
                argument[i] = values[i];
                largest = Math.max(largest, Math.abs(argument[i]));
            }
            scale *= largest;
            arguments.add(argument);
        }
        nodes.add(new Graph.Node(tensor.op(), inputs, tensor.shape(), tensor.role()));
        arguments.add(new double[0]);
        Graph graph = new Graph(nodes, List.of(), List.of(nodes.size() - 1), List.of());
        double[] expected = ReferenceEngine.evaluateAll(graph, arguments).getLast();
        float[] got = known.get(tensor);
        // Long sums round more often.
        double terms = Math.max(1, arguments.getFirst().length / 100.);
        assertEquals(expected.length, got.length, what);
        for (int i = 0; i < got.length; i++) {
            if (Math.abs(expected[i]) < 1e30) {
                assertEquals(
                        expected[i], got[i], 3e-5 * terms * (scale + Math.abs(expected[i])), what + ", element " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void widthsThreadsAndWhatElseIsAskedDoNotShow(long seed) {
        List<float[]> expected =
                scalar.execute(Recording.of(graph(seed, false, seed % 2 == 1).everything(), List.of()));
        List<float[]> after = null;
        List<Engine> engines = new ArrayList<>(List.of(scalar));
        engines.addAll(others);
        for (Engine engine : engines) {
            String what = "seed " + seed + ", " + ((StandardEngine) engine).describe();
            RandomGraph graph = graph(seed, false, seed % 2 == 1);
            List<Tensor> all = graph.everything();
            if (engine == others.getFirst()) {
                same(all, expected, all, engine.execute(Recording.of(all, List.of())), what);
            }
            List<Tensor> few = graph.few();
            Recording some = Recording.of(few, graph.updates);
            same(all, expected, few, engine.execute(some), what);
            List<float[]> updated = contents(some.parameters());
            if (after != null) {
                for (int i = 0; i < updated.size(); i++) {
                    KernelSets.assertSame(after.get(i), updated.get(i), what + ", " + some.parameters().get(i));
                }
            }
            after = updated;
        }
    }

    private static List<float[]> contents(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::values).toList();
    }

    private static void same(
            List<Tensor> all, List<float[]> expected, List<Tensor> asked, List<float[]> got, String what) {
        for (int i = 0; i < asked.size(); i++) {
            Tensor tensor = asked.get(i);
            KernelSets.assertSame(expected.get(all.indexOf(tensor)), got.get(i), what + ", output " + i + " " + tensor);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSampleIsAloneWhereverItIs(long seed) {
        boolean awkward = seed % 2 == 1;
        List<Tensor> whole = new RandomGraph(new RandomGraph.Options(seed, 0, 67, 14, true, awkward)).everything();
        List<float[]> expected = scalar.execute(Recording.of(whole, List.of()));
        int first = (int) (seed * 7 % 66);
        int count = 1 + (int) (seed * 5 % (67 - first));
        List<Tensor> part =
                new RandomGraph(new RandomGraph.Options(seed, first, count, 14, true, awkward)).everything();
        List<float[]> got = others.get((int) (seed % others.size())).execute(Recording.of(part, List.of()));
        assertEquals(whole.size(), part.size());
        int perSample = 0;
        for (int i = 0; i < part.size(); i++) {
            Tensor tensor = part.get(i);
            if (tensor.role() == Role.PER_SAMPLE) {
                int size = tensor.shape().size() / count;
                float[] rows = new float[size * count];
                System.arraycopy(expected.get(i), first * size, rows, 0, rows.length);
                KernelSets.assertSame(rows, got.get(i), "seed " + seed + ", " + tensor);
                perSample++;
            }
        }
        assertTrue(perSample > 0, "something is per sample");
    }
}
