package dev.fovea.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.reference.ReferenceEngine;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// A run sees parameters as they are between two runs that update them, never in the middle of one.
@Timeout(120)
class SharedParametersTest {
    private static final int SIZE = 50_000;

    private final Engine engine = new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), 2));

    @Test
    void aRunReadsAllParametersFromOneMoment() throws InterruptedException, ExecutionException {
        readWhileWriting(engine, SIZE, 200);
    }

    @Test
    void theReferenceDoesSoToo() throws InterruptedException, ExecutionException {
        readWhileWriting(new ReferenceEngine(), 2000, 50);
    }

    private static void readWhileWriting(Engine engine, int size, int steps)
            throws InterruptedException, ExecutionException {
        Parameter a = Parameter.zeros("a", Shape.of(size)).on(engine);
        Parameter b = Parameter.zeros("b", Shape.of(size)).on(engine);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(() -> reads(engine, a, b, done)));
            }
            Future<?> writer =
                    threads.submit(() -> {
                        try {
                            for (int step = 0; step < steps; step++) {
                                engine.run(List.of(), List.of(increase(a), increase(b)));
                            }
                        } finally {
                            done.set(true);
                        }
                    });
            writer.get();
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get() > 0, "a reader has read nothing");
            }
        }
        assertEquals(steps, a.values()[0]);
        assertEquals(steps, b.values()[size - 1]);
    }

    /// All elements of both are equal at any moment.
    private static int reads(Engine engine, Parameter a, Parameter b, AtomicBoolean done) {
        int reads = 0;
        while (!done.get()) {
            try {
                Tensor x = a.tensor();
                Tensor y = b.tensor();
                Tensor highest = x.maximum(y).max();
                Tensor lowest = x.negate().maximum(y.negate()).max();
                engine.run(highest, lowest);
                assertEquals(highest.item(), -lowest.item(), "some elements are from before an update");
                float[] values = a.values();
                assertEquals(values[0], values[values.length - 1], "a copy of some elements from before an update");
                reads++;
            } catch (IllegalStateException overwritten) {
                // Between recording and running, the parameter got a new version: record again.
                assertTrue(overwritten.getMessage().contains("record it again"), overwritten.getMessage());
            }
        }
        return reads;
    }

    private static Update increase(Parameter parameter) {
        return parameter.assign(parameter.tensor().add(1));
    }

    /// Each run reads all and writes all, in an order of its own: nobody waits for anybody who waits for them.
    @Test
    void runsThatUpdateTheSameParametersDoNotBlockEachOther() throws InterruptedException, ExecutionException {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            parameters.add(Parameter.zeros("p" + i, Shape.of(10)).on(engine));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int first = 0; first < 4; first++) {
                int start = first;
                writers.add(threads.submit(() -> updates(parameters, start)));
            }
            for (Future<Integer> writer : writers) {
                assertEquals(500, writer.get());
            }
        }
        for (Parameter parameter : parameters) {
            assertEquals(2000, parameter.values()[3], "an update was lost");
            assertEquals(2000, parameter.version());
        }
    }

    /// Predictions that never pause leave the training its turn.
    @Test
    void readersDoNotKeepAWriterWaiting() throws InterruptedException, ExecutionException {
        Parameter a = Parameter.zeros("a", Shape.of(SIZE)).on(engine);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> reads(engine, a, a, done)));
            }
            try {
                for (int step = 0; step < 100; step++) {
                    engine.run(List.of(), List.of(increase(a)));
                }
            } finally {
                done.set(true);
            }
            for (Future<Integer> reader : readers) {
                reader.get();
            }
        }
        assertEquals(100, a.values()[0]);
    }

    private int updates(List<Parameter> parameters, int start) {
        int runs = 0;
        while (runs < 500) {
            List<Update> updates = new ArrayList<>();
            try {
                for (int i = 0; i < parameters.size(); i++) {
                    updates.add(increase(parameters.get((start + i) % parameters.size())));
                }
                engine.run(List.of(), updates);
                runs++;
            } catch (IllegalStateException overwritten) {
                assertTrue(overwritten.getMessage().contains("record"), overwritten.getMessage());
            }
        }
        return runs;
    }
}
