package dev.fovea.device;

import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.tanh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.kernel.KernelSets;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Programs keep weights in the form they need from run to run: a prediction is always that of the present weights.
@Timeout(120)
class PreparedWeightsTest {
    private static final Shape IMAGE = Shape.of(8, 9, 9);

    private final Engine engine = engine();

    private static Engine engine() {
        return new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), 2));
    }

    private static Network network(long seed, Engine engine) {
        return Network.of(IMAGE, seed, conv(9, 3), batchNorm(), tanh(), flatten(), dense(5)).on(engine);
    }

    private static Tensor batch(int samples) {
        Shape shape = Shape.of(samples, 8, 9, 9);
        return Tensor.samples(shape, KernelSets.plain(shape.size(), 1));
    }

    /// What an engine says that has never computed anything.
    private static float[] fresh(Network network, int samples) {
        return network.on(engine()).predict(batch(samples)).value();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void aNewVersionOfAnyParameterIsSeen(int samples) {
        Network network = network(1, engine);
        float[] before = network.predict(batch(samples)).value();
        assertArrayEquals(before, network.predict(batch(samples)).value());
        for (Parameter parameter : network.all()) {
            float[] values = parameter.values();
            values[0] += 1;
            parameter.set(values);
            float[] after = network.predict(batch(samples)).value();
            assertFalse(Arrays.equals(before, after), parameter + " was changed");
            assertArrayEquals(fresh(network, samples), after, parameter + " was changed");
            before = after;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void networksThatShareAProgramKeepTheirWeights(int samples) {
        Network one = network(1, engine);
        Network other = network(2, engine);
        for (int turn = 0; turn < 3; turn++) {
            assertArrayEquals(fresh(one, samples), one.predict(batch(samples)).value());
            assertArrayEquals(fresh(other, samples), other.predict(batch(samples)).value());
        }
    }

    /// While one thread changes the weights, others predict: each prediction is that of one version.
    @Test
    void besideUpdatesEachPredictionIsOfOneVersion() throws InterruptedException, ExecutionException {
        Network network = network(1, engine);
        Parameter weight = network.parameters().getFirst();
        float[] first = weight.values();
        float[] second = network(2, engine).parameters().getFirst().values();
        weight.set(second);
        float[] ofSecond = fresh(network, 1);
        weight.set(first);
        float[] ofFirst = fresh(network, 1);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(() -> predictions(network, List.of(ofFirst, ofSecond), done)));
            }
            for (int i = 0; i < 300; i++) {
                weight.set(i % 2 == 0 ? second : first);
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get() > 0, "a reader has predicted nothing");
            }
        }
    }

    private static int predictions(Network network, List<float[]> expected, AtomicBoolean done) {
        int count = 0;
        while (!done.get() || count == 0) {
            try {
                float[] got = network.predict(batch(1)).value();
                assertTrue(expected.stream().anyMatch(one -> Arrays.equals(one, got)), "some of each version");
                count++;
            } catch (IllegalStateException overwritten) {
                // Between recording and running, the parameter got a new version: record again.
                assertTrue(overwritten.getMessage().contains("record it again"), overwritten.getMessage());
            }
        }
        return count;
    }

    /// A weight gradient multiplies all lanes of a block. Those without a sample have nothing to add, infinite biases
    /// or not, though what lies there was prepared and what it is multiplied with was not.
    @Test
    void lanesWithoutASampleAddNothing() {
        Parameter images = Parameter.of("images", Shape.of(3, 1, 4, 4), new float[48]);
        Parameter first = Parameter.of("first", Shape.of(1, 1, 1, 1), 1);
        Parameter bias = Parameter.of("bias", Shape.of(1), Float.POSITIVE_INFINITY);
        Parameter second = Parameter.of("second", Shape.of(1, 1, 1, 1), 1);
        float[] ones = new float[48];
        Arrays.fill(ones, 1);
        Tensor prepared = images.on(engine).tensor().convolution(first.on(engine).tensor(), bias.on(engine).tensor());
        Tensor weights = second.on(engine).tensor();
        Tensor loss = prepared.convolution(weights, null).multiply(Tensor.samples(Shape.of(3, 1, 4, 4), ones)).sum();
        float[] gradient = Gradients.of(loss, List.of(weights)).getFirst().value();
        assertArrayEquals(new float[] {Float.POSITIVE_INFINITY}, gradient);
    }
}
