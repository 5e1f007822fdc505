package dev.fovea.device.cpu;

import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Leaf;
import dev.fovea.tensor.Recording;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The arrays that the caller of a run gives, numbered: one for each leaf, then one for each variable that no leaf
/// reads.
final class Externals {
    private final int[] ofNode;
    private final int[] ofVariable;
    private int count;

    Externals(Graph graph) {
        ofNode = new int[graph.nodes().size()];
        ofVariable = new int[graph.variables().size()];
        for (int node = 0; node < ofNode.length; node++) {
            ofNode[node] = graph.nodes().get(node).op() instanceof Leaf ? count++ : -1;
        }
        for (int variable = 0; variable < ofVariable.length; variable++) {
            int leaf = graph.variables().get(variable).node();
            ofVariable[variable] = leaf < 0 ? count++ : ofNode[leaf];
        }
    }

    int count() {
        return count;
    }

    int ofLeaf(int node) {
        return ofNode[node];
    }

    int ofVariable(int variable) {
        return ofVariable[variable];
    }

    /// The numbers of the arrays that are parameters.
    Set<Integer> parameters() {
        return Arrays.stream(ofVariable).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /// How many numbers each array has.
    int[] sizes(Graph graph) {
        int[] sizes = new int[count];
        for (int node = 0; node < ofNode.length; node++) {
            if (ofNode[node] >= 0) {
                sizes[ofNode[node]] = graph.nodes().get(node).shape().size();
            }
        }
        for (int variable = 0; variable < ofVariable.length; variable++) {
            sizes[ofVariable[variable]] = graph.variables().get(variable).shape().size();
        }
        return sizes;
    }

    /// Puts the arrays of a recording in their places.
    void bind(Recording recording, float[][] arrays) {
        for (int node = 0; node < ofNode.length; node++) {
            if (ofNode[node] >= 0) {
                arrays[ofNode[node]] = recording.argument(node);
            }
        }
        for (int variable = 0; variable < ofVariable.length; variable++) {
            arrays[ofVariable[variable]] = recording.parameters().get(variable).array();
        }
    }
}
