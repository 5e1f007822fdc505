package dev.fovea.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fovea.reference.ReferenceEngine;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class TensorTest {
    private final Engine engine = new ReferenceEngine();
    private final Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}}).on(engine);

    private static void message(String expected, Class<? extends Exception> type, Executable action) {
        assertEquals(expected, assertThrows(type, action).getMessage());
    }

    @Test
    void theExampleOfTheDocumentationHolds() {
        assertArrayEquals(new float[] {16, 36}, x.matmul(x.transpose()).sum(1).value());
    }

    @Test
    void methodsComputeWhatTheySay() {
        assertArrayEquals(new float[] {2, 3}, x.mean(0).value());
        assertEquals(2.5f, x.mean().item());
        assertArrayEquals(new float[] {-.5f, .5f, -.5f, .5f}, x.subtract(x.meanKeepingAxes(1)).value());
        assertArrayEquals(new float[] {0, 0, 1, 1}, x.greater(2).value());
        assertArrayEquals(new float[] {1, 1}, x.argMax(1).value());
        assertArrayEquals(new float[] {0, 1, 0, 1, 0, 0}, Tensor.of(1, 0).on(engine).oneHot(3).value());
        assertArrayEquals(new float[] {3, 4, 1, 2}, Tensor.concatenate(0, x.slice(0, 1, 2), x.slice(0, 0, 1)).value());
        Tensor holes = Tensor.of(1, Float.NaN, 2).on(engine);
        assertEquals(3, holes.nanSum().item());
        assertArrayEquals(new float[] {2, 2, 3, 4}, x.maximum(2).value());
        assertArrayEquals(new float[] {0, 1, 2, 0, 3, 4}, x.pad(1, 1, 0).value());
        assertArrayEquals(new float[] {1, 1, 1, 1}, x.onesLike().value());
        assertArrayEquals(new float[] {1, 3, 2, 4}, x.transpose().flatten().value());
    }

    @Test
    void valuesAreComputedOnceAndThenLetGoOfTheirInputs() {
        AtomicInteger runs = new AtomicInteger();
        Engine counting =
                recording -> {
                    runs.incrementAndGet();
                    return engine.execute(recording);
                };
        Tensor y = Tensor.of(1, 2, 3).on(counting).square();
        assertEquals(1, y.inputs().size());
        float[] first = y.value();
        first[0] = 99;
        assertArrayEquals(new float[] {1, 4, 9}, y.value(), "what value() gave is a copy");
        assertEquals(14, y.sum().item());
        assertEquals(0, y.inputs().size());
        assertEquals(2, runs.get());
        counting.run(y);
        assertEquals(2, runs.get(), "nothing left to compute");
    }

    @Test
    void differentiatingAfterAskingIsRefusedUnlessDetached() {
        Tensor y = x.tanh();
        y.value();
        message(
                "differentiating through tanh [2, 2]: its values were asked for, so what it was computed from is gone; call"
                        + " Gradients.of before value() or run, or say detach() if it is meant as a constant",
                IllegalStateException.class,
                () -> Gradients.of(y.multiply(x), x));
        assertArrayEquals(y.value(), Gradients.of(y.detach().multiply(x), x).value());
        assertArrayEquals(x.value(), Gradients.of(y.multiply(x), y).value(), "with respect to it is possible");
    }

    @Test
    void gradientsAreZeroWhereTheLossDoesNotDependAndAddUpWhereItDoesTwice() {
        List<Tensor> gradients = Gradients.of(x.add(x).sum(), List.of(x, Tensor.of(5, 6).on(engine), x));
        engine.run(gradients, List.of());
        assertArrayEquals(new float[] {2, 2, 2, 2}, gradients.get(0).value());
        assertArrayEquals(new float[] {0, 0}, gradients.get(1).value());
        assertArrayEquals(new float[] {2, 2, 2, 2}, gradients.get(2).value());
        assertEquals(1, Gradients.of(x.sum(), x.sum()).shape().size());
    }

    @Test
    void deepGraphsNeedNoStackAndEndlessOnesAreExplained() {
        Tensor y = Tensor.scalar(0).on(engine);
        Tensor variable = y;
        for (int i = 0; i < 40_000; i++) {
            y = y.add(1);
        }
        Tensor gradient = Gradients.of(y, variable);
        assertEquals(1, gradient.item());
        assertEquals(40_000, y.item());

        Tensor first = Tensor.scalar(0).on(engine);
        message(
                "recording a chain of more than 100001 operations: is a tensor carried from step to step without being asked"
                        + " for, as in average = average.multiply(.99f).add(loss.multiply(.01f))? Ask for its value in each"
                        + " step (item()), so that it becomes data, or keep it in a Parameter and assign",
                IllegalStateException.class,
                () -> {
                    Tensor average = first;
                    for (int step = 0; step < 100_000; step++) {
                        average = average.multiply(.99f).add(1);
                    }
                });
    }

    @Test
    void whatIsAskedForEachStepStaysSmall() {
        Tensor average = Tensor.scalar(0).on(engine);
        for (int step = 0; step < 1_000; step++) {
            average = average.multiply(.9f).add(.1f);
            assertEquals(true, average.item() <= 1.001f);
        }
        assertEquals(0, average.inputs().size());
    }

    @Test
    void textTellsShapeRoleAndOperationAndNeverComputes() {
        Tensor y = x.matmul(x);
        assertEquals("Tensor [2, 2] shared, matmul, not yet computed", y.toString());
        y.value();
        assertEquals("Tensor [2, 2] shared, matmul\n[[  7,  10],\n [ 15,  22]]", y.toString());
        assertEquals("Tensor [] shared, given values\n2.5000", Tensor.scalar(2.5f).toString());
        assertEquals(
                "Tensor [3] per sample, given values\n[ 0.5000, -1.0000,     NaN]",
                Tensor.samples(Shape.of(3), .5f, -1, Float.NaN).toString());
        float[] many = new float[8 * 9];
        many[71] = 1e-7f;
        String corner = Tensor.of(Shape.of(8, 9), many).toString();
        assertEquals(8, corner.lines().count(), corner);
        assertEquals(
                "[[ 0.0000e+00,  0.0000e+00,  0.0000e+00, ...,  0.0000e+00,  0.0000e+00,  0.0000e+00],",
                corner.lines().toList().get(1));
        assertEquals(" ...,", corner.lines().toList().get(4));
        Parameter weight = Parameter.zeros("conv1.weight", Shape.of(20, 1, 5, 5));
        assertEquals(
                "Tensor [20, 1, 5, 5] shared, Parameter conv1.weight [20, 1, 5, 5], version 0",
                weight.tensor().toString());
    }

    @Test
    void mistakesInMakingTensorsAreExplained() {
        message(
                "making a tensor of [2, 3]: got 2 numbers; expected 6",
                IllegalArgumentException.class,
                () -> Tensor.of(Shape.of(2, 3), 1, 2));
        message(
                "making a shape: got [0, 0]; expected every extent to be at least 1",
                IllegalArgumentException.class,
                () -> Tensor.of(new float[0][]));
        message(
                "making a matrix: row 1 has 1 numbers; expected 2 as in row 0",
                IllegalArgumentException.class,
                () -> Tensor.of(new float[][] {{1, 2}, {3}}));
        message(
                "samples: got []; expected axis 0 to count the samples; say Tensor.scalar for one number",
                IllegalArgumentException.class,
                () -> Tensor.samples(Shape.of(), 1));
        message(
                "item: got [2, 2]; expected one element; say value() for all, or sum(), mean(), max()",
                IllegalArgumentException.class,
                x::item);
        message(
                "making a dropout: the rate is 1.0; expected at least 0 and below 1",
                IllegalArgumentException.class,
                () -> new Dropout(1));
    }

    @Test
    void anEngineRunsOnlyWhatIsItsOwnOrNobodys() {
        Engine other = new ReferenceEngine();
        Tensor here = x.sum();
        Tensor there = Tensor.of(1, 2).on(other).sum();
        String engines = engine + ": %s, is on another engine, " + other;
        String advice =
                "; expected all on one; ask the other engine to run it, or make the leaves it is recorded from with"
                        + " on(engine)";
        message(
                "running on " + engines.formatted("the output 1, " + there) + advice,
                IllegalStateException.class,
                () -> engine.run(here, there));
        Parameter weight = Parameter.of("weight", Shape.of(2), 1, 2).on(other);
        message(
                "running on " + engines.formatted("the updated Parameter weight [2]") + advice,
                IllegalStateException.class,
                () -> engine.run(List.of(), List.of(weight.assign(Tensor.of(3, 4)))));
        Parameter free = Parameter.of("free", Shape.of(2), 1, 2);
        message(
                "running on " + engines.formatted("the next value of Parameter free [2]") + advice,
                IllegalStateException.class,
                () -> engine.run(List.of(), List.of(free.assign(weight.tensor().add(1)))));
        engine.run(List.of(here), List.of(free.assign(Tensor.of(3, 4))));
        assertArrayEquals(new float[] {3, 4}, free.values());
    }

    @Test
    void enginesDoNotMix() {
        Tensor other = Tensor.of(1, 2).on(new ReferenceEngine());
        Exception mixed = assertThrows(IllegalStateException.class, () -> x.add(other));
        assertEquals(true, mixed.getMessage().startsWith("add: its inputs are on two engines, "), mixed.getMessage());
        assertEquals(true, mixed.getMessage().endsWith("; expected one; move a leaf with on(engine)"));
        assertEquals(5, x.add(Tensor.scalar(1)).slice(0, 1, 2).slice(1, 1, 2).item());
        Exception tooLate = assertThrows(IllegalStateException.class, () -> x.exp().on(engine));
        assertEquals(
                "moving Tensor [2, 2] shared, exp, not yet computed to an engine: its values are still to come; call"
                        + " on(engine) of the tensors it is recorded from (or of the Parameter)",
                tooLate.getMessage());
    }
}
