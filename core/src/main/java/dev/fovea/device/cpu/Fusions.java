package dev.fovea.device.cpu;

import dev.fovea.shape.Window;
import dev.fovea.tensor.ConvolutionOp;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.NormalisationOp;
import dev.fovea.tensor.Op;
import dev.fovea.tensor.PoolingOp;
import dev.fovea.tensor.ReductionOp;
import dev.fovea.tensor.Role;

import java.util.List;

/// Which operations run inside others, decided before any is lowered. A fused operation gives the same bits as one that
/// runs alone.
///
/// - A convolution whose only readers are 2x2 max poolings and their indices is pooled in registers: its own result is
///   never written.
/// - The gradient of such a pooling is not spread over its windows where only gradients of convolutions read it: they
///   spread it, filter by filter, in memory that stays in the cache.
/// - Of a batch normalisation's gradients, beta's and gamma's are sums of the same values: they are read once for both.
final class Fusions {
    private static final Window TWO_BY_TWO = Window.of(2, 2).withStride(2, 2);

    private final Context context;

    Fusions(Context context) {
        this.context = context;
    }

    /// Whether a convolution is pooled in its own kernel.
    boolean isPooled(int convolution) {
        List<Integer> readers = context.uses().readers(convolution);
        boolean any = false;
        for (int reader : readers) {
            switch (op(reader)) {
                case PoolingOp.MaxPool pool when pool.window().equals(TWO_BY_TWO) -> any = true;
                case PoolingOp.MaxPoolIndex index when index.window().equals(TWO_BY_TWO) -> {}
                default -> {
                    return false;
                }
            }
        }
        return any && !context.uses().isAskedFor(convolution);
    }

    /// Whether a pooling runs in its convolution's kernel.
    boolean isPoolOfConvolution(int pool) {
        int input = context.node(pool).inputs().getFirst();
        return op(input) instanceof ConvolutionOp.Convolution && isPooled(input);
    }

    /// The node of `readers` that is a max pooling (or, if `index`, its index), or -1.
    int pool(int convolution, boolean index) {
        for (int reader : context.uses().readers(convolution)) {
            if (index ? op(reader) instanceof PoolingOp.MaxPoolIndex : op(reader) instanceof PoolingOp.MaxPool) {
                return reader;
            }
        }
        return -1;
    }

    /// Whether a pooling's gradient stays pooled for everyone who reads it.
    boolean staysPooled(int gradient) {
        if (!(op(gradient) instanceof PoolingOp.MaxPoolGradient pool)
                || !pool.window().equals(TWO_BY_TWO)
                || context.uses().isAskedFor(gradient)) {
            return false;
        }
        for (int reader : context.uses().readers(gradient)) {
            Graph.Node node = context.node(reader);
            boolean spreads =
                    switch (node.op()) {
                        case ConvolutionOp.InputGradient op -> node.inputs().get(0) == gradient;
                        case ConvolutionOp.WeightGradient op ->
                                node.inputs().get(1) == gradient && node.inputs().get(0) != gradient;
                        default -> false;
                    };
            if (!spreads || node.inputs().stream().filter(i -> i == gradient).count() > 1) {
                return false;
            }
        }
        return true;
    }

    /// The sum over samples and pixels that is taken together with a [NormalisationOp.NormalisedSum] of the same
    /// gradient, or -1: the first with the first, and so on.
    int sumOfGradient(int normalisedSum) {
        int gradient = context.node(normalisedSum).inputs().getFirst();
        return partner(normalisedSum, normalisedSums(gradient), sums(gradient));
    }

    /// The [NormalisationOp.NormalisedSum] that is taken together with a sum, or -1.
    int normalisedSum(int sum) {
        if (!isSumPerChannel(sum)) {
            return -1;
        }
        int gradient = context.node(sum).inputs().getFirst();
        return partner(sum, sums(gradient), normalisedSums(gradient));
    }

    private static int partner(int node, List<Integer> nodes, List<Integer> others) {
        int at = nodes.indexOf(node);
        return at < others.size() ? others.get(at) : -1;
    }

    private List<Integer> sums(int gradient) {
        return context.uses().readers(gradient).stream().filter(this::isSumPerChannel).toList();
    }

    private List<Integer> normalisedSums(int gradient) {
        return context.uses().readers(gradient).stream()
                .filter(node -> op(node) instanceof NormalisationOp.NormalisedSum)
                .filter(node -> context.node(node).inputs().getFirst() == gradient)
                .distinct()
                .toList();
    }

    private boolean isSumPerChannel(int node) {
        return op(node) instanceof ReductionOp.Sum(List<Integer> axes)
                && context.node(node).role() == Role.SUMMED
                && (axes.equals(List.of(0)) || axes.equals(List.of(0, 2, 3)))
                && context.node(node).shape().rank() == 1;
    }

    private Op op(int node) {
        return context.node(node).op();
    }
}
