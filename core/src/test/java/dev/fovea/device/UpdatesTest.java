package dev.fovea.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.kernel.KernelSets;
import dev.fovea.reference.ReferenceEngine;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Updates read the parameters as they were, however they are put together, and chains of elementwise operations write
/// them in one pass.
class UpdatesTest {
    /// More than one task for each of three threads.
    private static final Shape SHAPE = Shape.of(130, 411);

    private final Device device = new CpuDevice(KernelSelection.select("auto").kernels(), 3);

    /// Three parameters and a number, and what happens to them in one run.
    private interface Step {
        List<Update> of(List<Parameter> parameters, List<Tensor> outputs);
    }

    private record Case(String name, Step step) {}

    private static List<Case> cases() {
        return List.of(
                new Case("descent", (p, _) -> List.of(p.get(0).assign(descended(p.get(0), p.get(1).tensor())))),
                new Case(
                        "momentum",
                        (p, _) -> {
                            Tensor velocity = p.get(1).tensor().multiply(.5f).add(p.get(2).tensor());
                            return List.of(p.get(1).assign(velocity), p.get(0).assign(descended(p.get(0), velocity)));
                        }),
                new Case(
                        "weights before velocity",
                        (p, _) -> {
                            Tensor velocity = p.get(1).tensor().multiply(.5f).add(p.get(2).tensor());
                            return List.of(p.get(0).assign(descended(p.get(0), velocity)), p.get(1).assign(velocity));
                        }),
                new Case(
                        "swap",
                        (p, _) ->
                                List.of(
                                        p.get(0).assign(p.get(1).tensor().add(1)),
                                        p.get(1).assign(p.get(0).tensor().add(2)))),
                new Case(
                        "in a circle",
                        (p, _) ->
                                List.of(
                                        p.get(0).assign(p.get(1).tensor().negate()),
                                        p.get(1).assign(p.get(2).tensor().negate()),
                                        p.get(2).assign(p.get(0).tensor().negate()))),
                new Case(
                        "old values after new ones",
                        (p, _) -> {
                            Tensor next = p.get(0).tensor().multiply(3);
                            return List.of(p.get(0).assign(next), p.get(1).assign(next.subtract(p.get(0).tensor())));
                        }),
                new Case(
                        "one result for two",
                        (p, _) -> {
                            Tensor next = p.get(0).tensor().add(p.get(1).tensor());
                            return List.of(p.get(0).assign(next), p.get(2).assign(next));
                        }),
                new Case(
                        "asked for, too",
                        (p, outputs) -> {
                            Tensor next = p.get(0).tensor().square();
                            outputs.add(next);
                            return List.of(p.get(0).assign(next.multiply(2)), p.get(1).assign(next));
                        }),
                new Case(
                        "a number for all, itself updated",
                        (p, _) -> {
                            Tensor rate = p.get(3).tensor().multiply(.5f);
                            Tensor next = p.get(0).tensor().multiply(rate).subtract(p.get(3).tensor());
                            return List.of(p.get(3).assign(rate), p.get(0).assign(next));
                        }),
                new Case(
                        "a row of itself for all",
                        (p, _) -> {
                            Tensor row = p.get(0).tensor().slice(0, 3, 4);
                            return List.of(p.get(0).assign(p.get(0).tensor().subtract(row)));
                        }),
                new Case(
                        "its own sum",
                        (p, _) -> {
                            Tensor sum = p.get(0).tensor().sum();
                            return List.of(p.get(0).assign(p.get(0).tensor().divide(sum.abs().add(1))));
                        }),
                new Case(
                        "another shape",
                        (p, _) -> {
                            Tensor flat = p.get(0).tensor().reshape(-1).exp();
                            return List.of(p.get(0).assign(flat.negate().reshape(SHAPE)));
                        }),
                new Case(
                        "a long chain",
                        (p, _) -> {
                            Tensor next = p.get(0).tensor();
                            for (int i = 0; i < 100; i++) {
                                next = next.multiply(.99f).add(p.get(1).tensor().multiply(.01f));
                            }
                            return List.of(p.get(0).assign(next), p.get(1).assign(p.get(0).tensor().negate()));
                        }));
    }

    private static Tensor descended(Parameter parameter, Tensor gradient) {
        return parameter.tensor().subtract(gradient.multiply(.125f));
    }

    @TestFactory
    Stream<DynamicTest> allReadTheOldValues() {
        return cases().stream()
                .map(test ->
                        DynamicTest.dynamicTest(
                                test.name(),
                                () -> {
                                    List<float[]> expected = results(test, new ReferenceEngine());
                                    List<float[]> found = results(test, new StandardEngine(device));
                                    for (int i = 0; i < expected.size(); i++) {
                                        assertArrayEquals(expected.get(i), found.get(i), 1e-5f, "value " + i);
                                    }
                                }));
    }

    private static List<float[]> results(Case test, Engine engine) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            float[] values = KernelSets.plain(SHAPE.size(), i);
            parameters.add(Parameter.of("p" + i, SHAPE, values).on(engine));
        }
        parameters.add(Parameter.of("number", Shape.of(), .75f).on(engine));
        List<Tensor> outputs = new ArrayList<>();
        engine.run(outputs, test.step().of(parameters, outputs));
        List<float[]> results = new ArrayList<>();
        parameters.forEach(parameter -> results.add(parameter.values()));
        outputs.forEach(output -> results.add(output.value()));
        return results;
    }

    @Test
    void anOptimiserWrittenByHandGoesThroughItsParametersOnce() {
        Parameter weight = Parameter.zeros("weight", SHAPE);
        Parameter velocity = Parameter.zeros("velocity", SHAPE);
        Tensor x = Tensor.samples(Shape.of(20, 130), new float[2_600]);
        Tensor gradient = x.transpose().matmul(x.matmul(weight.tensor()));
        Tensor next = velocity.tensor().multiply(.9f).add(gradient);
        Recording recording =
                Recording.of(
                        List.of(),
                        List.of(velocity.assign(next), weight.assign(weight.tensor().subtract(next.multiply(.01f)))));
        List<String> program = device.compile(recording.graph()).toString().lines().toList();
        List<String> chains = program.stream().filter(line -> line.contains("Strips")).toList();
        assertEquals(1, chains.size(), () -> String.join("\n", program));
        String written = chains.getFirst().replaceAll(".*-> ", "");
        assertEquals(2, written.split("EXTERNAL", -1).length - 1, written);
        assertFalse(written.contains("WORKSPACE"), written);
    }

    @Test
    void aMaskIsMadeWhereItIsRead() {
        Tensor x = Tensor.samples(Shape.of(20, 130), new float[2_600]);
        Tensor early = x.exp();
        Tensor mask = early.greater(1);
        Tensor late = early.sum(1).reshape(-1, 1).multiply(early);
        Recording recording = Recording.of(List.of(mask.multiply(late)), List.of());
        List<String> program = device.compile(recording.graph()).toString().lines().toList();
        String last = program.stream().filter(line -> line.contains("Strips")).toList().getLast();
        assertTrue(last.contains("NOWHERE"), last);
        assertEquals(2, program.stream().filter(line -> line.contains("Strips")).count(), last);
    }
}
