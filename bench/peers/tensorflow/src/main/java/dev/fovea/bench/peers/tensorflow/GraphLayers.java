package dev.fovea.bench.peers.tensorflow;

import dev.fovea.bench.peers.Translator;
import dev.fovea.nn.Activation;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Network;
import dev.fovea.shape.Window;
import dev.fovea.tensor.Parameter;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

import java.util.List;
import java.util.function.UnaryOperator;

/// A network as operations of a graph.
final class GraphLayers extends Translator<Flow> {
    private final Ops tf;
    private final Values values;
    private final boolean training;

    /// Layers in a graph.
    ///
    /// @param network layers and first values
    /// @param tf makes operations
    /// @param values the parameters; a second pass over the same ones shares them
    /// @param training whether batches are normalised by their own statistics
    GraphLayers(Network network, Ops tf, Values values, boolean training) {
        super(network);
        this.tf = tf;
        this.values = values;
        this.training = training;
    }

    @Override
    protected UnaryOperator<Flow> conv(String name, Conv conv) {
        Parameter weight = parameter(name, "weight");
        int outs = weight.shape().dim(0);
        int ins = weight.shape().dim(1);
        int rows = weight.shape().dim(2);
        int columns = weight.shape().dim(3);
        float[] turned = Turning.filters(weight.values(), outs, ins, rows * columns);
        Operand<TFloat32> filters = values.trained(weight, turned, rows, columns, ins, outs);
        Window window = conv.sliding().window();
        int padding = window.paddingTop();
        List<Long> strides = List.of(1L, (long) window.strideRows(), (long) window.strideColumns(), 1L);
        boolean same = padding > 0 && window.strideRows() == 1;
        return x -> {
            Operand<TFloat32> padded = padding > 0 && !same ? pad(x.value(), padding) : x.value();
            Operand<TFloat32> y = tf.nn.conv2d(padded, filters, strides, same ? "SAME" : "VALID");
            return new Flow(conv.bias() == null ? y : biased(y, name));
        };
    }

    /// "SAME" would pad images of even size at their end only.
    private Operand<TFloat32> pad(Operand<TFloat32> x, int padding) {
        int[][] around = {{0, 0}, {padding, padding}, {padding, padding}, {0, 0}};
        return tf.pad(x, tf.constant(around), tf.constant(0f));
    }

    private Operand<TFloat32> biased(Operand<TFloat32> x, String name) {
        Parameter bias = parameter(name, "bias");
        return tf.nn.biasAdd(x, values.trained(bias, bias.values(), bias.shape().size()));
    }

    @Override
    protected UnaryOperator<Flow> dense(String name) {
        Parameter weight = parameter(name, "weight");
        int outs = weight.shape().dim(0);
        int ins = weight.shape().dim(1);
        return x -> {
            float[] turned = Turning.rows(weight.values(), outs, ins, x.flattened());
            Operand<TFloat32> matrix = values.trained(weight, turned, ins, outs);
            MatMul<TFloat32> y = tf.linalg.matMul(x.value(), matrix);
            return new Flow(biased(y, name));
        };
    }

    @Override
    protected UnaryOperator<Flow> maxPool(int size) {
        int[] window = {1, size, size, 1};
        return x -> new Flow(tf.nn.maxPool(x.value(), tf.constant(window), tf.constant(window), "VALID"));
    }

    @Override
    protected UnaryOperator<Flow> averagePool(int size) {
        List<Long> window = List.of(1L, (long) size, (long) size, 1L);
        return x -> new Flow(tf.nn.avgPool(x.value(), window, window, "VALID"));
    }

    @Override
    protected UnaryOperator<Flow> globalAveragePool() {
        return x -> new Flow(tf.math.mean(x.value(), tf.constant(new int[] {1, 2})));
    }

    @Override
    protected UnaryOperator<Flow> flatten() {
        return x -> {
            int features = x.extent(1) * x.extent(2) * x.extent(3);
            Operand<TFloat32> flat = tf.reshape(x.value(), tf.constant(new int[] {-1, features}));
            return new Flow(flat, x.extent(3));
        };
    }

    @Override
    protected UnaryOperator<Flow> batchNorm(String name, BatchNorm norm) {
        Parameter first = parameter(name, "gamma");
        long channels = first.shape().size();
        Operand<TFloat32> gamma = values.trained(first, first.values(), channels);
        Operand<TFloat32> beta = values.trained(parameter(name, "beta"), parameter(name, "beta").values(), channels);
        Operand<TFloat32> mean = values.state(parameter(name, "mean"));
        Operand<TFloat32> variance = values.state(parameter(name, "variance"));
        FusedBatchNorm.Options epsilon = FusedBatchNorm.epsilon((float) norm.epsilon());
        return x -> {
            if (!training) {
                return new Flow(
                        tf.nn.fusedBatchNorm(
                                        x.value(),
                                        gamma,
                                        beta,
                                        mean,
                                        variance,
                                        epsilon,
                                        FusedBatchNorm.isTraining(false))
                                .y());
            }
            Operand<TFloat32> none = tf.constant(new float[0]);
            FusedBatchNorm<TFloat32, TFloat32> batch =
                    tf.nn.fusedBatchNorm(x.value(), gamma, beta, none, none, epsilon, FusedBatchNorm.isTraining(true));
            values.update(mean, batch.batchMean(), norm.momentum());
            values.update(variance, batch.batchVariance(), norm.momentum());
            return new Flow(batch.y());
        };
    }

    @Override
    protected UnaryOperator<Flow> activation(Activation.Function function) {
        return switch (function) {
            case RELU -> x -> new Flow(tf.nn.relu(x.value()));
            case TANH -> x -> new Flow(tf.math.tanh(x.value()));
            default -> throw new IllegalArgumentException("no work has the activation " + function);
        };
    }

    @Override
    protected Flow add(Flow body, Flow around) {
        return new Flow(tf.math.add(body.value(), around.value()));
    }
}
