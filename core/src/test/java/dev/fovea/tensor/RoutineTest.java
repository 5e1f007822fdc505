package dev.fovea.tensor;

import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.relu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.kernel.KernelSets;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

/// A routine computes what recording and running each time computes, and records as rarely as it can.
class RoutineTest {
    private final StandardEngine engine =
            new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), 2));
    private final Network network =
            Network.of(Shape.of(2, 5, 5), 1, conv(3, 3), relu(), flatten(), dense(4)).on(engine);
    private final AtomicInteger recorded = new AtomicInteger();
    private final Routine routine =
            Routine.of(
                    engine,
                    x -> {
                        recorded.incrementAndGet();
                        return network.predict(x);
                    });

    private static Shape shape(int samples) {
        return Shape.of(samples, 2, 5, 5);
    }

    private void check(int samples, int seed) {
        float[] values = KernelSets.plain(shape(samples).size(), seed);
        float[] expected = network.predict(Tensor.samples(shape(samples), values)).value();
        assertArrayEquals(expected, routine.run(shape(samples), values));
    }

    @Test
    void otherSamplesOfOneShapeAreNotRecordedAgain() {
        check(1, 1);
        check(1, 2);
        check(1, 3);
        assertEquals(1, recorded.get());
        check(2, 4);
        check(2, 5);
        assertEquals(2, recorded.get());
    }

    @Test
    void aNewVersionOfAParameterIsRecorded() {
        check(1, 1);
        Parameter bias = network.parameter("fc1.bias");
        bias.set(1, 2, 3, 4);
        check(1, 2);
        check(1, 3);
        assertEquals(2, recorded.get());
    }

    @Test
    void mistakesExplainThemselves() {
        check(1, 1);
        Shape one = shape(1);
        IllegalArgumentException few = assertThrows(IllegalArgumentException.class, () -> routine.run(one, 1, 2, 3));
        assertEquals("making a tensor of [1, 2, 5, 5]: got 3 numbers; expected 50", few.getMessage());
        Routine constant = Routine.of(engine, x -> Tensor.of(1).add(1));
        IllegalStateException no = assertThrows(IllegalStateException.class, () -> constant.run(Shape.of(1), 1));
        assertEquals(
                "recording a routine: its result does not depend on the samples; expected a function of them",
                no.getMessage());
        StandardEngine other = new StandardEngine(new CpuDevice(KernelSets.scalar(), 1));
        Routine elsewhere = Routine.of(other, network::predict);
        IllegalStateException wrong =
                assertThrows(IllegalStateException.class, () -> elsewhere.run(one, new float[50]));
        assertEquals(true, wrong.getMessage().contains("is on another engine"), wrong.getMessage());
    }
}
