package dev.fovea.device.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.StandardEngine;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.kernel.KernelSets;
import dev.fovea.nn.Layers;
import dev.fovea.nn.Network;
import dev.fovea.optim.Adam;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.OptimiserState;
import dev.fovea.optim.RmsProp;
import dev.fovea.optim.Sgd;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class WarmUpTest {
    private static final int SAMPLES = 70;
    private static final Duration SHORTLY = Duration.ofMillis(300);

    private final StandardEngine engine =
            new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), 2));

    /// Every sort of step: both sorts of convolution and of pooling, statistics, masks, a residual, dense layers.
    private Network network() {
        return Network.of(
                        Shape.of(1, 14, 14),
                        3,
                        Layers.conv(10, 3),
                        Layers.relu(),
                        Layers.maxPool(2),
                        Layers.conv(9, 3).withSamePadding(),
                        Layers.batchNorm(),
                        Layers.tanh(),
                        Layers.residual(Layers.conv(9, 3).withSamePadding(), Layers.relu()),
                        Layers.averagePool(2),
                        Layers.flatten(),
                        Layers.dense(40),
                        Layers.sigmoid(),
                        Layers.dropout(.2),
                        Layers.dense(10))
                .on(engine);
    }

    /// A step of a training: its losses and its updates.
    private record Step(Tensor losses, List<Update> updates) {}

    private static Step step(Network network, Optimiser optimiser, OptimiserState state, long number) {
        Tensor pixels = Tensor.samples(Shape.of(SAMPLES, 1, 14, 14), KernelSets.plain(SAMPLES * 14 * 14, (int) number));
        Tensor numbers = Tensor.samples(Shape.of(SAMPLES), new float[SAMPLES]);
        Network.Pass pass = network.train(pixels, numbers, 0);
        Tensor losses = pass.output().crossEntropy(numbers);
        List<Parameter> parameters = network.parameters();
        List<Tensor> gradients = Gradients.of(losses.mean(), parameters.stream().map(Parameter::tensor).toList());
        List<Update> updates = new ArrayList<>(pass.updates());
        updates.addAll(optimiser.step(state, parameters, gradients, .01, number));
        return new Step(losses, updates);
    }

    static Stream<Optimiser> optimisers() {
        return Stream.of(Sgd.of().withMomentum(.9), Adam.of(), RmsProp.of());
    }

    /// Losses of three steps and all values after them.
    private List<float[]> train(Optimiser optimiser, Duration warmUp) {
        Network network = network();
        OptimiserState state = OptimiserState.of(optimiser, network.parameters());
        List<float[]> all = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            Step step = step(network, optimiser, state, number);
            engine.warmUp(List.of(step.losses), step.updates, warmUp);
            engine.run(List.of(step.losses), step.updates);
            all.add(step.losses.value());
        }
        network.all().forEach(parameter -> all.add(parameter.values()));
        state.parameters().forEach(parameter -> all.add(parameter.values()));
        return all;
    }

    @Test
    void itChangesNoBitWhateverTheOptimiser() {
        optimisers()
                .forEach(optimiser -> {
                    List<float[]> warmed = train(optimiser, SHORTLY);
                    List<float[]> plain = new WarmUpTest().train(optimiser, Duration.ZERO);
                    assertEquals(plain.size(), warmed.size());
                    for (int i = 0; i < plain.size(); i++) {
                        assertArrayEquals(plain.get(i), warmed.get(i), 0, optimiser + ", array " + i);
                    }
                });
    }

    @Test
    void itMakesNoUpdateAndComputesNoOutput() {
        Network network = network();
        OptimiserState state = OptimiserState.of(Adam.of(), network.parameters());
        List<float[]> before = network.all().stream().map(Parameter::values).toList();
        Step step = step(network, Adam.of(), state, 1);
        engine.warmUp(List.of(step.losses), step.updates, SHORTLY);
        for (int i = 0; i < before.size(); i++) {
            assertArrayEquals(before.get(i), network.all().get(i).values(), 0);
            assertEquals(0, network.all().get(i).version());
        }
        assertTrue(step.losses.toString().endsWith("not yet computed"), step.losses.toString());
        assertEquals(1, engine.compiled());
        engine.run(List.of(step.losses), step.updates);
        assertEquals(1, engine.compiled(), "the program that was warmed up is the one that runs");
    }

    @Test
    void itDoesWithoutMemoryThatIsNotThere() {
        // A workspace of 4 GiB for each thread, and arrays of callers that no heap of a test has.
        Frame.Layout layout = new Frame.Layout(1 << 30, 0, 0);
        new WarmUp(List.of(), List.of(), layout, new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE}, 2)
                .run(SHORTLY.toNanos());
        assertTrue(Runtime.getRuntime().maxMemory() < 4L * Integer.MAX_VALUE, "else this test shows nothing");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    void itEndsWhenItsTimeIsOver(int milliseconds) {
        Network network = network();
        OptimiserState state = OptimiserState.of(Adam.of(), network.parameters());
        Step step = step(network, Adam.of(), state, 1);
        engine.execute(Recording.of(List.of(step.losses), List.of()));
        long begin = System.nanoTime();
        engine.warmUp(List.of(step.losses), step.updates, Duration.ofMillis(milliseconds));
        // A visit that has begun is ended: one step, and the compilation it waits for.
        assertTrue(System.nanoTime() - begin < 10_000_000_000L);
    }
}
