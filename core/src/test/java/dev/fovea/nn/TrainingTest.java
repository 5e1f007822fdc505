package dev.fovea.nn;

import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.dropout;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.residual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.OptimiserRule;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// A network with batch normalisation, dropout and a residual learns to tell horizontal bars from vertical ones, to the
/// same bits on every engine.
class TrainingTest {
    private static final Shape IMAGE = Shape.of(1, 8, 8);
    private static final int SAMPLES = 90;
    private static final int BATCH = 40;

    private record Bars(float[] pixels, float[] labels) {
        static Bars draw() {
            float[] pixels = new float[SAMPLES * 64];
            float[] labels = new float[SAMPLES];
            Stream stream = new Stream(5, Purpose.DRAW, 0);
            for (int n = 0; n < SAMPLES; n++) {
                stream.reset(0, n);
                labels[n] = n % 2;
                int place = stream.nextInt(8);
                for (int i = 0; i < 64; i++) {
                    boolean isOn = (n % 2 == 0 ? i / 8 : i % 8) == place;
                    pixels[n * 64 + i] = (isOn ? 1 : 0) + .3f * (float) stream.nextNormal();
                }
            }
            return new Bars(pixels, labels);
        }

        Tensor pixels(int from, int to) {
            return Tensor.samples(
                    Shape.of(to - from, 1, 8, 8), java.util.Arrays.copyOfRange(pixels, from * 64, to * 64));
        }

        Tensor labels(int from, int to) {
            return Tensor.samples(Shape.of(to - from), java.util.Arrays.copyOfRange(labels, from, to));
        }
    }

    private record Result(String sha256, String states, double accuracy) {}

    private static Result train(Engine engine, int epochs) {
        Network network =
                Network.of(
                                IMAGE,
                                11,
                                conv(6, 3),
                                batchNorm(),
                                relu(),
                                residual(Conv.of(6, 3).withSamePadding().withoutBias(), batchNorm(), relu()),
                                maxPool(2),
                                flatten(),
                                dropout(.3),
                                dense(2))
                        .on(engine);
        List<Parameter> velocities =
                network.parameters().stream().map(p -> Parameter.zeros("velocity", p.shape())).toList();
        Bars bars = Bars.draw();
        for (int epoch = 0; epoch < epochs; epoch++) {
            // Batches of 40, 40 and 10: ragged at the end.
            for (int from = 0; from < SAMPLES; from += BATCH) {
                step(network, velocities, bars, from, Math.min(SAMPLES, from + BATCH), epoch);
            }
        }
        float[] guesses = network.predict(bars.pixels(0, SAMPLES)).argMax(1).value();
        int right = 0;
        for (int n = 0; n < SAMPLES; n++) {
            right += guesses[n] == bars.labels()[n] ? 1 : 0;
        }
        return new Result(network.sha256(), ParameterHash.of(network.states()), right / (double) SAMPLES);
    }

    private static void step(Network network, List<Parameter> velocities, Bars bars, int from, int to, int epoch) {
        float[] numbers = new float[to - from];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = from + i;
        }
        Network.Pass pass =
                network.train(bars.pixels(from, to), Tensor.samples(Shape.of(numbers.length), numbers), epoch);
        Tensor loss = Losses.crossEntropy(pass.output(), bars.labels(from, to));
        List<Parameter> parameters = network.parameters();
        List<Tensor> gradients = Gradients.of(loss, parameters.stream().map(Parameter::tensor).toList());
        List<Tensor> numbersOfRule = List.of(Tensor.scalar(.05f), Tensor.scalar(1e-4f), Tensor.scalar(.9f));
        List<Update> updates = new ArrayList<>(pass.updates());
        for (int i = 0; i < parameters.size(); i++) {
            updates.add(
                    new Update.OptimiserStep(
                            OptimiserRule.MOMENTUM,
                            parameters.get(i),
                            List.of(velocities.get(i)),
                            gradients.get(i),
                            numbersOfRule));
        }
        network.engine().run(List.of(loss), updates);
    }

    private static Engine engine(String kernels, int threads) {
        return new StandardEngine(new CpuDevice(KernelSelection.select(kernels).kernels(), threads));
    }

    @Test
    void aSmallNetworkLearns() {
        assertThat(train(engine("auto", 1), 10).accuracy()).isGreaterThan(.95);
    }

    @Test
    void theBitsAreTheSameOnEveryEngine() {
        Result expected = train(engine("scalar", 1), 2);
        assertThat(train(engine("auto", 1), 2)).isEqualTo(expected);
        assertThat(train(engine("auto", 2), 2)).isEqualTo(expected);
        assertThat(train(engine("auto", 3), 2)).isEqualTo(expected);
    }
}
