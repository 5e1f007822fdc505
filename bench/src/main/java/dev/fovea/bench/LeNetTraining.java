package dev.fovea.bench;

import dev.fovea.data.Batch;
import dev.fovea.data.Batches;
import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.data.Loader;
import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.image.PixelScaling;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Peak;
import dev.fovea.nn.Losses;
import dev.fovea.nn.NamedNetwork;
import dev.fovea.nn.Network;
import dev.fovea.optim.OptimiserState;
import dev.fovea.optim.Sgd;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Trains LeNet 20/50/500 with tanh on digits in batches of 100 and prints its speed beside the peak of fused
/// multiply-adds that the same process measures in turn: `fovea exec LeNetTraining.java [auto|scalar|128|256|512]
/// [THREADS] [ROUNDS]`.
///
/// Each of many rounds makes three steps, then measures the peak for some milliseconds: on a shared machine a busy
/// neighbour slows both, and the median of the rounds' shares says more than the best of either. An image costs 13.18
/// million floating-point operations: three times the forward pass, less the first layer's input gradient. What is
/// timed is the whole step: gathering the batch, recording, gradients, updates.
final class LeNetTraining {
    private static final double OPERATIONS_PER_IMAGE = 13.18e6;
    private static final int BATCH = 100;
    private static final int WARM_UP_STEPS = 300;
    private static final int STEPS_PER_ROUND = 3;

    private final Network network;
    private final Sgd optimiser = Sgd.of().withMomentum(0.9).withWeightDecay(1e-5);
    private final OptimiserState state;
    private final Batches batches;
    private int epoch;
    private int step;

    private LeNetTraining(Network network, Dataset data) {
        this.network = network;
        state = OptimiserState.of(optimiser, network.parameters());
        batches = Loader.of(data, BATCH).droppingLast().shuffled(1).scaled(PixelScaling.UNIT).batches();
        batches.start(0);
    }

    public static void main(String[] arguments) throws InterruptedException {
        String vectors = arguments.length > 0 ? arguments[0] : "auto";
        int threads =
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : Runtime.getRuntime().availableProcessors();
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 300;
        Kernels kernels = KernelSelection.select(vectors).kernels();
        StandardEngine engine = new StandardEngine(new CpuDevice(kernels, threads));
        Network network = Network.of(Shape.of(1, 28, 28), 1, NamedNetwork.LENET_TANH.layers(10)).on(engine);
        LeNetTraining training = new LeNetTraining(network, Digits.draw(1, 6_000, 100).train());
        System.out.println(engine.describe());
        long start = System.nanoTime();
        for (int i = 0; i < WARM_UP_STEPS; i++) {
            training.step();
        }
        System.out.printf("warm-up: %d steps in %.1f s%n", WARM_UP_STEPS, (System.nanoTime() - start) * 1e-9);
        training.report(rounds, kernels, threads);
    }

    private void report(int rounds, Kernels kernels, int threads) throws InterruptedException {
        double[] speeds = new double[rounds];
        double[] peaks = new double[rounds];
        double[] shares = new double[rounds];
        Peak.measure(kernels, 1); // warms its loop up
        try (Burst burst = new Burst(kernels.peak(), threads)) {
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                for (int i = 0; i < STEPS_PER_ROUND; i++) {
                    step();
                }
                double seconds = (System.nanoTime() - start) * 1e-9;
                speeds[round] = STEPS_PER_ROUND * BATCH / seconds;
                peaks[round] = burst.gigaflops();
                shares[round] = speeds[round] * OPERATIONS_PER_IMAGE * 1e-9 / peaks[round];
            }
        }
        Arrays.sort(speeds);
        Arrays.sort(peaks);
        Arrays.sort(shares);
        System.out.printf("images/s:     %s%n", quartiles(speeds, 1, "%6.0f"));
        System.out.printf("GFLOP/s:      %s%n", quartiles(speeds, OPERATIONS_PER_IMAGE * 1e-9, "%6.1f"));
        System.out.printf("peak GFLOP/s: %s%n", quartiles(peaks, 1, "%6.1f"));
        System.out.printf("share in %%:   %s%n", quartiles(shares, 100, "%6.1f"));
        System.out.printf("median: %.1f %% of the peak%n", 100 * shares[rounds / 2]);
    }

    private static String quartiles(double[] sorted, double factor, String format) {
        int last = sorted.length - 1;
        String text =
                String.join("  ", List.of("median " + format, "quartiles " + format, "to " + format, "best " + format));
        return text.formatted(
                sorted[last / 2] * factor,
                sorted[last / 4] * factor,
                sorted[last * 3 / 4] * factor,
                sorted[last] * factor);
    }

    /// A few milliseconds of independent multiply-adds on all threads at once.
    private static final class Burst implements AutoCloseable {
        private static final int ROUNDS_PER_CALL = 2_000;
        private static final int CALLS = 40;

        private final Peak.Loop loop;
        private final int threads;
        private final ExecutorService pool;

        Burst(Peak.Loop loop, int threads) {
            this.loop = loop;
            this.threads = threads;
            pool = Executors.newFixedThreadPool(threads);
        }

        double gigaflops() throws InterruptedException {
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> nanos(together));
            }
            double slowest = 0;
            for (Future<Long> task : pool.invokeAll(tasks)) {
                slowest = Math.max(slowest, task.resultNow());
            }
            double operations = 2.0 * CALLS * ROUNDS_PER_CALL * loop.chains() * (loop.vectorBits() / 32.0);
            return threads * operations / slowest;
        }

        private long nanos(CyclicBarrier together) throws Exception {
            float[] state = new float[loop.chains() * (loop.vectorBits() / 32)];
            together.await();
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                loop.run(state, ROUNDS_PER_CALL);
            }
            return System.nanoTime() - start;
        }

        @Override
        public void close() {
            pool.shutdown();
        }
    }

    private void step() {
        if (!batches.next()) {
            batches.start(++epoch);
            batches.next();
        }
        Batch batch = batches.current();
        float[] labels = new float[batch.size()];
        float[] samples = new float[batch.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = batch.labels()[i];
            samples[i] = batch.samples()[i];
        }
        Tensor x = Tensor.samples(Shape.of(batch.size(), 1, 28, 28), batch.pixels());
        Network.Pass pass = network.train(x, Tensor.samples(Shape.of(samples.length), samples), epoch);
        Tensor loss = Losses.crossEntropy(pass.output(), Tensor.samples(Shape.of(labels.length), labels));
        List<Parameter> parameters = network.parameters();
        List<Tensor> gradients = Gradients.of(loss, parameters.stream().map(Parameter::tensor).toList());
        List<Update> updates = new ArrayList<>(pass.updates());
        updates.addAll(optimiser.step(state, parameters, gradients, 0.05, ++step));
        network.engine().run(List.of(loss), updates);
    }
}
