package dev.fovea.bench.peers;

import dev.fovea.nn.Activation;
import dev.fovea.nn.AveragePool;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Chain;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Dense;
import dev.fovea.nn.Flatten;
import dev.fovea.nn.GlobalAveragePool;
import dev.fovea.nn.Layer;
import dev.fovea.nn.MaxPool;
import dev.fovea.nn.Network;
import dev.fovea.nn.Residual;
import dev.fovea.tensor.Parameter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Says a network of ours in the words of another engine, layer by layer: the one description that makes the work the
/// same.
///
/// @param <T> what flows from layer to layer there: a tensor, an operand of a graph, the name of a vertex
public abstract class Translator<T> {
    private final Network network;

    /// A translator.
    ///
    /// @param network layers and first values
    protected Translator(Network network) {
        this.network = network;
    }

    /// {@return the whole network}
    public final UnaryOperator<T> translate() {
        return chain(network.layers(), new Names("", new LinkedHashMap<>()));
    }

    /// Numbers the layers of one place by kind, as networks name them: `conv1`, `conv2`.
    private record Names(String path, Map<String, Integer> counts) {
        Names in(String name) {
            return new Names(path.isEmpty() ? name : path + "." + name, new LinkedHashMap<>());
        }

        Names next(Layer layer) {
            return in(layer.kind() + counts.merge(layer.kind(), 1, Integer::sum));
        }
    }

    private UnaryOperator<T> chain(List<Layer> layers, Names names) {
        List<UnaryOperator<T>> translated = new ArrayList<>();
        layers.forEach(layer -> translated.add(layer(layer, names)));
        return x -> {
            T y = x;
            for (UnaryOperator<T> next : translated) {
                y = next.apply(y);
            }
            return y;
        };
    }

    private UnaryOperator<T> layer(Layer layer, Names names) {
        if (layer instanceof Chain chain) {
            return chain(chain.layers(), names);
        }
        Names own = names.next(layer);
        return switch (layer) {
            case Conv conv -> conv(own.path, conv);
            case Dense _ -> dense(own.path);
            case MaxPool pool -> maxPool(pool.sliding().window().kernelRows());
            case AveragePool pool -> averagePool(pool.sliding().window().kernelRows());
            case GlobalAveragePool _ -> globalAveragePool();
            case Flatten _ -> flatten();
            case BatchNorm norm -> batchNorm(own.path, norm);
            case Activation activation -> activation(activation.function());
            case Residual residual -> residual(residual, own);
            default ->
                    throw new IllegalArgumentException(
                            "translating the layer " + layer + ": expected one of those that the works consist of");
        };
    }

    private UnaryOperator<T> residual(Residual residual, Names own) {
        UnaryOperator<T> body = layer(residual.body(), own);
        Layer shortcut = residual.shortcut();
        UnaryOperator<T> around = shortcut == null ? UnaryOperator.identity() : layer(shortcut, own.in("shortcut"));
        return x -> add(body.apply(x), around.apply(x));
    }

    /// {@return a parameter or running statistic of a layer}
    ///
    /// @param layer the layer's name
    /// @param name like `weight`
    protected final Parameter parameter(String layer, String name) {
        return network.parameter(layer + "." + name);
    }

    /// {@return a convolution: parameters `weight` `[out, in, rows, columns]` and, unless it has none, `bias`}
    ///
    /// @param name the layer's name
    /// @param conv stride, padding, bias
    protected abstract UnaryOperator<T> conv(String name, Conv conv);

    /// {@return a dense layer: parameters `weight` `[out, in]` and `bias`}
    ///
    /// @param name the layer's name
    protected abstract UnaryOperator<T> dense(String name);

    /// {@return maximum pooling, its stride like its window, an incomplete last window left out}
    ///
    /// @param size rows and columns of the window
    protected abstract UnaryOperator<T> maxPool(int size);

    /// {@return average pooling, its stride like its window, an incomplete last window left out}
    ///
    /// @param size rows and columns of the window
    protected abstract UnaryOperator<T> averagePool(int size);

    /// {@return the mean of each channel, `[N, C]`}
    protected abstract UnaryOperator<T> globalAveragePool();

    /// {@return `[N, C, H, W]` to `[N, C * H * W]`, in this order}
    protected abstract UnaryOperator<T> flatten();

    /// {@return batch normalisation: parameters `gamma` and `beta`, statistics `mean` and `variance`}
    ///
    /// @param name the layer's name
    /// @param norm momentum, epsilon
    protected abstract UnaryOperator<T> batchNorm(String name, BatchNorm norm);

    /// {@return an activation}
    ///
    /// @param function which
    protected abstract UnaryOperator<T> activation(Activation.Function function);

    /// {@return the sum of two}
    ///
    /// @param body what a residual layer computed
    /// @param around its input, or what its shortcut gave
    protected abstract T add(T body, T around);
}
