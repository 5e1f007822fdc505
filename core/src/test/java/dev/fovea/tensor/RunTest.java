package dev.fovea.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fovea.reference.ReferenceEngine;
import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.ArrayList;
import java.util.List;

/// Parameters, updates, and graphs as keys.
class RunTest {
    private final Engine engine = new ReferenceEngine();
    private final Parameter weight = Parameter.of("weight", Shape.of(2), 1, 2).on(engine);
    private final Parameter other = Parameter.of("other", Shape.of(2), 5, 7).on(engine);

    private static void message(String expected, Class<? extends Exception> type, Executable action) {
        assertEquals(expected, assertThrows(type, action).getMessage());
    }

    @Test
    void theExampleOfThePackageHolds() {
        Parameter w = Parameter.of("weight", Shape.of(2), 0, 0).on(engine);
        Tensor x = Tensor.samples(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
        Tensor loss = x.multiply(w.tensor()).sum().subtract(1).square();
        Tensor gradient = Gradients.of(loss, w.tensor());
        engine.run(List.of(loss), List.of(w.assign(w.tensor().subtract(gradient.multiply(.01f)))));
        assertEquals(1, loss.item());
        assertArrayEquals(new float[] {.18f, .24f}, w.values(), 1e-6f);
    }

    @Test
    void updatesReadOldValuesAndCommitTogether() {
        engine.run(List.of(), List.of(weight.assign(other.tensor()), other.assign(weight.tensor())));
        assertArrayEquals(new float[] {5, 7}, weight.values());
        assertArrayEquals(new float[] {1, 2}, other.values());
        assertEquals(1, weight.version());
    }

    @Test
    void outputsOfARunSeeTheValuesBeforeIt() {
        Tensor sum = weight.tensor().sum();
        engine.run(List.of(sum), List.of(weight.assign(weight.tensor().multiply(10))));
        assertEquals(3, sum.item());
        assertEquals(30, weight.tensor().sum().item());
    }

    @Test
    void overwrittenParametersAreNamed() {
        Tensor late = weight.tensor().square();
        Tensor old = weight.tensor();
        weight.set(3, 4);
        String expected =
                "running a tensor recorded on the parameter weight: it was recorded at version 0, the parameter"
                        + " is now at version 1; ask in the run that updates, engine.run(List.of(tensor), updates), or record it"
                        + " again from parameter.tensor()";
        message(expected, IllegalStateException.class, late::value);
        message(expected, IllegalStateException.class, old::value);
        assertArrayEquals(new float[] {9, 16}, weight.tensor().square().value());
    }

    @Test
    void aParameterAskedForInTheRunThatUpdatesItKeepsTheOldValues() {
        Tensor old = weight.tensor();
        engine.run(List.of(old), List.of(weight.assign(old.multiply(10))));
        assertArrayEquals(new float[] {1, 2}, old.value());
        assertArrayEquals(new float[] {10, 20}, weight.tensor().value());
        Tensor present = weight.tensor();
        engine.run(List.of(present), List.of(other.assign(present)));
        assertSame(present, weight.tensor());
        assertInstanceOf(Content.Reading.class, present.content(), "no other version yet: still the parameter");
    }

    @Test
    void aDetachedParameterKeepsItsValues() {
        Tensor before = weight.tensor().detach();
        weight.set(3, 4);
        assertArrayEquals(new float[] {1, 2}, before.value());
    }

    @Test
    void mistakesInUpdatesAreExplained() {
        message(
                "running updates: two of them write the parameter weight; expected one; record both changes in one tensor, or"
                        + " make two runs",
                IllegalStateException.class,
                () -> engine.run(List.of(), List.of(weight.assign(other.tensor()), weight.assign(weight.tensor()))));
        message(
                "assign to weight: got [1, 2]; expected [2]; say reshape",
                ShapeException.class,
                () -> weight.assign(other.tensor().reshape(1, 2)));
        message(
                "giving values to the parameter weight: got 3; expected 2 for [2]",
                IllegalArgumentException.class,
                () -> weight.set(1, 2, 3));
        message(
                "optimiser step SGD of weight: got 0 states and 1 numbers; expected [] and [learning rate, weight decay]",
                IllegalArgumentException.class,
                () ->
                        new Update.OptimiserStep(
                                OptimiserRule.SGD, weight, List.of(), weight.tensor(), List.of(Tensor.scalar(1))));
        message(
                "optimiser step SGD of weight: got [1]; expected one number, of shape [], as weight decay",
                ShapeException.class,
                () ->
                        new Update.OptimiserStep(
                                OptimiserRule.SGD,
                                weight,
                                List.of(),
                                weight.tensor(),
                                List.of(Tensor.scalar(1), Tensor.of(1f))));
    }

    @Test
    void aForgottenRunIsNoticed() {
        for (int step = 0; step < 100; step++) {
            weight.assign(other.tensor());
        }
        message(
                "assigning to the parameter weight: 100 updates were recorded at version 0 and none was run; a parameter"
                        + " changes when an engine runs the update: engine.run(List.of(loss), List.of(update))",
                IllegalStateException.class,
                () -> weight.assign(other.tensor()));
        weight.set(1, 2);
        engine.run(List.of(), List.of(weight.assign(other.tensor())));
        assertArrayEquals(other.values(), weight.values());
    }

    @Test
    void optimisersMatchOneStepByHand() {
        Tensor gradient = Tensor.of(.5f, -1).on(engine);
        // h = g + .1 w = (.6, -.8)
        assertArrayEquals(new float[] {.4f, 2.8f}, step(OptimiserRule.SGD, gradient, 1, .1f), 1e-6f);
        // v = .9 * 1 + h = (1.5, .1)
        assertArrayEquals(new float[] {-.5f, 1.9f}, step(OptimiserRule.MOMENTUM, gradient, 1, .1f, .9f), 1e-6f);
        // h + .9 v = (1.95, -.71)
        assertArrayEquals(new float[] {-.95f, 2.71f}, step(OptimiserRule.NESTEROV, gradient, 1, .1f, .9f), 1e-6f);
        // s = .5 * 1 + .5 h h = (.68, .82)
        assertArrayEquals(
                new float[] {1 - .6f / .8246211f, 2 + .8f / .9055385f},
                step(OptimiserRule.RMS_PROP, gradient, 1, .1f, .5f, 0),
                1e-6f);
        // m = .5 + .5 h = (.8, .1), s = .75 + .25 h h = (.84, .91); both over .5: m (1.6, .2), sqrt(s) (1.296148,
        // 1.349074)
        assertArrayEquals(
                new float[] {1 - 1.6f / 1.296148f, 2 - .2f / 1.349074f},
                step(OptimiserRule.ADAM, gradient, 1, .1f, .5f, .75f, 0, .5f, .5f),
                1e-6f);
        // m = (.75, 0), s = .75 + .25 g g = (.8125, 1); w - .1 w - m / sqrt(s)
        assertArrayEquals(
                new float[] {.9f - 1.5f / 1.2747549f, 1.8f},
                step(OptimiserRule.ADAM_W, gradient, 1, .1f, .5f, .75f, 0, .5f, .5f),
                1e-6f);
    }

    /// One step from weights (1, 2) and state of ones.
    private float[] step(OptimiserRule rule, Tensor gradient, float... numbers) {
        Parameter w = Parameter.of("w", Shape.of(2), 1, 2).on(engine);
        List<Parameter> state = rule.state().stream().map(name -> Parameter.of(name, Shape.of(2), 1, 1)).toList();
        List<Tensor> scalars = new ArrayList<>();
        for (float number : numbers) {
            scalars.add(Tensor.scalar(number));
        }
        engine.run(List.of(), List.of(new Update.OptimiserStep(rule, w, state, gradient, scalars)));
        assertEquals(1, w.version());
        state.forEach(parameter -> assertEquals(1, parameter.version()));
        return w.values();
    }

    private Graph graph(Parameter p, float rate, int samples, float... data) {
        Tensor x = Tensor.samples(Shape.of(samples, 2), data);
        Tensor loss = x.multiply(p.tensor()).square().sum();
        Tensor gradient = Gradients.of(loss, p.tensor());
        Update update = p.assign(p.tensor().subtract(gradient.multiply(rate)));
        return Recording.of(List.of(loss), List.of(update)).graph();
    }

    @Test
    void graphsAreEqualWhateverTheNumbers() {
        Graph one = graph(weight, .1f, 1, 1, 2);
        Graph two = graph(other, .2f, 1, 3, 4);
        assertEquals(one, two);
        assertEquals(one.hashCode(), two.hashCode());
        assertNotEquals(one, graph(weight, .1f, 2, 1, 2, 3, 4), "other shapes");
        Tensor data = Tensor.of(1, 2);
        assertNotEquals(
                Recording.of(List.of(weight.tensor().exp()), List.of()).graph(),
                Recording.of(List.of(data.exp()), List.of()).graph(),
                "a parameter is not data");
        assertNotEquals(
                Recording.of(List.of(data.add(data)), List.of()).graph(),
                Recording.of(List.of(data.add(Tensor.of(1, 2))), List.of()).graph(),
                "other wiring");
        assertNotEquals(
                Recording.of(List.of(data.exp()), List.of()).graph(),
                Recording.of(List.of(Tensor.samples(Shape.of(2), 1, 2).exp()), List.of()).graph(),
                "other roles");
    }

    @Test
    void aRecordingHoldsArgumentsAndParametersInTheGraphsOrder() {
        Tensor y = weight.tensor().add(2);
        Recording recording = Recording.of(List.of(y), List.of(other.assign(y)));
        Graph graph = recording.graph();
        assertEquals(
                "%0 = Leaf[role=shared] [2] shared\n%1 = Leaf[role=shared] [] shared\n"
                        + "%2 = Binary[function=ADD] %0, %1 [2] shared\noutputs [2], steps [Assign[variable=1, node=2]]\n",
                graph.toString());
        assertEquals(List.of(weight, other), recording.parameters());
        assertEquals(
                List.of(new Graph.Variable(Shape.of(2), 0), new Graph.Variable(Shape.of(2), -1)), graph.variables());
        assertArrayEquals(new float[] {1, 2}, recording.argument(0));
        assertEquals(2, recording.argument(1)[0]);
        message(
                "asking for the argument of node 2: it is computed by Binary[function=ADD]; expected a leaf",
                IllegalArgumentException.class,
                () -> recording.argument(2));
    }
}
