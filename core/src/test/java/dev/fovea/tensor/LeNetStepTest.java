package dev.fovea.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.device.StandardEngine;
import dev.fovea.device.cpu.CpuDevice;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One whole training step of LeNet (20, 50, 500) against loops written by hand in double precision.
class LeNetStepTest {
    private static final int BATCH = 17;
    private static final int[] SIZES = {20, 50, 500};
    private static final float RATE = .05f;
    private static final float MOMENTUM = .9f;
    private static final float DECAY = 1e-3f;
    private static final Window TWO = Window.of(2, 2).withStride(2, 2);
    private static final Shape[] SHAPES = {
        Shape.of(20, 1, 5, 5),
        Shape.of(20),
        Shape.of(50, 20, 5, 5),
        Shape.of(50),
        Shape.of(500, 800),
        Shape.of(500),
        Shape.of(10, 500),
        Shape.of(10),
    };

    private final Stream stream = new Stream(5, Purpose.INITIALISE, 0);

    @Test
    void lossGradientsAndUpdatedWeightsAreThoseByHand() {
        float[] images = new float[BATCH * 784];
        float[] labels = new float[BATCH];
        for (int i = 0; i < images.length; i++) {
            images[i] = stream.nextFloat();
        }
        for (int i = 0; i < BATCH; i++) {
            labels[i] = stream.nextInt(10);
        }
        List<Parameter> weights = parameters("weight", .1);
        List<Parameter> velocity = parameters("velocity", .01);

        HandWrittenLeNet hand = new HandWrittenLeNet(SIZES, weights.stream().map(w -> doubles(w.values())).toList());
        for (int i = 0; i < BATCH; i++) {
            double[] image = doubles(Arrays.copyOfRange(images, i * 784, (i + 1) * 784));
            hand.add(image, (int) labels[i], BATCH);
        }
        List<double[]> expected = new ArrayList<>();
        for (int p = 0; p < SHAPES.length; p++) {
            expected.add(stepped(weights.get(p), velocity.get(p), hand.gradients().get(p)));
        }

        Tensor loss =
                loss(
                        weights,
                        Tensor.samples(Shape.of(BATCH, 1, 28, 28), images),
                        Tensor.samples(Shape.of(BATCH), labels));
        List<Tensor> gradients = Gradients.of(loss, weights.stream().map(Parameter::tensor).toList());
        List<Update> updates = new ArrayList<>();
        for (int p = 0; p < SHAPES.length; p++) {
            updates.add(
                    new Update.OptimiserStep(
                            OptimiserRule.MOMENTUM,
                            weights.get(p),
                            List.of(velocity.get(p)),
                            gradients.get(p),
                            List.of(Tensor.scalar(RATE), Tensor.scalar(DECAY), Tensor.scalar(MOMENTUM))));
        }
        List<Tensor> outputs = new ArrayList<>(List.of(loss));
        outputs.addAll(gradients);
        new StandardEngine(new CpuDevice(KernelSelection.select("auto").kernels(), 2)).run(outputs, updates);

        assertEquals(hand.loss(), loss.item(), 1e-5 * hand.loss());
        for (int p = 0; p < SHAPES.length; p++) {
            close(hand.gradients().get(p), gradients.get(p).value(), "gradient " + p);
            close(expected.get(p), weights.get(p).values(), "weight " + p);
        }
    }

    private static Tensor loss(List<Parameter> weights, Tensor x, Tensor labels) {
        List<Tensor> w = weights.stream().map(Parameter::tensor).toList();
        Tensor h = x.convolution(w.get(0), w.get(1)).tanh().maxPool(TWO);
        h = h.convolution(w.get(2), w.get(3)).tanh().maxPool(TWO).flatten();
        h = h.matmul(w.get(4).transpose(), w.get(5)).tanh();
        return h.matmul(w.get(6).transpose(), w.get(7)).crossEntropy(labels).mean();
    }

    private List<Parameter> parameters(String name, double deviation) {
        List<Parameter> parameters = new ArrayList<>();
        for (Shape shape : SHAPES) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * stream.nextNormal());
            }
            parameters.add(Parameter.of(name, shape, values));
        }
        return parameters;
    }

    private static double[] stepped(Parameter weight, Parameter velocity, double[] gradient) {
        double[] w = doubles(weight.values());
        double[] v = doubles(velocity.values());
        for (int i = 0; i < w.length; i++) {
            w[i] -= RATE * (MOMENTUM * v[i] + gradient[i] + DECAY * w[i]);
        }
        return w;
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    /// The difference is at most 1e-5 of the whole, in the Euclidean norm.
    private static void close(double[] expected, float[] got, String what) {
        double difference = 0;
        double whole = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += (expected[i] - got[i]) * (expected[i] - got[i]);
            whole += expected[i] * expected[i];
        }
        assertEquals(0, Math.sqrt(difference / whole), 1e-5, what);
    }
}
