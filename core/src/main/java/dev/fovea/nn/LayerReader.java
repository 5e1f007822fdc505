package dev.fovea.nn;

import dev.fovea.nn.Description.Options;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// Turns descriptions into layers.
final class LayerReader {
    private LayerReader() {}

    static List<Layer> layers(Description list) {
        return list.list().stream().map(LayerReader::layer).toList();
    }

    /// One layer, or a list of them as a chain.
    private static Layer layerOrChain(Description description) {
        return description.isList() ? new Chain(layers(description)) : layer(description);
    }

    private static Layer layer(Description description) {
        Description.Choice choice = description.choice("layer", LayerKinds.names());
        Options options = choice.options().options(LayerKinds.of(choice.word()).optionNames());
        return choice.options().make(() -> layer(choice.word(), options));
    }

    private static Layer layer(String word, Options options) {
        return switch (word) {
            case "conv" -> conv(options);
            case "maxPool" -> new MaxPool(pooling(options));
            case "averagePool" -> new AveragePool(pooling(options));
            case "globalAveragePool" -> new GlobalAveragePool();
            case "dense" -> new Dense(options.get("units").integer(1), weight(options), bias(options));
            case "flatten" -> new Flatten();
            case "relu" -> Activation.relu();
            case "leakyRelu" -> Activation.leakyRelu(options.number("slope", Activation.SLOPE));
            case "tanh" -> Activation.tanh();
            case "sigmoid" -> Activation.sigmoid();
            case "softmax" -> new Softmax();
            case "batchNorm" ->
                    new BatchNorm(
                            options.number("momentum", BatchNorm.MOMENTUM),
                            options.number("epsilon", BatchNorm.EPSILON));
            case "dropout" -> new Dropout(options.get("rate").number());
            case "chain" -> new Chain(layers(options.get("layers")));
            case "residual" ->
                    new Residual(
                            layerOrChain(options.get("body")),
                            options.has("shortcut") ? layerOrChain(options.get("shortcut")) : null);
            case "parallel" ->
                    new Parallel(options.get("branches").list().stream().map(LayerReader::layerOrChain).toList());
            default -> throw new IllegalStateException("reading the layer " + word + ": it is listed and not read");
        };
    }

    private static Conv conv(Options options) {
        int filters = options.get("filters").integer(1);
        int[] one = {1, 1};
        return new Conv(
                filters,
                sliding(options, one),
                options.integer("groups", 1, 1),
                weight(options),
                bias(options),
                options.has("direct") && options.get("direct").is(true));
    }

    private static Initialiser weight(Options options) {
        return options.has("weight") ? InitialiserDescription.read(options.get("weight")) : Initialiser.xavierUniform();
    }

    private static @Nullable Initialiser bias(Options options) {
        if (!options.has("bias") || options.get("bias").is(true)) {
            return Initialiser.zeros();
        }
        return options.get("bias").is(false) ? null : InitialiserDescription.read(options.get("bias"));
    }

    private static Sliding pooling(Options options) {
        return sliding(options, pair(options.get("kernel"), 1));
    }

    private static Sliding sliding(Options options, int[] usualStride) {
        int[] kernel = pair(options.get("kernel"), 1);
        int[] stride = options.has("stride") ? pair(options.get("stride"), 1) : usualStride;
        int[] dilation = options.has("dilation") ? pair(options.get("dilation"), 1) : new int[] {1, 1};
        Sliding sliding = Sliding.of(kernel[0], kernel[1], stride[0], stride[1]).withDilation(dilation[0], dilation[1]);
        return options.has("padding") ? padded(sliding, options.get("padding")) : sliding;
    }

    private static Sliding padded(Sliding sliding, Description padding) {
        if (padding.is("same")) {
            return sliding.withSamePadding();
        }
        String expected = "\"same\", a whole number of at least 0, [rows, columns] or [top, left, bottom, right]";
        int[] sides = numbers(padding, 0, expected, count -> count == 2 || count == 4);
        int last = sides.length - 1;
        return sliding.withPadding(sides[0], sides[1 % sides.length], sides[last == 3 ? 2 : 0], sides[last]);
    }

    private static int[] pair(Description description, int least) {
        String expected = "a whole number of at least " + least + ", or two of them, [rows, columns]";
        int[] numbers = numbers(description, least, expected, count -> count == 2);
        return new int[] {numbers[0], numbers[numbers.length - 1]};
    }

    /// One number or a list of some.
    private static int[] numbers(
            Description description, int least, String expected, Function<Integer, Boolean> allows) {
        try {
            if (!description.isList()) {
                return new int[] {description.integer(least)};
            }
            List<Description> list = description.list();
            if (allows.apply(list.size())) {
                return list.stream().mapToInt(element -> element.integer(least)).toArray();
            }
        } catch (DescriptionException wrongElement) {
            if (!wrongElement.place().equals(description.place())) {
                throw wrongElement;
            }
        }
        throw description.wrong(expected);
    }
}
