package dev.fovea.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSets;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;

import java.util.List;

/// A recorded run computes what recording and running each time computes.
class RecordedRunTest {
    private static final Shape X = Shape.of(20, 6);

    private final StandardEngine engine = new StandardEngine(new CpuDevice(KernelSets.scalar(), 2));

    /// A step of descent, recorded once or anew.
    private final class Descent {
        final Parameter weight = Parameter.of("weight", Shape.of(6, 4), KernelSets.plain(24, 2)).on(engine);
        final float[] pixels = KernelSets.plain(X.size(), 1);
        final float[] labels = new float[20];
        final float[] rate = {.5f};

        Tensor loss() {
            Tensor logits = Tensor.samples(X, pixels).matmul(weight.tensor());
            return logits.crossEntropy(Tensor.samples(Shape.of(20), labels)).mean();
        }

        List<Update> updates(Tensor loss) {
            Tensor step = Gradients.of(loss, weight.tensor()).multiply(Tensor.of(Shape.of(), rate));
            return List.of(weight.assign(weight.tensor().subtract(step)));
        }

        RecordedRun recorded() {
            Tensor loss = loss();
            return RecordedRun.of(engine, List.of(loss), updates(loss));
        }

        float anew() {
            Tensor loss = loss();
            engine.run(List.of(loss), updates(loss));
            return loss.item();
        }
    }

    @Test
    void stepsAreThoseThatAreRecordedAnew() {
        Descent once = new Descent();
        Descent anew = new Descent();
        RecordedRun run = once.recorded();
        for (int step = 0; step < 5; step++) {
            for (Descent each : List.of(once, anew)) {
                each.rate[0] = .5f / (1 + step);
                each.labels[step] = 3;
                each.pixels[step] += step;
            }
            if (step == 3) {
                float[] values = once.weight.values();
                values[7] = 2;
                once.weight.set(values);
                anew.weight.set(values);
            }
            assertEquals(anew.anew(), run.run().getFirst()[0]);
            assertArrayEquals(anew.weight.values(), once.weight.values());
        }
        assertEquals(6, once.weight.version());
        assertEquals(1, engine.compiled());
    }

    /// More often than updates may be recorded without a run.
    @Test
    void aRunIsMadeAsOftenAsOneLikes() {
        Descent descent = new Descent();
        RecordedRun run = descent.recorded();
        float first = run.run().getFirst()[0];
        for (int step = 1; step < 250; step++) {
            run.run();
        }
        assertEquals(250, descent.weight.version());
        assertTrue(run.run().getFirst()[0] < first);
    }

    @Test
    void anotherArrayTakesThePlaceOfTheData() {
        Descent descent = new Descent();
        Tensor loss = descent.loss();
        RecordedRun run = RecordedRun.of(engine, List.of(loss), List.of());
        float[] others = KernelSets.plain(X.size(), 5);
        float before = run.run().getFirst()[0];
        RecordedRun with = run.with(descent.pixels, others);
        assertEquals(before, run.run().getFirst()[0]);
        System.arraycopy(others, 0, descent.pixels, 0, others.length);
        assertEquals(run.run().getFirst()[0], with.run().getFirst()[0]);
        assertEquals("not yet computed", loss.toString().split(", ")[loss.toString().split(", ").length - 1]);
    }

    @Test
    void mistakesExplainThemselves() {
        Descent descent = new Descent();
        RecordedRun run = descent.recorded();
        IllegalArgumentException few =
                assertThrows(IllegalArgumentException.class, () -> run.with(descent.pixels, new float[] {1, 2}));
        assertEquals("giving other data to a run: got 2 numbers; expected 120", few.getMessage());
        float[] strange = new float[3];
        IllegalArgumentException none =
                assertThrows(IllegalArgumentException.class, () -> run.with(strange, new float[] {1, 2, 3}));
        assertEquals(
                "giving other data to a run: it does not read the array of 3 numbers that they are to replace; expected"
                        + " an array that it was recorded with",
                none.getMessage());
        List<Tensor> known = List.of(descent.weight.tensor());
        IllegalArgumentException given =
                assertThrows(IllegalArgumentException.class, () -> RecordedRun.of(engine, known, List.of()));
        assertEquals(
                "recording a run: the output Tensor [6, 4] shared, Parameter weight [6, 4], version 0 is a parameter's"
                        + " own; expected tensors to come, or ask the parameter",
                given.getMessage());
        StandardEngine other = new StandardEngine(new CpuDevice(KernelSets.scalar(), 1));
        List<Tensor> loss = List.of(descent.loss());
        IllegalStateException elsewhere =
                assertThrows(IllegalStateException.class, () -> RecordedRun.of(other, loss, List.of()));
        assertTrue(elsewhere.getMessage().contains("is on another engine"), elsewhere.getMessage());
    }

    /// An autoencoder's input is its target, too.
    @Test
    void anArrayIsReplacedWhereverItIsRead() {
        float[] data = {1, 2, 3};
        Tensor loss = Tensor.of(Shape.of(3), data).on(engine).multiply(2).subtract(Tensor.of(Shape.of(3), data)).sum();
        RecordedRun run = RecordedRun.of(engine, List.of(loss), List.of());
        assertEquals(6, run.run().getFirst()[0]);
        assertEquals(60, run.with(data, new float[] {10, 20, 30}).run().getFirst()[0]);
    }

    /// What was asked for is a number from then on.
    @Test
    void whatWasAskedForBeforeWouldStayAsItIs() {
        Descent descent = new Descent();
        Tensor logits = Tensor.samples(X, descent.pixels).matmul(descent.weight.tensor());
        assertEquals(80, logits.value().length);
        Tensor sum = logits.sum();
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> RecordedRun.of(engine, List.of(sum), List.of()));
        assertEquals(
                "recording a run: it depends on "
                        + logits
                        + ", whose value was asked for and would stay as it is; expected tensors to come: record it"
                        + " again, and ask for values afterwards",
                thrown.getMessage());
    }
}
