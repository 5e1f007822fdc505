package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.ConvolutionOp;
import dev.fovea.tensor.ElementwiseOp;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Leaf;
import dev.fovea.tensor.MatMul;
import dev.fovea.tensor.NormalisationOp;
import dev.fovea.tensor.Op;
import dev.fovea.tensor.PoolingOp;
import dev.fovea.tensor.ReductionOp;
import dev.fovea.tensor.Role;
import dev.fovea.tensor.ShapeOp;
import dev.fovea.tensor.SoftmaxOp;

import java.util.List;

/// What the sixteen lanes of a block are: samples, or, where there are few samples, channels. One for each program.
///
/// Whatever the lanes are, every element of a result is the same sequence of operations, so the bits are the same.
enum Block {
    /// Sixteen samples, `[channels, ...][16]`.
    OF_SAMPLES,
    /// One sample, `[channels/16, ...][16]`: what the kernels do to one channel at a time they do to sixteen; in sums
    /// over channels the lanes are filters, weights lie in blocks of sixteen filters, and inputs are broadcast.
    OF_CHANNELS;

    /// Samples from which it is faster to fill the lanes with samples and let some be idle.
    private static final int MANY = 12;

    /// What suits a graph: a prediction of a small batch by operations that the lanes can be channels of.
    static Block of(Graph graph) {
        return isPrediction(graph) && graph.nodes().stream().allMatch(Block::isOfFew) ? OF_CHANNELS : OF_SAMPLES;
    }

    private static boolean isOfFew(Graph.Node node) {
        return node.role() != Role.PER_SAMPLE || isFew(node.shape().dim(0));
    }

    /// Whether so many samples are predicted faster where the lanes are channels.
    static boolean isFew(int samples) {
        return samples < MANY;
    }

    /// Whether a graph only predicts, by operations that the lanes can be channels of: the bits are the same whatever
    /// the lanes are, and every sample is treated alone.
    static boolean isPrediction(Graph graph) {
        for (Graph.Node node : graph.nodes()) {
            if (!isOfPrediction(graph, node)) {
                return false;
            }
        }
        return graph.steps().isEmpty();
    }

    /// A [prediction][#isPrediction] of another number of samples: the same nodes, of other shapes.
    static Graph withSamples(Graph graph, int samples) {
        List<Graph.Node> nodes = graph.nodes().stream().map(node -> withSamples(node, samples)).toList();
        return new Graph(nodes, graph.variables(), graph.outputs(), graph.steps());
    }

    /// Of the operations that predict, reshapes alone say how many samples there are.
    private static Graph.Node withSamples(Graph.Node node, int samples) {
        if (node.role() != Role.PER_SAMPLE) {
            return node;
        }
        Shape shape = node.shape().with(0, samples);
        Op op = node.op() instanceof ShapeOp.Reshape ? new ShapeOp.Reshape(shape) : node.op();
        return new Graph.Node(op, node.inputs(), shape, node.role());
    }

    /// Samples of a block.
    int samples() {
        return this == OF_SAMPLES ? Kernels.LANES : 1;
    }

    /// Images that a block has, where a sample has one for each channel.
    int images(int channels) {
        return this == OF_SAMPLES ? channels : Math.ceilDiv(channels, Kernels.LANES);
    }

    /// Extents of a block of a value, lanes left out.
    int[] extents(Shape shape) {
        int[] extents = new int[shape.rank() - 1];
        for (int axis = 1; axis < shape.rank(); axis++) {
            extents[axis - 1] = axis == 1 ? images(shape.dim(axis)) : shape.dim(axis);
        }
        return extents;
    }

    /// Elements of a value that lie in one lane: those of a sample, or of the first channel of each sixteen.
    int elements(Shape shape) {
        return this == OF_SAMPLES ? shape.size(1, shape.rank()) : images(shape.dim(1)) * inner(shape);
    }

    /// Elements of one channel.
    static int inner(Shape shape) {
        return shape.size(2, shape.rank());
    }

    private static boolean isOfPrediction(Graph graph, Graph.Node node) {
        if (node.role() != Role.PER_SAMPLE) {
            return node.op() instanceof Leaf;
        }
        if (node.shape().rank() < 2) {
            return false;
        }
        return switch (node.op()) {
            case Leaf leaf -> true;
            case ElementwiseOp op -> node.inputs().stream().allMatch(input -> isAlike(graph, input, node.shape()));
            case ShapeOp.Reshape op -> isFlattening(shape(graph, node, 0), node.shape());
            case ReductionOp.Sum sum -> sum.axes().stream().allMatch(axis -> axis > 1);
            case ReductionOp.Maximum maximum -> maximum.axes().stream().allMatch(axis -> axis > 1);
            case MatMul op -> !op.transposeA() && op.transposeB() && isOfSamples(graph, node);
            case ConvolutionOp.Convolution op -> op.groups() == 1 && isOfSamples(graph, node);
            case PoolingOp.MaxPool op -> true;
            case PoolingOp.AveragePool op -> true;
            case SoftmaxOp.Softmax op -> node.shape().rank() == 2 && op.axis() == 1;
            case SoftmaxOp.LogSoftmax op -> node.shape().rank() == 2 && op.axis() == 1;
            case NormalisationOp.Normalise op -> isOfSamples(graph, node);
            default -> false;
        };
    }

    private static Shape shape(Graph graph, Graph.Node node, int input) {
        return graph.nodes().get(node.inputs().get(input)).shape();
    }

    /// Whether the first input of a node has samples.
    private static boolean isOfSamples(Graph graph, Graph.Node node) {
        return graph.nodes().get(node.inputs().getFirst()).role() == Role.PER_SAMPLE;
    }

    /// Whether an input is as large as the result, or a number.
    private static boolean isAlike(Graph graph, int input, Shape result) {
        Graph.Node node = graph.nodes().get(input);
        return node.role() == Role.PER_SAMPLE ? node.shape().equals(result) : node.shape().size() == 1;
    }

    /// Whether a reshape keeps the samples, and each element its channel or becomes one.
    private static boolean isFlattening(Shape from, Shape to) {
        return from.rank() >= 2 && from.dim(0) == to.dim(0) && (inner(from) == 1 || inner(to) == 1);
    }
}
