package dev.fovea.nn;

import dev.fovea.nn.LayerKind.Example;
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

    private static final String WINDOWS =
            "H' = floor((H + top + bottom - dilation (kernel - 1) - 1) / stride) + 1, W' alike";

    static final List<LayerKind> ALL =
            List.of(
                    new LayerKind(
                            "conv",
                            "convolves images with filters that it learns",
                            "y[f, i, j] = bias[f] + sum over c, k, l of weight[f, c, k, l] x[c, i stride + k dilation - top, j stride + l dilation - left]",
                            "[N, C, H, W] to [N, filters, H', W'], " + WINDOWS,
                            "weight [filters, C / groups, kernel, kernel], bias [filters]",
                            new Example(
                                    "{conv: {filters: 20, kernel: 5, padding: same}}",
                                    "Conv.of(20, 5).withSamePadding()"),
                            List.of(
                                    new Option("filters", "", "output channels"),
                                    KERNEL,
                                    STRIDE,
                                    PADDING,
                                    DILATION,
                                    new Option("groups", "1", "groups of channels with filters of their own"),
                                    WEIGHT,
                                    BIAS,
                                    new Option(
                                            "direct",
                                            "false",
                                            "whether Winograd's filtering is left out for plain sums"))),
                    new LayerKind(
                            "maxPool",
                            "takes the largest pixel of each window",
                            "y[c, i, j] = max over k, l of x[c, i stride + k dilation - top, j stride + l dilation - left]",
                            "[N, C, H, W] to [N, C, H', W'], " + WINDOWS,
                            "",
                            new Example("{maxPool: 2}", "MaxPool.of(2)"),
                            List.of(KERNEL, STRIDE_OF_POOL, PADDING, DILATION)),
                    new LayerKind(
                            "averagePool",
                            "takes the mean of each window, padding left out",
                            "y[c, i, j] = mean over k, l of x[c, i stride + k dilation - top, j stride + l dilation - left]",
                            "[N, C, H, W] to [N, C, H', W'], " + WINDOWS,
                            "",
                            new Example("{averagePool: 2}", "AveragePool.of(2)"),
                            List.of(KERNEL, STRIDE_OF_POOL, PADDING, DILATION)),
                    new LayerKind(
                            "globalAveragePool",
                            "takes the mean of each channel",
                            "y[c] = mean over i, j of x[c, i, j]",
                            "[N, C, H, W] to [N, C, 1, 1]",
                            "",
                            new Example("globalAveragePool", "new GlobalAveragePool()"),
                            List.of()),
                    new LayerKind(
                            "dense",
                            "computes every output from every input by weights",
                            "y[o] = bias[o] + sum over i of weight[o, i] x[i]",
                            "[N, inputs] to [N, units]",
                            "weight [units, inputs], bias [units]",
                            new Example("{dense: 500}", "Dense.of(500)"),
                            List.of(new Option("units", "", "outputs"), WEIGHT, BIAS)),
                    new LayerKind(
                            "flatten",
                            "makes each sample one row",
                            "y = x in row-major order",
                            "[N, C, H, W] to [N, C H W]",
                            "",
                            new Example("flatten", "new Flatten()"),
                            List.of()),
                    new LayerKind(
                            "relu",
                            "keeps what is above 0, else gives 0",
                            "y = x <= 0 ? 0 : x",
                            "any, unchanged",
                            "",
                            new Example("relu", "Activation.relu()"),
                            List.of()),
                    new LayerKind(
                            "leakyRelu",
                            "keeps what is above 0, else multiplies it by a slope",
                            "y = x > 0 ? x : slope x",
                            "any, unchanged",
                            "",
                            new Example("{leakyRelu: 0.1}", "Activation.leakyRelu(0.1)"),
                            List.of(new Option("slope", "0.01", "the slope below 0"))),
                    new LayerKind(
                            "tanh",
                            "takes the hyperbolic tangent",
                            "y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))",
                            "any, unchanged",
                            "",
                            new Example("tanh", "Activation.tanh()"),
                            List.of()),
                    new LayerKind(
                            "sigmoid",
                            "takes 1 / (1 + exp(-x))",
                            "y = 1 / (1 + exp(-x))",
                            "any, unchanged",
                            "",
                            new Example("sigmoid", "Activation.sigmoid()"),
                            List.of()),
                    new LayerKind(
                            "softmax",
                            "turns logits into probabilities",
                            "y[k] = exp(x[k]) / sum over j of exp(x[j])",
                            "[N, classes], unchanged",
                            "",
                            new Example("softmax", "new Softmax()"),
                            List.of()),
                    new LayerKind(
                            "batchNorm",
                            "normalises each channel, by the batch or running statistics",
                            "y = gamma (x - mean) / sqrt(variance + epsilon) + beta, each channel by its own",
                            "[N, C, H, W] or [N, C], unchanged",
                            "gamma [C], beta [C]; running mean [C] and variance [C] are kept, not learned",
                            new Example("batchNorm", "BatchNorm.of()"),
                            List.of(
                                    new Option("momentum", "0.1", "what the running statistics take from each batch"),
                                    new Option("epsilon", "0.00001", "added to the variance"))),
                    new LayerKind(
                            "dropout",
                            "sets elements to 0 at random in training",
                            "y = x / (1 - rate) with probability 1 - rate, else 0; in prediction y = x",
                            "any, unchanged",
                            "",
                            new Example("{dropout: 0.5}", "Dropout.of(0.5)"),
                            List.of(new Option("rate", "", "the probability of an element to be dropped"))),
                    new LayerKind(
                            "chain",
                            "applies layers one after the other",
                            "y = last(... second(first(x)))",
                            "the first layer's input to the last one's output",
                            "those of its layers",
                            new Example("{chain: [relu, {dense: 10}]}", "Chain.of(Activation.relu(), Dense.of(10))"),
                            List.of(new Option("layers", "", "a list of layers"))),
                    new LayerKind(
                            "residual",
                            "adds its input, or a shortcut of it, to its body's output",
                            "y = body(x) + shortcut(x)",
                            "the body's; the shortcut must give the same",
                            "those of its layers",
                            new Example(
                                    "{residual: [{conv: {filters: 16, kernel: 3, padding: same}}, batchNorm]}",
                                    "Residual.of(Conv.of(16, 3).withSamePadding(), BatchNorm.of())"),
                            List.of(
                                    new Option("body", "", "a layer or a list of layers"),
                                    new Option("shortcut", "the input itself", "a layer or a list of layers"))),
                    new LayerKind(
                            "parallel",
                            "applies layers side by side and concatenates their channels",
                            "y = the outputs of all branches, one after the other along the channels",
                            "[N, C, H, W] to [N, sum of the branches' channels, H', W']",
                            "those of its branches",
                            new Example(
                                    "{parallel: [{conv: {filters: 8, kernel: 1}}, {conv: {filters: 8, kernel: 3, padding: same}}]}",
                                    "Parallel.of(Conv.of(8, 1), Conv.of(8, 3).withSamePadding())"),
                            List.of(new Option("branches", "", "a list of layers or lists of layers"))));

    private LayerKinds() {}

    static List<String> names() {
        return ALL.stream().map(LayerKind::name).toList();
    }

    static LayerKind of(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow();
    }
}
