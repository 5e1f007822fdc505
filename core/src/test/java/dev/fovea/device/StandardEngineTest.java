package dev.fovea.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.kernel.KernelSets;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

class StandardEngineTest {
    private final CpuDevice device = new CpuDevice(KernelSelection.select("auto").kernels(), 3);
    private final StandardEngine engine = new StandardEngine(device);
    private final Parameter weight = Parameter.of("weight", Shape.of(6, 4), KernelSets.plain(24, 2)).on(engine);

    private Tensor loss(int samples, float lastLabel) {
        Tensor x = Tensor.samples(Shape.of(samples, 6), KernelSets.plain(samples * 6, 1));
        float[] labels = new float[samples];
        labels[samples - 1] = lastLabel;
        return x.matmul(weight.tensor()).crossEntropy(Tensor.samples(Shape.of(samples), labels)).mean();
    }

    @Test
    void threadsMayRunOneProgramAtOnce() throws InterruptedException, ExecutionException {
        Tensor loss = loss(100, 3);
        Recording recording = Recording.of(List.of(loss, Gradients.of(loss, weight.tensor())), List.of());
        List<float[]> expected = engine.execute(recording);
        Callable<List<float[]>> run = () -> engine.execute(recording);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<List<float[]>> future : threads.invokeAll(Stream.generate(() -> run).limit(400).toList())) {
                assertArrayEquals(expected.get(0), future.get().get(0), 0);
                assertArrayEquals(expected.get(1), future.get().get(1), 0);
            }
        }
        assertEquals(1, engine.compiled());
    }

    /// An engine that does something before it compiles.
    private StandardEngine before(Runnable compilation) {
        return new StandardEngine(
                new Device() {
                    @Override
                    public Program compile(Graph graph) {
                        compilation.run();
                        return device.compile(graph);
                    }

                    @Override
                    public String describe() {
                        return device.describe();
                    }
                });
    }

    @Test
    void threadsThatNeedOneProgramCompileItOnce() throws InterruptedException, ExecutionException {
        AtomicInteger compilations = new AtomicInteger();
        StandardEngine counting =
                before(() -> {
                    compilations.incrementAndGet();
                    LockSupport.parkNanos(20_000_000);
                });
        Tensor loss = loss(10, 3);
        Recording recording = Recording.of(List.of(loss), List.of());
        Callable<List<float[]>> run = () -> counting.execute(recording);
        float expected = loss.item();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<List<float[]>> future : threads.invokeAll(Stream.generate(() -> run).limit(8).toList())) {
                assertEquals(expected, future.get().getFirst()[0]);
            }
        }
        assertEquals(1, compilations.get());
        assertEquals(1, counting.compiled());
    }

    @Test
    void aGraphThatCannotBeCompiledIsTriedAgain() {
        AtomicInteger compilations = new AtomicInteger();
        StandardEngine failingOnce =
                before(() -> {
                    if (compilations.incrementAndGet() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                });
        Tensor loss = loss(10, 3);
        Recording recording = Recording.of(List.of(loss), List.of());
        assertThrows(IllegalStateException.class, () -> failingOnce.execute(recording));
        assertEquals(0, failingOnce.compiled());
        for (int i = 0; i < 2; i++) {
            assertEquals(loss.item(), failingOnce.execute(recording).getFirst()[0]);
        }
        assertEquals(2, compilations.get());
        assertEquals(1, failingOnce.compiled());
    }

    @Test
    void aRunThatFailsChangesNothingAndTheNextIsRight() {
        float[] before = weight.values();
        float right = loss(100, 3).item();
        Tensor wrong = loss(100, 4);
        Tensor next = weight.tensor().subtract(Gradients.of(wrong, weight.tensor()));
        IllegalArgumentException thrown =
                assertThrows(
                        IllegalArgumentException.class, () -> engine.run(List.of(wrong), List.of(weight.assign(next))));
        assertEquals(
                "cross-entropy: the label of sample 99 is 4.0; expected a whole number from 0 to 3; check the labels or the"
                        + " number of outputs",
                thrown.getMessage());
        assertArrayEquals(before, weight.values());
        assertEquals(0, weight.version());
        assertEquals(right, loss(100, 3).item());
    }

    @Test
    void parametersAndTheirShapesMayBeOutputsAndChangePlacesInOneRun() {
        Parameter flat = Parameter.of("flat", Shape.of(24), KernelSets.plain(24, 3)).on(engine);
        float[] first = weight.values();
        float[] second = flat.values();
        Tensor reshaped = flat.tensor().reshape(6, 4);
        engine.run(
                List.of(reshaped),
                List.of(weight.assign(reshaped), flat.assign(weight.tensor().reshape(24).reshape(-1))));
        assertArrayEquals(second, weight.values());
        assertArrayEquals(first, flat.values());
        assertArrayEquals(second, reshaped.value());
        engine.run(List.of(), List.of(weight.assign(weight.tensor())));
        assertArrayEquals(second, weight.values());
    }

    @Test
    void stateHoldsOneZero() {
        Parameter state = Parameter.of("state", Shape.of(2), 1, 1).on(engine);
        engine.run(List.of(), List.of(state.assign(Tensor.of(-0f, 0))));
        assertEquals(0, Float.floatToRawIntBits(state.values()[0]));
    }

    @Test
    void aProgramIsCompiledOnceAndTheOldestMakesRoom() {
        for (int round = 0; round < 2; round++) {
            for (int size = 1; size <= StandardEngine.PROGRAMS; size++) {
                assertEquals(size, Tensor.of(new float[size]).on(engine).exp().sum().item());
            }
        }
        assertEquals(StandardEngine.PROGRAMS, engine.compiled());
        Tensor.of(new float[StandardEngine.PROGRAMS + 1]).on(engine).exp().sum().item();
        Tensor.of(new float[2]).on(engine).exp().sum().item();
        assertEquals(StandardEngine.PROGRAMS + 1, engine.compiled());
        Tensor.of(new float[1]).on(engine).exp().sum().item();
        assertEquals(StandardEngine.PROGRAMS + 2, engine.compiled());
    }

    /// The steps of a training: one recording is run again and again, and others come and go between.
    @Test
    void aRecordingThatIsUsedStays() {
        Recording recording = Recording.of(List.of(loss(10, 3)), List.of());
        float expected = engine.execute(recording).getFirst()[0];
        for (int size = 1; size <= 2 * StandardEngine.PROGRAMS; size++) {
            assertEquals(size, Tensor.of(new float[size]).on(engine).exp().sum().item());
            for (int again = 0; again < 2; again++) {
                assertEquals(expected, engine.execute(recording).getFirst()[0]);
            }
        }
        assertEquals(1 + 2 * StandardEngine.PROGRAMS, engine.compiled());
    }

    @Test
    void longChainsOfOperationsAreCut() {
        Tensor x = Tensor.samples(Shape.of(20, 3), KernelSets.plain(60, 5)).on(engine);
        Tensor y = x;
        for (int i = 0; i < 5_000; i++) {
            y = y.negate();
        }
        assertArrayEquals(x.value(), y.value(), 0);
    }

    @Test
    void tooLargeARunSaysWhatToDo() {
        Tensor row = Tensor.scalar(2).broadcastTo(Shape.of(1 << 30));
        Recording rows = Recording.of(List.of(row.add(row.sum())), List.of());
        assertEquals(
                "placing the values of a run: they take 1073741836 numbers of memory or more; expected at most 1073741824"
                        + " (4 GiB); use smaller batches, or ask for less in one run",
                assertThrows(IllegalArgumentException.class, () -> device.compile(rows.graph())).getMessage());
        Tensor sample = Tensor.samples(Shape.of(1), 1);
        Tensor wide = sample.reshape(1, 1).broadcastTo(Shape.of(1, 1 << 28));
        Recording blocks = Recording.of(List.of(wide.exp()), List.of());
        assertThrows(IllegalArgumentException.class, () -> device.compile(blocks.graph()));
    }
}
