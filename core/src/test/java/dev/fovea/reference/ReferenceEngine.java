package dev.fovea.reference;

import dev.fovea.tensor.Engine;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Leaf;
import dev.fovea.tensor.OptimiserRule;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Recording;

import java.util.ArrayList;
import java.util.List;

/// An engine that interprets graphs in double precision.
public final class ReferenceEngine implements Engine {

    @Override
    public List<float[]> execute(Recording recording) {
        Graph graph = recording.graph();
        List<Values> values;
        recording.beginReading();
        try {
            values = evaluate(graph, leaves(recording));
        } finally {
            recording.endReading();
        }
        List<float[]> outputs = graph.outputs().stream().map(node -> values.get(node).toFloats()).toList();
        recording.commit(() -> graph.steps().forEach(step -> perform(step, recording.parameters(), values)));
        return outputs;
    }

    private static List<double[]> leaves(Recording recording) {
        Graph graph = recording.graph();
        List<double[]> leaves = new ArrayList<>();
        for (int node = 0; node < graph.nodes().size(); node++) {
            boolean isLeaf = graph.nodes().get(node).op() instanceof Leaf;
            leaves.add(
                    isLeaf
                            ? Values.of(graph.nodes().get(node).shape(), recording.argument(node)).data()
                            : new double[0]);
        }
        return leaves;
    }

    /// All nodes of a graph, from leaves in double precision.
    ///
    /// @param graph the graph
    /// @param leaves for each node, if it is a leaf, its values
    /// @return for each node its values
    public static List<double[]> evaluateAll(Graph graph, List<double[]> leaves) {
        return evaluate(graph, leaves).stream().map(Values::data).toList();
    }

    private static List<Values> evaluate(Graph graph, List<double[]> leaves) {
        List<Values> values = new ArrayList<>();
        for (Graph.Node node : graph.nodes()) {
            List<Values> inputs = node.inputs().stream().map(values::get).toList();
            values.add(
                    node.op() instanceof Leaf
                            ? new Values(node.shape(), leaves.get(values.size()))
                            : ReferenceOps.compute(node.op(), inputs, node.shape()));
        }
        return values;
    }

    private static void perform(Graph.Step step, List<Parameter> parameters, List<Values> values) {
        switch (step) {
            case Graph.Step.Assign(int variable, int node) ->
                    store(parameters.get(variable), values.get(node).toFloats());
            case Graph.Step.Optimise(
                            OptimiserRule rule,
                            int weights,
                            List<Integer> state,
                            int gradient,
                            List<Integer> scalars) ->
                    ReferenceOptimiser.step(
                            rule,
                            parameters.get(weights).array(),
                            state.stream().map(i -> parameters.get(i).array()).toList(),
                            values.get(gradient).data(),
                            scalars.stream().mapToDouble(i -> values.get(i).data()[0]).toArray());
        }
    }

    private static void store(Parameter parameter, float[] next) {
        System.arraycopy(next, 0, parameter.array(), 0, next.length);
    }
}
