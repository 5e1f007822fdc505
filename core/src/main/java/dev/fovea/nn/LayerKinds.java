package dev.fovea.nn;

import dev.fovea.nn.LayerKind.Option;

import java.util.List;

/// The sorts of layers that descriptions know.
final class LayerKinds {
    private static final Option STRIDE =
            new Option("stride", "1", "pixels from one window to the next, or [rows, columns]");
    private static final Option STRIDE_OF_POOL =
            new Option("stride", "the kernel", "pixels from one window to the next, or [rows, columns]");
    private static final Option PADDING =
            new Option("padding", "0", "\"same\", a number, [rows, columns] or [top, left, bottom, right]");
    private static final Option DILATION =
            new Option("dilation", "1", "pixels from one tap to the next, or [rows, columns]");
    private static final Option KERNEL = new Option("kernel", "", "rows and columns of a window, or [rows, columns]");
    private static final Option WEIGHT = new Option("weight", "xavierUniform", "the initialiser of the weights");
    private static final Option BIAS = new Option("bias", "zeros", "the initialiser of the biases, or false for none");

    static final List<LayerKind> ALL =
            List.of(
                    new LayerKind(
                            "conv",
                            "convolves images with filters that it learns",
                            List.of(
                                    new Option("filters", "", "output channels"),
                                    KERNEL,
                                    STRIDE,
                                    PADDING,
                                    DILATION,
                                    new Option("groups", "1", "groups of channels with filters of their own"),
                                    WEIGHT,
                                    BIAS)),
                    new LayerKind(
                            "maxPool",
                            "takes the largest pixel of each window",
                            List.of(KERNEL, STRIDE_OF_POOL, PADDING, DILATION)),
                    new LayerKind(
                            "averagePool",
                            "takes the mean of each window, padding left out",
                            List.of(KERNEL, STRIDE_OF_POOL, PADDING, DILATION)),
                    new LayerKind("globalAveragePool", "takes the mean of each channel", List.of()),
                    new LayerKind(
                            "dense",
                            "computes every output from every input, with weights that it learns",
                            List.of(new Option("units", "", "outputs"), WEIGHT, BIAS)),
                    new LayerKind("flatten", "makes each sample one row", List.of()),
                    new LayerKind("relu", "keeps what is above 0, else gives 0", List.of()),
                    new LayerKind(
                            "leakyRelu",
                            "keeps what is above 0, else multiplies it by a slope",
                            List.of(new Option("slope", "0.01", "the slope below 0"))),
                    new LayerKind("tanh", "takes the hyperbolic tangent", List.of()),
                    new LayerKind("sigmoid", "takes 1 / (1 + exp(-x))", List.of()),
                    new LayerKind("softmax", "turns logits into probabilities", List.of()),
                    new LayerKind(
                            "batchNorm",
                            "normalises each channel by the batch, in prediction by running statistics",
                            List.of(
                                    new Option("momentum", "0.1", "what the running statistics take from each batch"),
                                    new Option("epsilon", "0.00001", "added to the variance"))),
                    new LayerKind(
                            "dropout",
                            "sets elements to 0 at random in training",
                            List.of(new Option("rate", "", "the probability of an element to be dropped"))),
                    new LayerKind(
                            "chain",
                            "applies layers one after the other",
                            List.of(new Option("layers", "", "a list of layers"))),
                    new LayerKind(
                            "residual",
                            "adds its input, or a shortcut of it, to what its body computes",
                            List.of(
                                    new Option("body", "", "a layer or a list of layers"),
                                    new Option("shortcut", "the input itself", "a layer or a list of layers"))),
                    new LayerKind(
                            "parallel",
                            "applies layers side by side and concatenates their channels",
                            List.of(new Option("branches", "", "a list of layers or lists of layers"))));

    private LayerKinds() {}

    static List<String> names() {
        return ALL.stream().map(LayerKind::name).toList();
    }

    static LayerKind of(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow();
    }
}
