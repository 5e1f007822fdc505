package dev.fovea.device.cpu;

import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.relu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.device.Program;
import dev.fovea.device.StandardEngine;
import dev.fovea.kernel.KernelSets;
import dev.fovea.kernel.Kernels;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.RecordedRun;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// A batch whose last samples are computed with other lanes has the bits that it has in blocks of samples, and only
/// what treats each sample alone is cut.
class PortionsTest {
    private static final int MANY = 100;

    /// Threads and samples; some of these batches stay whole.
    private static final int[][] RUNS = {
        {2, 100}, {1, 17}, {3, 55}, {2, 20}, {2, 33}, {1, 38}, {3, 49}, {2, 40}, {1, 22}, {3, 40}, {2, 36}
    };

    private static final int RUNS_PER_KERNELS = 2;
    private static final Kernels KERNELS = KernelSets.all().getLast();

    private final Parameter weight = Parameter.of("weight", Shape.of(3, 5), KernelSets.plain(15, 7));

    static Stream<SmallBatchTest.Case> cases() {
        return SmallBatchTest.cases();
    }

    private static Recording recording(Tensor... outputs) {
        return Recording.of(List.of(outputs), List.of());
    }

    /// A program that is cut from its first run on, if it ever is.
    private static Program cut(Kernels kernels, int threads, Recording recording) {
        Program program = new CpuDevice(kernels, threads).compile(recording.graph());
        program.warmUp(Duration.ZERO);
        return program;
    }

    private static int inBlocks(Recording recording, int threads) {
        return Portions.inBlocks(recording.graph(), threads);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everySampleHasItsBits(SmallBatchTest.Case of) {
        Network network = SmallBatchTest.network(of);
        int ofImage = of.image().size();
        float[] images = KernelSets.plain(MANY * ofImage, 5);
        List<Tensor> asked = SmallBatchTest.outputs(network, SmallBatchTest.batch(of.image(), images, 0, MANY));
        List<float[]> expected = SmallBatchTest.inBlocksOfSamples(Recording.of(asked, List.of()));
        int turn = 0;
        int cut = 0;
        for (Kernels kernels : KernelSets.all()) {
            for (int i = 0; i < RUNS_PER_KERNELS; i++) {
                int[] run = RUNS[turn++ % RUNS.length];
                int threads = run[0];
                int count = run[1];
                int first = turn * 13 % (MANY - count + 1);
                Tensor batch = SmallBatchTest.batch(of.image(), images, first, count);
                Recording recording = Recording.of(SmallBatchTest.outputs(network, batch), List.of());
                cut += inBlocks(recording, threads) > 0 ? 1 : 0;
                List<float[]> got = cut(kernels, threads, recording).run(recording);
                for (int output = 0; output < got.size(); output++) {
                    int size = expected.get(output).length / MANY;
                    KernelSets.assertSame(
                            Arrays.copyOfRange(expected.get(output), first * size, (first + count) * size),
                            got.get(output),
                            of + ", " + kernels.describe() + ", " + threads + " threads, " + count + " samples");
                }
            }
        }
        assertThat(cut).isGreaterThan(turn / 2);
    }

    @Test
    void cutIsWhereABlockOfFewWouldBeLeftOver() {
        assertEquals(List.of(16, 0, 32, 48, 0, 64, 80, 0), samplesInBlocks(1, 17, 23, 38, 50, 55, 68, 84, 16));
        assertEquals(List.of(0, 32, 32, 0, 0, 96, 96, 0), samplesInBlocks(2, 20, 33, 40, 41, 50, 100, 104, 500));
        assertEquals(List.of(0, 0, 48, 48, 96, 96, 0, 0), samplesInBlocks(3, 20, 36, 49, 59, 100, 107, 60, 48));
    }

    private List<Integer> samplesInBlocks(int threads, int... sizes) {
        return Arrays.stream(sizes).mapToObj(size -> inBlocks(recording(logits(size)), threads)).toList();
    }

    private Tensor logits(int samples) {
        return data(samples, 5, 1).matmul(weight.tensor().transpose());
    }

    private static Tensor data(int samples, int features, int seed) {
        return Tensor.samples(Shape.of(samples, features), KernelSets.plain(samples * features, seed));
    }

    @Test
    void severalInputsAndOutputsArePutTogether() {
        Tensor x = data(36, 5, 1);
        Tensor z = data(36, 3, 2);
        Tensor scores = x.matmul(weight.tensor().transpose()).add(z);
        Recording recording =
                recording(
                        scores.softmax(1),
                        scores.logSoftmax(1),
                        z.tanh(),
                        x.multiply(.5f).reshape(36, 5, 1, 1).sum(2, 3),
                        x);
        assertEquals(32, inBlocks(recording, 2));
        check(recording);
    }

    private static void check(Recording recording) {
        List<float[]> expected = SmallBatchTest.inBlocksOfSamples(recording);
        List<float[]> got = cut(KERNELS, 2, recording).run(recording);
        for (int i = 0; i < expected.size(); i++) {
            KernelSets.assertSame(expected.get(i), got.get(i), "output " + i);
        }
    }

    /// Sums over samples, statistics of the batch, a parameter, batches of two sizes, and samples that are no rows.
    @Test
    void whatDoesNotTreatEachSampleAloneStaysWhole() {
        Tensor x = data(36, 5, 1);
        Tensor means = x.meanKeepingAxes(0);
        List<Recording> whole =
                List.of(
                        recording(x.sum(0)),
                        recording(x, x.sum()),
                        recording(x.subtract(means)),
                        recording(logits(36), weight.tensor()),
                        recording(logits(36), logits(20)),
                        recording(x.reshape(5, 36)),
                        recording(x.transpose()),
                        recording(x.slice(0, 1, 36)));
        for (Recording recording : whole) {
            assertEquals(0, inBlocks(recording, 2), recording.graph().toString());
            check(recording);
        }
        Network network = Network.of(Shape.of(1, 6, 6), 1, conv(3, 3), batchNorm(), relu(), flatten(), dense(2));
        Tensor pictures = SmallBatchTest.batch(Shape.of(1, 6, 6), KernelSets.plain(36 * 36, 3), 0, 36);
        assertEquals(32, inBlocks(recording(network.predict(pictures)), 2));
        Recording trained = recording(network.train(pictures, data(36, 1, 1), 0).output());
        assertEquals(0, inBlocks(trained, 2));
        check(trained);
    }

    @Test
    void anUpdateIsNotCut() {
        Tensor logits = logits(36);
        List<Update> updates = List.of(weight.assign(weight.tensor().multiply(2)));
        Recording recording = Recording.of(List.of(logits), updates);
        assertEquals(0, inBlocks(recording, 2));
        List<float[]> expected = SmallBatchTest.inBlocksOfSamples(recording(logits));
        float[] before = weight.values();
        assertArrayEquals(
                expected.getFirst(), new CpuDevice(KERNELS, 2).compile(recording.graph()).run(recording).getFirst());
        assertEquals(2 * before[4], weight.values()[4]);
    }

    /// What was transformed or rearranged once follows the parameters: in the first runs, which are whole, and in both
    /// portions of the others.
    @Test
    void otherDataAndOtherWeightsAreSeenByBothPortions() {
        float[] images = KernelSets.plain(36 * 5, 1);
        RecordedRun run =
                RecordedRun.of(
                        new StandardEngine(new CpuDevice(KERNELS, 2)),
                        List.of(Tensor.samples(Shape.of(36, 5), images).matmul(weight.tensor().transpose())),
                        List.of());
        for (int turn = 1; turn < 80; turn++) {
            if (turn % 5 == 0) {
                weight.set(KernelSets.plain(15, turn));
            }
            float[] others = KernelSets.plain(36 * 5, turn);
            Tensor logits = Tensor.samples(Shape.of(36, 5), others).matmul(weight.tensor().transpose());
            float[] expected = SmallBatchTest.inBlocksOfSamples(recording(logits)).getFirst();
            assertArrayEquals(expected, run.with(images, others).run().getFirst());
        }
    }

    @Test
    void threadsRunOneProgramAtOnce() throws InterruptedException, ExecutionException {
        SmallBatchTest.Case lenet = cases().findFirst().orElseThrow();
        Network network = SmallBatchTest.network(lenet);
        float[] images = KernelSets.plain(MANY * lenet.image().size(), 5);
        Tensor all = SmallBatchTest.batch(lenet.image(), images, 0, MANY);
        float[] expected = SmallBatchTest.inBlocksOfSamples(recording(network.predict(all))).getFirst();
        Graph graph = recording(network.predict(SmallBatchTest.batch(lenet.image(), images, 0, 36))).graph();
        assertEquals(32, Portions.inBlocks(graph, 2));
        Program program = new CpuDevice(KERNELS, 2).compile(graph);
        program.warmUp(Duration.ZERO);
        List<Callable<float[]>> runs = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Tensor batch = SmallBatchTest.batch(lenet.image(), images, i, 36);
            Recording recording = recording(network.predict(batch));
            runs.add(() -> program.run(recording).getFirst());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<float[]>> results = threads.invokeAll(runs);
            for (int i = 0; i < results.size(); i++) {
                assertArrayEquals(Arrays.copyOfRange(expected, i * 10, (i + 36) * 10), results.get(i).get());
            }
        }
    }

    @Test
    void bothPortionsAreWarmedUpAndCounted() {
        Recording recording = recording(logits(36));
        CpuDevice device = new CpuDevice(KERNELS, 2);
        Program program = device.compile(recording.graph());
        long bytes = 0;
        for (int samples : new int[] {32, 4}) {
            bytes += device.compile(Block.withSamples(recording.graph(), samples)).workspaceBytes();
        }
        float[] before = program.run(recording).getFirst();
        assertEquals(
                new CpuProgram(recording.graph(), KERNELS, new Workers(2)).workspaceBytes(), program.workspaceBytes());
        String whole = program.toString();
        assertEquals(new CpuProgram(recording.graph(), KERNELS, new Workers(2)).toString(), whole);
        program.warmUp(Duration.ofMillis(200));
        assertThat(program.toString()).isNotEqualTo(whole);
        assertEquals(bytes, program.workspaceBytes());
        assertArrayEquals(before, program.run(recording).getFirst());
    }

    @Test
    void aGraphOfOtherSamplesIsTheOneThatWouldBeRecorded() {
        for (SmallBatchTest.Case of : cases().toList()) {
            Network network = SmallBatchTest.network(of);
            List<Graph> graphs = new ArrayList<>();
            for (int samples : new int[] {36, 4}) {
                float[] images = new float[samples * of.image().size()];
                Tensor batch = SmallBatchTest.batch(of.image(), images, 0, samples);
                graphs.add(Recording.of(SmallBatchTest.outputs(network, batch), List.of()).graph());
            }
            assertEquals(graphs.getLast(), Block.withSamples(graphs.getFirst(), 4), of.name());
        }
    }
}
