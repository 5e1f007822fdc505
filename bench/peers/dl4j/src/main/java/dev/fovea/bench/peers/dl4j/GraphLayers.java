package dev.fovea.bench.peers.dl4j;

import dev.fovea.bench.peers.Translator;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;
import dev.fovea.tensor.Parameter;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A network as vertices of a graph, known by their names.
final class GraphLayers extends Translator<String> {
    private final GraphBuilder builder;
    private final Map<String, INDArray> values = new LinkedHashMap<>();
    private int unnamed;

    GraphLayers(Network network, GraphBuilder builder) {
        super(network);
        this.builder = builder;
    }

    /// The first values, by the names of DL4J's parameters.
    Map<String, INDArray> values() {
        return values;
    }

    private UnaryOperator<String> layer(String name, Layer layer) {
        return x -> {
            builder.addLayer(name, layer, x);
            return name;
        };
    }

    private String next(String kind) {
        return kind + "-" + ++unnamed;
    }

    /// Dots would be taken for something else.
    private static String vertex(String name) {
        return name.replace('.', '-');
    }

    private void value(String layer, String ours, String theirs) {
        Parameter parameter = parameter(layer, ours);
        Shape shape = parameter.shape();
        INDArray array =
                shape.rank() == 1
                        ? Nd4j.create(parameter.values(), new long[] {1, shape.dim(0)})
                        : Nd4j.create(parameter.values(), extents(shape), 'c');
        values.put(vertex(layer) + "_" + theirs, shape.rank() == 2 ? array.transpose() : array);
    }

    private static long[] extents(Shape shape) {
        long[] extents = new long[shape.rank()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = shape.dim(axis);
        }
        return extents;
    }

    @Override
    protected UnaryOperator<String> conv(String name, Conv conv) {
        Window window = conv.sliding().window();
        value(name, "weight", "W");
        if (conv.bias() != null) {
            value(name, "bias", "b");
        }
        return layer(
                vertex(name),
                new ConvolutionLayer.Builder(window.kernelRows(), window.kernelColumns())
                        .stride(window.strideRows(), window.strideColumns())
                        .padding(window.paddingTop(), window.paddingLeft())
                        .hasBias(conv.bias() != null)
                        .nOut(conv.filters())
                        .activation(Activation.IDENTITY)
                        .build());
    }

    @Override
    protected UnaryOperator<String> dense(String name) {
        value(name, "weight", "W");
        value(name, "bias", "b");
        int units = parameter(name, "bias").shape().size();
        return layer(vertex(name), new DenseLayer.Builder().nOut(units).activation(Activation.IDENTITY).build());
    }

    @Override
    protected UnaryOperator<String> maxPool(int size) {
        return pool(SubsamplingLayer.PoolingType.MAX, size);
    }

    @Override
    protected UnaryOperator<String> averagePool(int size) {
        return pool(SubsamplingLayer.PoolingType.AVG, size);
    }

    private UnaryOperator<String> pool(SubsamplingLayer.PoolingType type, int size) {
        return layer(
                next("pool"), new SubsamplingLayer.Builder(type).kernelSize(size, size).stride(size, size).build());
    }

    @Override
    protected UnaryOperator<String> globalAveragePool() {
        return layer(next("mean"), new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
    }

    /// DL4J flattens by itself, in the same order.
    @Override
    protected UnaryOperator<String> flatten() {
        return UnaryOperator.identity();
    }

    @Override
    protected UnaryOperator<String> batchNorm(String name, BatchNorm norm) {
        value(name, "gamma", "gamma");
        value(name, "beta", "beta");
        value(name, "mean", "mean");
        value(name, "variance", "var");
        return layer(
                vertex(name),
                new BatchNormalization.Builder()
                        .useLogStd(false)
                        .decay(1 - norm.momentum())
                        .eps(norm.epsilon())
                        .build());
    }

    @Override
    protected UnaryOperator<String> activation(dev.fovea.nn.Activation.Function function) {
        Activation theirs =
                switch (function) {
                    case RELU -> Activation.RELU;
                    case TANH -> Activation.TANH;
                    default -> throw new IllegalArgumentException("no work has the activation " + function);
                };
        return layer(next("activation"), new ActivationLayer.Builder().activation(theirs).build());
    }

    @Override
    protected String add(String body, String around) {
        String name = next("sum");
        builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), body, around);
        return name;
    }
}
