package dev.fovea.device.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.StandardEngine;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.kernel.KernelSets;
import dev.fovea.kernel.Kernels;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.Network;
import dev.fovea.optim.Optimiser;
import dev.fovea.optim.OptimiserState;
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

import java.util.ArrayList;
import java.util.List;

class ScheduleTest {
    /// Seven blocks, the last with four samples.
    private static final int SAMPLES = 100;

    private static final Kernels KERNELS = KernelSelection.select("auto").kernels();

    private static Network lenet(int threads) {
        return Network.of(Shape.of(1, 28, 28), 1, NamedNetwork.LENET_TANH.layers(10))
                .on(new StandardEngine(new CpuDevice(KERNELS, threads)));
    }

    private record Training(Tensor losses, List<Update> updates) {}

    private static Training step(Network network, OptimiserState state, Optimiser optimiser, int samples, int number) {
        Tensor pixels = Tensor.samples(Shape.of(samples, 1, 28, 28), KernelSets.plain(samples * 28 * 28, number));
        Tensor labels = Tensor.samples(Shape.of(samples), new float[samples]);
        Tensor losses = network.train(pixels, labels, 0).output().crossEntropy(labels);
        List<Parameter> parameters = network.parameters();
        List<Tensor> gradients = Gradients.of(losses.mean(), parameters.stream().map(Parameter::tensor).toList());
        return new Training(losses, optimiser.step(state, parameters, gradients, .01, number));
    }

    /// The phases of a training step.
    private static List<Phase> phases() {
        Network network = lenet(1);
        Optimiser optimiser = Sgd.of();
        Training step = step(network, OptimiserState.of(optimiser, network.parameters()), optimiser, SAMPLES, 1);
        Recording recording = Recording.of(List.of(step.losses), step.updates);
        List<Step> steps = Lowering.lower(recording.graph(), KERNELS).steps();
        return Schedule.of(steps, steps, Block.OF_SAMPLES, KERNELS.copy());
    }

    /// The gradient of a dense layer's weights needs nothing of the convolutions before it.
    @Test
    void denseWeightGradientsRunBesideTheConvolutionsBefore() {
        List<Phase> phases = phases();
        List<Phase.Both> both =
                phases.stream().filter(Phase.Both.class::isInstance).map(Phase.Both.class::cast).toList();
        assertEquals(1, both.size(), phases::toString);
        assertTrue(both.getFirst().map().steps().stream().anyMatch(WinogradInputStep.class::isInstance));
        assertTrue(both.getFirst().reduce().steps().stream().anyMatch(DenseWeightStep.class::isInstance));
    }

    /// Where some step takes groups of blocks a task is one; where none does, a task is a block.
    @Test
    void aTaskIsAGroupOnlyWhereAStepTakesGroups() {
        List<Phase.Map> maps =
                phases().stream()
                        .map(phase -> phase instanceof Phase.Both both ? both.map() : phase)
                        .filter(Phase.Map.class::isInstance)
                        .map(Phase.Map.class::cast)
                        .toList();
        for (Phase.Map map : maps) {
            boolean takesGroups = map.steps().stream().anyMatch(DenseStep.class::isInstance);
            assertEquals(takesGroups ? Placement.GROUP : 1, map.group(), map::toString);
        }
        assertEquals(2, maps.stream().mapToInt(Phase.Map::group).distinct().count());
    }

    /// Reductions and maps that run at the same time may touch no memory of each other, whoever runs what.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8})
    void theBitsAreThoseOfOneThread(int threads) {
        for (int samples : new int[] {SAMPLES, 16, 1}) {
            Network one = lenet(1);
            Network many = lenet(threads);
            train(one, samples);
            train(many, samples);
            for (int i = 0; i < one.parameters().size(); i++) {
                assertArrayEquals(
                        one.parameters().get(i).values(),
                        many.parameters().get(i).values(),
                        one.parameters().get(i).name());
            }
        }
    }

    private static void train(Network network, int samples) {
        Optimiser optimiser = Sgd.of().withMomentum(.9);
        OptimiserState state = OptimiserState.of(optimiser, network.parameters());
        for (int number = 1; number <= 5; number++) {
            Training step = step(network, state, optimiser, samples, number);
            network.engine().run(List.of(step.losses), new ArrayList<>(step.updates));
        }
    }

    /// What takes longest begins first, whatever all tasks of a step take together.
    @Test
    void largeTasksBeginBeforeManySmallOnes() {
        boolean ofDifferentSize = false;
        for (Phase phase : phases()) {
            if (phase instanceof Phase.Reduce reduce) {
                Step.Reduce before = reduce.steps().getFirst();
                for (Step.Reduce next : reduce.steps()) {
                    assertTrue(next.costOfTask() <= before.costOfTask(), phase::toString);
                    ofDifferentSize |= next.costOfTask() < before.costOfTask();
                    before = next;
                }
            }
        }
        assertTrue(ofDifferentSize);
    }
}
