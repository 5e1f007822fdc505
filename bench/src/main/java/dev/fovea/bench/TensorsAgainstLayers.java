package dev.fovea.bench;

import static dev.fovea.nn.Layers.averagePool;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.relu;

import dev.fovea.data.Batch;
import dev.fovea.data.Batches;
import dev.fovea.data.Digits;
import dev.fovea.data.Loader;
import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.nn.Network;
import dev.fovea.optim.OptimiserState;
import dev.fovea.optim.Sgd;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Trains the network of `examples/FromScratch.java` twice, side by side: written with tensors (relu as a maximum,
/// cross-entropy from primitive operations, gradient descent by assignment) and put together from layers.
///
/// Rounds alternate between the two, so that a busy neighbour slows both: the shorter, the better. What counts is the
/// median of the rounds' ratios. A step is all of it: gathering the batch, recording, gradients, updates. `java ...
/// dev.fovea.bench.TensorsAgainstLayers [THREADS] [ROUNDS] [STEPS PER ROUND]`
final class TensorsAgainstLayers {
    private static final int BATCH = 64;
    private static final int WARM_UP_STEPS = 400;
    private static final float RATE = .01f;
    private static final Window HALF = Window.of(2, 2).withStride(2, 2);

    private final StandardEngine engine;
    private final Network network;
    private final OptimiserState state;
    private final Sgd optimiser = Sgd.of();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Batches batches;
    private int epoch;
    private int step;

    private TensorsAgainstLayers(StandardEngine engine) {
        this.engine = engine;
        network =
                Network.of(
                                Shape.of(1, 28, 28),
                                1,
                                conv(20, 3),
                                relu(),
                                averagePool(2),
                                conv(50, 5),
                                relu(),
                                averagePool(2),
                                flatten(),
                                dense(128),
                                relu(),
                                dense(10))
                        .on(engine);
        state = OptimiserState.of(optimiser, network.parameters());
        int[][] shapes = {{20, 1, 3, 3}, {20}, {50, 20, 5, 5}, {50}, {800, 128}, {128}, {128, 10}, {10}};
        for (int[] extents : shapes) {
            parameters.add(normal(parameters.size(), Shape.of(extents)).on(engine));
        }
        batches = Loader.of(Digits.draw(1, 6_400, 100).train(), BATCH).droppingLast().shuffled(1).batches();
        batches.start(0);
    }

    public static void main(String[] arguments) {
        int threads =
                arguments.length > 0 ? Integer.parseInt(arguments[0]) : Runtime.getRuntime().availableProcessors();
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        int steps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        TensorsAgainstLayers both =
                new TensorsAgainstLayers(
                        new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), threads)));
        System.out.println(both.engine.describe());
        for (int i = 0; i < WARM_UP_STEPS; i++) {
            both.byTensors();
            both.byLayers();
        }
        double[] tensors = new double[rounds];
        double[] layers = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            // Whoever comes second finds the caches of the other: take turns.
            if (round % 2 == 0) {
                tensors[round] = stepsPerSecond(both::byTensors, steps);
                layers[round] = stepsPerSecond(both::byLayers, steps);
            } else {
                layers[round] = stepsPerSecond(both::byLayers, steps);
                tensors[round] = stepsPerSecond(both::byTensors, steps);
            }
            ratios[round] = tensors[round] / layers[round];
        }
        print("steps/s by tensors", tensors);
        print("steps/s by layers ", layers);
        print("tensors / layers  ", ratios);
    }

    private static void print(String what, double[] values) {
        Arrays.sort(values);
        int last = values.length - 1;
        System.out.printf(
                "%s: median %.3f  quartiles %.3f to %.3f  best %.3f%n",
                what, values[last / 2], values[last / 4], values[last * 3 / 4], values[last]);
    }

    private static double stepsPerSecond(Runnable step, int steps) {
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            step.run();
        }
        return steps / ((System.nanoTime() - start) * 1e-9);
    }

    private static Parameter normal(int number, Shape shape) {
        Stream random = new Stream(1, Purpose.INITIALISE, number);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = .01f * (float) random.nextNormal();
        }
        return Parameter.of("p" + number, shape, values);
    }

    private Batch batch() {
        if (!batches.next()) {
            batches.start(++epoch);
            batches.next();
        }
        return batches.current();
    }

    private static Tensor pixels(Batch batch) {
        return Tensor.samples(Shape.of(BATCH, 1, 28, 28), batch.pixels());
    }

    private static Tensor labels(Batch batch) {
        float[] labels = new float[BATCH];
        for (int i = 0; i < BATCH; i++) {
            labels[i] = batch.labels()[i];
        }
        return Tensor.samples(Shape.of(BATCH), labels);
    }

    private void byLayers() {
        Batch batch = batch();
        Network.Pass pass = network.train(pixels(batch), labels(batch), epoch);
        Tensor loss = pass.output().crossEntropy(labels(batch));
        Tensor mean = loss.mean();
        List<Tensor> gradients = Gradients.of(loss, network.parameters().stream().map(Parameter::tensor).toList());
        List<Update> updates = new ArrayList<>(pass.updates());
        updates.addAll(optimiser.step(state, network.parameters(), gradients, RATE, ++step));
        engine.run(List.of(mean), updates);
    }

    private void byTensors() {
        Batch batch = batch();
        Tensor loss = crossEntropy(net(pixels(batch)), labels(batch).oneHot(10));
        Tensor mean = loss.mean();
        List<Tensor> gradients = Gradients.of(loss, parameters.stream().map(Parameter::tensor).toList());
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            Parameter parameter = parameters.get(i);
            updates.add(parameter.assign(parameter.tensor().subtract(gradients.get(i).multiply(RATE))));
        }
        engine.run(List.of(mean), updates);
    }

    private Tensor p(int number) {
        return parameters.get(number).tensor();
    }

    private Tensor net(Tensor x) {
        Tensor h1 = rectified(x.convolution(p(0), p(1))).averagePool(HALF);
        Tensor h2 = rectified(h1.convolution(p(2), p(3))).averagePool(HALF);
        Tensor h3 = rectified(h2.flatten().matmul(p(4)).add(p(5)));
        return h3.matmul(p(6)).add(p(7));
    }

    private static Tensor rectified(Tensor x) {
        return x.maximum(x.zerosLike());
    }

    private static Tensor crossEntropy(Tensor logits, Tensor oneHot) {
        Tensor shifted = logits.subtract(logits.maxKeepingAxes(1));
        Tensor logSoftmax = shifted.subtract(shifted.exp().sumKeepingAxes(1).log());
        return oneHot.multiply(logSoftmax).nanSum(1).negate();
    }
}
