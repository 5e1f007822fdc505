package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.tensor.ConvolutionOp;
import dev.fovea.tensor.Dropout;
import dev.fovea.tensor.ElementwiseOp;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Leaf;
import dev.fovea.tensor.MatMul;
import dev.fovea.tensor.NormalisationOp;
import dev.fovea.tensor.PoolingOp;
import dev.fovea.tensor.ReductionOp;
import dev.fovea.tensor.ShapeOp;
import dev.fovea.tensor.SoftmaxOp;

import java.util.ArrayList;
import java.util.List;

/// Turns a graph into steps on values: chooses the layout, fuses, and picks the kernels.
final class Lowering {
    private final Context context;
    private final LowerConvolution convolution;
    private final LowerPooling pooling;
    private final LowerMatMul matMul;
    private final LowerShapes shapes;
    private final LowerReductions reductions;
    private final LowerElementwise elementwise;
    private final LowerSoftmax softmax;
    private final LowerNormalisation normalisation;
    private final LowerUpdates updates;

    private Lowering(Graph graph, Kernels kernels) {
        context = new Context(graph, kernels);
        Fusions fusions = new Fusions(context);
        convolution = new LowerConvolution(context, fusions);
        pooling = new LowerPooling(context, fusions);
        matMul = new LowerMatMul(context);
        shapes = new LowerShapes(context);
        reductions = new LowerReductions(context, shapes);
        elementwise = new LowerElementwise(context);
        softmax = new LowerSoftmax(context);
        normalisation = new LowerNormalisation(context, fusions);
        updates = new LowerUpdates(context);
    }

    /// A lowered graph.
    ///
    /// @param block the blocks of all values that have samples
    /// @param steps in an order in which they can run, updates left out
    /// @param externals shape by number of the arrays that the caller gives: one for each leaf, then one for each
    ///   variable that no leaf reads
    /// @param outputs the value of each output, in rows
    /// @param commits what changes variables, after all steps
    record Lowered(
            Block block, List<Step> steps, Externals externals, List<Value> outputs, List<Step.Shared> commits) {}

    static Lowered lower(Graph graph, Kernels kernels) {
        return new Lowering(graph, kernels).lowered();
    }

    private Lowered lowered() {
        Graph graph = context.graph;
        Externals externals = new Externals(graph);
        for (int node = 0; node < graph.nodes().size(); node++) {
            if (context.node(node).op() instanceof Leaf) {
                context.define(node, Value.external(context.node(node).shape(), externals.ofLeaf(node)));
            } else {
                lower(node);
            }
        }
        List<Value> outputs = new ArrayList<>();
        graph.outputs().forEach(output -> outputs.add(context.rows(output)));
        List<Step.Shared> commits = updates.lower(externals);
        List<Value> kept = new ArrayList<>(outputs);
        commits.forEach(commit -> kept.addAll(commit.reads()));
        Stores.Plan plan = Stores.plan(Sinking.sink(context.steps, kept), commits, outputs);
        return new Lowered(context.block, plan.steps(), externals, outputs, plan.commits());
    }

    private void lower(int node) {
        switch (context.node(node).op()) {
            case Leaf leaf -> throw new IllegalStateException("a leaf is given, not computed: " + leaf);
            case ElementwiseOp op -> elementwise.lower(node, op);
            case ShapeOp op -> shapes.lower(node, op);
            case ReductionOp op -> {
                if (!normalisation.lowerBeside(node)) {
                    reductions.lower(node, op);
                }
            }
            case MatMul op -> matMul.lower(node, op);
            case ConvolutionOp op -> convolution.lower(node, op);
            case PoolingOp op -> pooling.lower(node, op);
            case SoftmaxOp op -> softmax.lower(node, op);
            case NormalisationOp op -> normalisation.lower(node, op);
            case Dropout op -> normalisation.lower(node, op);
        }
    }
}
