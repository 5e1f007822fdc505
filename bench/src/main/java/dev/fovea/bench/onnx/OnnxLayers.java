package dev.fovea.bench.onnx;

import dev.fovea.nn.Activation;
import dev.fovea.nn.AveragePool;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Chain;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Dense;
import dev.fovea.nn.Dropout;
import dev.fovea.nn.Flatten;
import dev.fovea.nn.GlobalAveragePool;
import dev.fovea.nn.Lambda;
import dev.fovea.nn.Layer;
import dev.fovea.nn.MaxPool;
import dev.fovea.nn.Network;
import dev.fovea.nn.Parallel;
import dev.fovea.nn.Residual;
import dev.fovea.nn.Sliding;
import dev.fovea.nn.Softmax;
import dev.fovea.shape.Window;
import dev.fovea.tensor.Parameter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The layers of a network as ONNX operators, with the network's values.
public final class OnnxLayers {
    private final Network network;
    private final OnnxGraph graph;
    private final Set<Object> kinds = new LinkedHashSet<>();

    /// Layers in a graph.
    ///
    /// @param network layers and values
    /// @param graph takes the operators
    public OnnxLayers(Network network, OnnxGraph graph) {
        this.network = network;
        this.graph = graph;
    }

    /// {@return the name of the output of all layers, which this adds to the graph}
    ///
    /// @param x the name of the input
    public String all(String x) {
        return apply(Chain.of(network.layers()), x, new Names(""));
    }

    /// {@return the classes of the layers that were added, and the functions of activations}
    public Set<Object> kinds() {
        return kinds;
    }

    /// Numbers the layers of one place by kind, as networks name them: `conv1`, `conv2`.
    private record Names(String path, Map<String, Integer> counts) {
        Names(String path) {
            this(path, new LinkedHashMap<>());
        }

        Names in(String name) {
            return new Names(path.isEmpty() ? name : path + "." + name);
        }

        Names next(Layer layer) {
            return in(layer.kind() + counts.merge(layer.kind(), 1, Integer::sum));
        }
    }

    private String apply(Layer layer, String x, Names names) {
        kinds.add(layer instanceof Activation activation ? activation.function() : layer.getClass());
        kinds.add(layer.getClass());
        if (layer instanceof Chain chain) {
            String y = x;
            for (Layer inner : chain.layers()) {
                y = apply(inner, y, names);
            }
            return y;
        }
        Names own = names.next(layer);
        return switch (layer) {
            case Conv conv ->
                    slide("Conv", weighted(x, own, conv.bias() != null), conv.sliding(), "group", (long) conv.groups());
            case Dense dense -> graph.node("Gemm", weighted(x, own, dense.bias() != null), "transB", 1L);
            case MaxPool pool -> slide("MaxPool", List.of(x), pool.sliding());
            case AveragePool pool -> slide("AveragePool", List.of(x), pool.sliding(), "count_include_pad", 0L);
            case GlobalAveragePool _ -> flatten(graph.node("GlobalAveragePool", List.of(x)));
            case Flatten _ -> flatten(x);
            case Softmax _ -> graph.node("Softmax", List.of(x), "axis", -1L);
            case Dropout _ -> graph.node("Dropout", List.of(x));
            case BatchNorm norm ->
                    graph.node(
                            "BatchNormalization",
                            List.of(
                                    x,
                                    parameter(own, "gamma"),
                                    parameter(own, "beta"),
                                    parameter(own, "mean"),
                                    parameter(own, "variance")),
                            "epsilon",
                            (float) norm.epsilon());
            case Activation activation -> activate(activation, x);
            case Residual residual -> residual(residual, x, own);
            case Parallel parallel -> parallel(parallel, x, own);
            case Lambda lambda -> graph.node(lambda.name(), List.of(x));
            default ->
                    throw new AssertionError(
                            layer.getClass()
                                    + " has no counterpart here; say which ONNX operators it is, and add a case");
        };
    }

    private String activate(Activation activation, String x) {
        return switch (activation.function()) {
            case RELU -> graph.node("Relu", List.of(x));
            case LEAKY_RELU -> graph.node("LeakyRelu", List.of(x), "alpha", (float) activation.slope());
            case TANH -> graph.node("Tanh", List.of(x));
            case SIGMOID -> graph.node("Sigmoid", List.of(x));
        };
    }

    private String residual(Residual residual, String x, Names own) {
        String body = apply(residual.body(), x, own);
        Layer shortcut = residual.shortcut();
        return graph.node("Add", List.of(body, shortcut == null ? x : apply(shortcut, x, own.in("shortcut"))));
    }

    private String parallel(Parallel parallel, String x, Names own) {
        List<String> outputs = new ArrayList<>();
        for (Layer branch : parallel.branches()) {
            outputs.add(apply(branch, x, own.in("branch" + (outputs.size() + 1))));
        }
        return graph.node("Concat", outputs, "axis", 1L);
    }

    private String flatten(String x) {
        return graph.node("Flatten", List.of(x), "axis", 1L);
    }

    private List<String> weighted(String x, Names own, boolean biased) {
        String weight = parameter(own, "weight");
        return biased ? List.of(x, weight, parameter(own, "bias")) : List.of(x, weight);
    }

    private String parameter(Names own, String name) {
        Parameter parameter = network.parameter(own.path + "." + name);
        return graph.constant(parameter.shape(), parameter.values());
    }

    private String slide(String operator, List<String> operands, Sliding sliding, Object... more) {
        Window window = sliding.window();
        List<Object> attributes = new ArrayList<>(Arrays.asList(OnnxWindows.attributes(window)));
        if (sliding.same()) {
            int pads = attributes.indexOf("pads");
            attributes.set(pads, "auto_pad");
            attributes.set(pads + 1, "SAME_UPPER");
        }
        attributes.addAll(Arrays.asList(more));
        return graph.node(operator, operands, attributes.toArray());
    }
}
