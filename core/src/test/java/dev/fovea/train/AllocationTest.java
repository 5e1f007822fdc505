package dev.fovea.train;

import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.dropout;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.residual;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.fovea.data.Loader;
import dev.fovea.device.Program;
import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Layer;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.Network;
import dev.fovea.optim.Adam;
import dev.fovea.optim.OptimiserState;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A compiled program allocates nothing but its outputs, whatever it computes.
///
/// Measured over the caller and all workers, with scalar kernels: in the interpreter vectors are objects, and it
/// depends on the compiler when they cease to be.
class AllocationTest {
    private static final Shape IMAGE = Shape.of(1, 28, 28);
    private static final int RUNS = 11;

    /// Bytes of a run: the list of outputs, and the array of one number in it.
    private static final long OUTPUTS = 200;

    /// Bytes of recording a step of LeNet with its gradients and the updates of Adam.
    private static final long RECORDING = 150_000;

    /// Bytes of a step of a training, beside its outputs.
    private static final long TRAINING = 6_000;

    private final CpuDevice device = new CpuDevice(KernelSelection.select("scalar").kernels(), 2);
    private final Engine engine = new StandardEngine(device);

    @Test
    void aStepOfLeNetAllocatesItsOutputsOnly() {
        assertThat(bytesPerRun(NamedNetwork.LENET.layers(10), 20)).isLessThanOrEqualTo(OUTPUTS);
        assertThat(bytesPerRun(NamedNetwork.LENET.layers(10), 70)).isLessThanOrEqualTo(OUTPUTS);
    }

    @Test
    void soDoesAStepOfANetworkWithNormalisationDropoutAndAResidual() {
        List<Layer> layers =
                List.of(
                        conv(4, 3),
                        batchNorm(),
                        relu(),
                        residual(Conv.of(4, 3).withSamePadding(), batchNorm(), relu()),
                        maxPool(2),
                        dropout(.3),
                        flatten(),
                        dense(10));
        assertThat(bytesPerRun(layers, 20)).isLessThanOrEqualTo(OUTPUTS);
        assertThat(bytesPerRun(layers, 70)).isLessThanOrEqualTo(OUTPUTS);
    }

    /// With one image and with three, whose lanes are channels, with many, and with many and a few.
    @Test
    void soDoesAPrediction() {
        for (int samples : new int[] {1, 3, 20, 36}) {
            Network network = Network.of(IMAGE, 1, NamedNetwork.LENET_TANH.layers(10)).on(engine);
            Shape shape = Shape.of(samples, 1, 28, 28);
            Tensor logits = network.predict(Tensor.samples(shape, new float[shape.size()]));
            Recording recording = Recording.of(List.of(logits), List.of());
            Program program = device.compile(recording.graph());
            // From now on the last samples of 36 are computed apart.
            program.warmUp(Duration.ZERO);
            long values = 4L * logits.shape().size();
            assertThat(median(() -> recording, program::run)).isLessThanOrEqualTo(OUTPUTS + values);
        }
    }

    /// Recording makes a graph of small objects; their number is that of the operations, whatever the batch.
    @Test
    void recordingAStepOfLeNetTakesAsMuchForAnyBatch() {
        Step small = new Step(NamedNetwork.LENET.layers(10), 20);
        Step large = new Step(NamedNetwork.LENET.layers(10), 70);
        long forSmall = median(() -> small, Step::record);
        assertThat(median(() -> large, Step::record)).isBetween(forSmall * 9 / 10, forSmall * 11 / 10);
        assertThat(forSmall).isLessThan(RECORDING);
    }

    /// The steps of a training are recorded once: what is left are losses, hits and the event of each.
    @Test
    void aStepOfATrainingTakesThousandsOfBytesOnly() {
        Network network = Network.of(IMAGE, 1, NamedNetwork.LENET_TANH.layers(10)).on(engine);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Long> bytes = new ArrayList<>();
        Trainer.of(network, Loader.of(Small.DATA.train(), 20).shuffled(1).droppingLast())
                .withListener(event -> {
                    if (event instanceof TrainEvent.BatchDone) {
                        bytes.add(threads.getCurrentThreadAllocatedBytes());
                    }
                })
                .train();
        long[] steps = new long[bytes.size() - 1];
        Arrays.setAll(steps, i -> bytes.get(i + 1) - bytes.get(i));
        Arrays.sort(steps);
        assertThat(steps[steps.length / 2]).isLessThan(TRAINING);
    }

    private long bytesPerRun(List<Layer> layers, int samples) {
        Step step = new Step(layers, samples);
        Program program = device.compile(step.record().graph());
        return median(step::record, program::run);
    }

    /// What the caller and the workers allocate, at most every second time: a worker that was idle for a second is made
    /// anew.
    private static <T> long median(Supplier<T> prepare, Consumer<T> run) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[RUNS];
        for (int i = -2; i < RUNS; i++) {
            T prepared = prepare.get();
            long[] workers = workers();
            long others = allocated(threads, workers);
            long before = threads.getCurrentThreadAllocatedBytes();
            run.accept(prepared);
            long own = threads.getCurrentThreadAllocatedBytes() - before;
            bytes[Math.max(0, i)] = own + allocated(threads, workers) - others;
        }
        Arrays.sort(bytes);
        return bytes[RUNS / 2];
    }

    private static long[] workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fovea-worker"))
                .mapToLong(Thread::threadId)
                .toArray();
    }

    /// Threads that have ended count as 0 before and after.
    private static long allocated(ThreadMXBean threads, long... ids) {
        return Arrays.stream(threads.getThreadAllocatedBytes(ids)).filter(bytes -> bytes > 0).sum();
    }

    /// One step of training, its data and parameters made beforehand.
    private final class Step {
        private final Network network;
        private final Adam adam = Adam.of();
        private final OptimiserState state;
        private final int samples;
        private final float[] numbers;
        private final float[] pixels;
        private final float[] labels;

        Step(List<Layer> layers, int samples) {
            this.samples = samples;
            network = Network.of(IMAGE, 1, layers).on(engine);
            state = OptimiserState.of(adam, network.parameters());
            numbers = new float[samples];
            labels = new float[samples];
            pixels = new float[samples * IMAGE.size()];
            for (int i = 0; i < samples; i++) {
                numbers[i] = i;
            }
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = i % 17 * .1f;
            }
        }

        Recording record() {
            Tensor x = Tensor.samples(Shape.of(samples, 1, 28, 28), pixels);
            Network.Pass pass = network.train(x, Tensor.samples(Shape.of(samples), numbers), 0);
            Tensor loss = pass.output().crossEntropy(Tensor.samples(Shape.of(samples), labels)).mean();
            List<Parameter> parameters = network.parameters();
            List<Tensor> gradients = Gradients.of(loss, parameters.stream().map(Parameter::tensor).toList());
            List<Update> updates = new ArrayList<>(pass.updates());
            updates.addAll(adam.step(state, parameters, gradients, .001, 1));
            return Recording.of(List.of(loss), updates);
        }
    }
}
