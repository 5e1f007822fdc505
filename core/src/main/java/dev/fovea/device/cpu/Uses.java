package dev.fovea.device.cpu;

import dev.fovea.tensor.Graph;

import java.util.ArrayList;
import java.util.List;

/// Who reads each node of a graph.
final class Uses {
    private final List<List<Integer>> readers = new ArrayList<>();
    private final boolean[] asked;

    Uses(Graph graph) {
        asked = new boolean[graph.nodes().size()];
        for (int node = 0; node < graph.nodes().size(); node++) {
            readers.add(new ArrayList<>());
            for (int input : graph.nodes().get(node).inputs()) {
                readers.get(input).add(node);
            }
        }
        graph.outputs().forEach(output -> asked[output] = true);
        for (Graph.Step step : graph.steps()) {
            switch (step) {
                case Graph.Step.Assign assign -> asked[assign.node()] = true;
                case Graph.Step.Optimise optimise -> {
                    asked[optimise.gradient()] = true;
                    optimise.scalars().forEach(scalar -> asked[scalar] = true);
                }
            }
        }
    }

    /// The nodes that read a node, ascending; one that reads it twice is there twice.
    List<Integer> readers(int node) {
        return readers.get(node);
    }

    /// Whether the node's own value is wanted: as an output or by an update.
    boolean isAskedFor(int node) {
        return asked[node];
    }
}
