package dev.fovea.device.cpu;

import dev.fovea.kernel.Elementwise;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.ElementwiseOp;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.PoolingOp;

import java.util.Arrays;
import java.util.List;

/// How much of the images of each node matters: a pooling drops rows and columns that fill no window, and whoever makes
/// the images, or gets their gradient, need not compute what is dropped.
final class Reaches {
    private final Context context;
    private final Reach[] filled;
    private final Reach[] read;

    Reaches(Context context) {
        this.context = context;
        List<Graph.Node> nodes = context.graph.nodes();
        filled = new Reach[nodes.size()];
        read = new Reach[nodes.size()];
        Arrays.fill(filled, Reach.NOTHING);
        Arrays.fill(read, Reach.NOTHING);
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.get(node).shape().rank() == 4) {
                filled[node] = filledBy(nodes.get(node));
            }
        }
        for (int node = nodes.size() - 1; node >= 0; node--) {
            Shape images = nodes.get(node).shape();
            if (images.rank() == 4) {
                read[node] = context.uses().isAskedFor(node) ? Reach.all(images) : readByAll(node, images);
            }
        }
    }

    /// What is read of a node's images; anything finite may stand in the rest.
    Reach read(int node) {
        return read[node];
    }

    /// What may differ from zero in a node's images, which are gradients.
    Reach filled(int node) {
        return filled[node];
    }

    private Reach filledBy(Graph.Node node) {
        Shape images = node.shape();
        return switch (node.op()) {
            case PoolingOp.MaxPoolGradient pool -> Reach.of(pool.window(), images);
            case PoolingOp.AveragePoolGradient pool -> Reach.of(pool.window(), images);
            case ElementwiseOp.Binary binary when isGradient(binary.function()) -> {
                int gradient = node.inputs().getFirst();
                yield context.node(gradient).shape().equals(images) ? filled[gradient] : Reach.all(images);
            }
            default -> Reach.all(images);
        };
    }

    /// Functions that are zero where their first argument is.
    private static boolean isGradient(Elementwise.Binary function) {
        return switch (function) {
            case RELU_GRADIENT, TANH_GRADIENT, SIGMOID_GRADIENT -> true;
            default -> false;
        };
    }

    private Reach readByAll(int node, Shape images) {
        Reach all = Reach.NOTHING;
        for (int reader : context.uses().readers(node)) {
            all = all.or(readBy(reader, images));
        }
        return all;
    }

    private Reach readBy(int reader, Shape images) {
        Graph.Node node = context.node(reader);
        return switch (node.op()) {
            case PoolingOp.MaxPool pool -> Reach.of(pool.window(), images);
            case PoolingOp.MaxPoolIndex pool -> Reach.of(pool.window(), images);
            case PoolingOp.AveragePool pool -> Reach.of(pool.window(), images);
            case ElementwiseOp elementwise when node.shape().equals(images) -> read[reader].and(filled[reader]);
            default -> Reach.all(images);
        };
    }
}
