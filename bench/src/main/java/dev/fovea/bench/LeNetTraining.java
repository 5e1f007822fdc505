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

/// Trains LeNet 20/50/500 with tanh on digits in batches of 100 and prints its speed beside the peak of fused multiply-adds that the
/// same process measures in turn: `fovea exec LeNetTraining.java [auto|scalar|128|256|512] [THREADS] [ROUNDS]`.
///
/// Each round trains for about a second, then measures the peak for half a second, so that a busy neighbour slows both. An image costs
/// 13.18 million floating-point operations: three times the forward pass, less the first layer's input gradient. What is timed is the whole
/// step: gathering the batch, recording, gradients, updates.
final class LeNetTraining {
    private static final double OPERATIONS_PER_IMAGE = 13.18e6;
    private static final int BATCH = 100;
    private static final int WARM_UP_STEPS = 300;
    private static final long ROUND_NANOS = 1_000_000_000L;

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
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : Runtime.getRuntime().availableProcessors();
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 15;
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
        double[] shares = new double[rounds];
        double[] speeds = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            speeds[round] = imagesPerSecond();
            double gigaflops = speeds[round] * OPERATIONS_PER_IMAGE * 1e-9;
            double peak = Peak.measure(kernels, threads).gigaflops();
            shares[round] = gigaflops / peak;
            System.out.printf(
                    "%2d: %6.0f images/s = %5.1f GFLOP/s, peak %5.1f GFLOP/s, %4.1f %%%n",
                    round + 1, speeds[round], gigaflops, peak, 100 * shares[round]);
        }
        System.out.printf(
                "median: %.0f images/s, %.1f %% of the peak (best round %.1f %%)%n",
                median(speeds), 100 * median(shares), 100 * Arrays.stream(shares).max().orElse(0));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private double imagesPerSecond() {
        long start = System.nanoTime();
        long images = 0;
        long now = start;
        while (now - start < ROUND_NANOS) {
            step();
            images += BATCH;
            now = System.nanoTime();
        }
        return images / ((now - start) * 1e-9);
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
        List<Tensor> gradients =
                Gradients.of(loss, parameters.stream().map(Parameter::tensor).toList());
        List<Update> updates = new ArrayList<>(pass.updates());
        updates.addAll(optimiser.step(state, parameters, gradients, 0.05, ++step));
        network.engine().run(List.of(loss), updates);
    }
}
