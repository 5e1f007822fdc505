package dev.fovea.nn;

import dev.fovea.shape.Window;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns layers into descriptions.
final class LayerWriter {
    private LayerWriter() {}

    static List<Object> layers(String place, List<Layer> layers) {
        List<Object> trees = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            trees.add(layer(place + "[" + i + "]", layers.get(i)));
        }
        return List.copyOf(trees);
    }

    private static Object layerOrChain(String place, Layer layer) {
        return layer instanceof Chain(List<Layer> layers) ? layers(place, layers) : layer(place, layer);
    }

    private static Object layer(String place, Layer layer) {
        Map<String, Object> options = new LinkedHashMap<>();
        String word = word(place, layer, options);
        List<String> names = LayerKinds.of(word).optionNames();
        return Description.written(word, names.isEmpty() ? "" : names.getFirst(), options);
    }

    /// Puts the options that are not as usual.
    private static String word(String place, Layer layer, Map<String, Object> options) {
        return switch (layer) {
            case Conv conv -> conv(conv, options);
            case MaxPool(Sliding sliding) -> pool("maxPool", sliding, options);
            case AveragePool(Sliding sliding) -> pool("averagePool", sliding, options);
            case GlobalAveragePool pool -> "globalAveragePool";
            case Dense(int units, Initialiser weight, Initialiser bias) -> {
                options.put("units", units);
                initialisers(weight, bias, options);
                yield "dense";
            }
            case Flatten flatten -> "flatten";
            case Activation(Activation.Function function, double slope) -> {
                unlessUsual(options, "slope", slope, function == Activation.Function.LEAKY_RELU ? Activation.SLOPE : 0);
                yield function.word();
            }
            case Softmax softmax -> "softmax";
            case BatchNorm(double momentum, double epsilon) -> {
                unlessUsual(options, "momentum", momentum, BatchNorm.MOMENTUM);
                unlessUsual(options, "epsilon", epsilon, BatchNorm.EPSILON);
                yield "batchNorm";
            }
            case Dropout(double rate) -> {
                options.put("rate", rate);
                yield "dropout";
            }
            case Chain(List<Layer> layers) -> {
                options.put("layers", layers(place + ".chain", layers));
                yield "chain";
            }
            case Residual(Layer body, Layer shortcut) -> {
                options.put("body", layerOrChain(place + ".residual.body", body));
                if (shortcut != null) {
                    options.put("shortcut", layerOrChain(place + ".residual.shortcut", shortcut));
                }
                yield "residual";
            }
            case Parallel(List<Layer> branches) -> {
                List<Object> trees = new ArrayList<>();
                branches.forEach(branch -> trees.add(layerOrChain(place + ".parallel[" + trees.size() + "]", branch)));
                options.put("branches", List.copyOf(trees));
                yield "parallel";
            }
            default ->
                    throw new IllegalArgumentException(
                            "describing "
                                    + place
                                    + ": "
                                    + layer
                                    + " is "
                                    + (layer instanceof Lambda ? "a function" : "a layer of your own")
                                    + ", which has no words in a description; expected layers of "
                                    + Layer.class.getPackageName()
                                    + "; keep such a network as a program");
        };
    }

    private static String conv(Conv conv, Map<String, Object> options) {
        options.put("filters", conv.filters());
        sliding(conv.sliding(), 1, 1, options);
        unlessUsual(options, "groups", conv.groups(), 1);
        initialisers(conv.weight(), conv.bias(), options);
        if (conv.direct()) {
            options.put("direct", true);
        }
        return "conv";
    }

    private static String pool(String word, Sliding sliding, Map<String, Object> options) {
        Window window = sliding.window();
        sliding(sliding, window.kernelRows(), window.kernelColumns(), options);
        return word;
    }

    private static void sliding(Sliding sliding, int usualRows, int usualColumns, Map<String, Object> options) {
        Window window = sliding.window();
        options.put("kernel", pair(window.kernelRows(), window.kernelColumns()));
        if (window.strideRows() != usualRows || window.strideColumns() != usualColumns) {
            options.put("stride", pair(window.strideRows(), window.strideColumns()));
        }
        if (sliding.same()) {
            options.put("padding", "same");
        } else if (window.isPadded()) {
            options.put("padding", sides(window));
        }
        unlessUsual(options, "dilation", pair(window.dilationRows(), window.dilationColumns()), 1);
    }

    private static Object pair(int rows, int columns) {
        return rows == columns ? rows : List.of(rows, columns);
    }

    private static Object sides(Window window) {
        boolean isEven = window.paddingTop() == window.paddingBottom() && window.paddingLeft() == window.paddingRight();
        return isEven
                ? pair(window.paddingTop(), window.paddingLeft())
                : List.of(window.paddingTop(), window.paddingLeft(), window.paddingBottom(), window.paddingRight());
    }

    private static void initialisers(Initialiser weight, @Nullable Initialiser bias, Map<String, Object> options) {
        if (!weight.equals(Initialiser.xavierUniform())) {
            options.put("weight", InitialiserDescription.write(weight));
        }
        if (!Initialiser.zeros().equals(bias)) {
            options.put("bias", bias == null ? false : InitialiserDescription.write(bias));
        }
    }

    private static void unlessUsual(Map<String, Object> options, String name, Object value, Object usual) {
        if (!value.equals(usual)) {
            options.put(name, value);
        }
    }
}
