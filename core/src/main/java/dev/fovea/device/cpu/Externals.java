package dev.fovea.device.cpu;

import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Leaf;
import dev.fovea.tensor.Recording;
import dev.fovea.tensor.Role;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The arrays that the caller of a run gives, numbered: one for each leaf, then one for each variable that no leaf
/// reads.
final class Externals {
    private final int[] ofNode;
    private final int[] ofVariable;

    /// Numbers of one sample of each leaf; 0 where there are no samples, and for what is computed.
    private final int[] ofSample;

    private int count;

    Externals(Graph graph) {
        ofNode = new int[graph.nodes().size()];
        ofVariable = new int[graph.variables().size()];
        ofSample = new int[ofNode.length];
        for (int index = 0; index < ofNode.length; index++) {
            Graph.Node node = graph.nodes().get(index);
            boolean isGiven = node.op() instanceof Leaf;
            ofNode[index] = isGiven ? count++ : -1;
            ofSample[index] = isGiven && node.role() == Role.PER_SAMPLE ? node.shape().size(1, node.shape().rank()) : 0;
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
    ///
    /// @param first the sample of the recording that is this program's first
    void bind(Recording recording, int first, Frame frame) {
        for (int node = 0; node < ofNode.length; node++) {
            if (ofNode[node] >= 0) {
                frame.external[ofNode[node]] = recording.argument(node);
                frame.externalAt[ofNode[node]] = first * ofSample[node];
            }
        }
        for (int variable = 0; variable < ofVariable.length; variable++) {
            frame.external[ofVariable[variable]] = recording.parameters().get(variable).array();
        }
    }
}
