package dev.fovea.tensor;

import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What was recorded, as a list: operations, attributes, shapes, roles and wiring, and never a number's value, an
/// identity, a seed or a step.
///
/// Two graphs are equal if the same program computes them: the graph *is* the key of a compiled program. The values
/// that go in are in the [Recording]. Nodes are in an order in which inputs come first; recording the same calls gives
/// the same order.
///
/// @param nodes the operations
/// @param variables the parameters read or written, in the order of first use
/// @param outputs the nodes whose values are asked for
/// @param steps the updates
public record Graph(List<Node> nodes, List<Variable> variables, List<Integer> outputs, List<Step> steps) {

    /// Copies the lists.
    public Graph {
        nodes = List.copyOf(nodes);
        variables = List.copyOf(variables);
        outputs = List.copyOf(outputs);
        steps = List.copyOf(steps);
    }

    /// One operation.
    ///
    /// @param op the operation; a [Leaf] for an argument
    /// @param inputs the nodes it reads, all before it
    /// @param shape the shape of its result
    /// @param role the role of its result
    public record Node(Op op, List<Integer> inputs, Shape shape, Role role) {
        // Written out, because a graph is looked up in every step: the hash takes of an operation its kind alone.

        @Override
        public int hashCode() {
            int hash = 31 * op.getClass().hashCode() + shape.hashCode();
            for (int i = 0; i < inputs.size(); i++) {
                hash = 31 * hash + inputs.get(i);
            }
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Node that
                    && role == that.role
                    && shape.equals(that.shape)
                    && op.equals(that.op)
                    && inputs.equals(that.inputs);
        }
    }

    /// A parameter.
    ///
    /// @param shape its shape
    /// @param node the leaf that reads it, or -1 if it is only written
    public record Variable(Shape shape, int node) {}

    /// An update; it writes after the last read of the run.
    public sealed interface Step {

        /// A variable takes the values of a node.
        ///
        /// @param variable index of the variable
        /// @param node index of the node
        record Assign(int variable, int node) implements Step {}

        /// A step of an optimiser, in place.
        ///
        /// @param rule the formula
        /// @param weights index of the variable that is trained
        /// @param state indexes of the variables that hold the rule's state
        /// @param gradient the node of the gradient
        /// @param scalars the nodes of the rule's numbers
        record Optimise(OptimiserRule rule, int weights, List<Integer> state, int gradient, List<Integer> scalars)
                implements Step {}
    }

    /// One line per node, for people: `%3 = matmul(%0, %2) [64, 10] per sample`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            text.append('%').append(i).append(" = ").append(node.op());
            for (int k = 0; k < node.inputs().size(); k++) {
                text.append(k == 0 ? " %" : ", %").append(node.inputs().get(k));
            }
            text.append(' ').append(node.shape()).append(' ').append(node.role()).append('\n');
        }
        return text.append("outputs ").append(outputs).append(", steps ").append(steps).append('\n').toString();
    }
}
