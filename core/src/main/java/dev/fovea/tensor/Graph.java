package dev.fovea.tensor;

import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// What was recorded, as a list: operations, attributes, shapes, roles and wiring, and never a number's value, an
/// identity, a seed or a step.
///
/// Two graphs are equal if the same program computes them: the graph *is* the key of a compiled program. The values
/// that go in are in the [Recording]. Nodes are in an order in which inputs come first; recording the same calls gives
/// the same order.
///
/// Not a record, because its hash is computed once: a graph that is run again and again is looked up in every run.
public final class Graph {
    private final List<Node> nodes;
    private final List<Variable> variables;
    private final List<Integer> outputs;
    private final List<Step> steps;
    private final int hash;

    /// Copies the lists.
    ///
    /// @param nodes the operations
    /// @param variables the parameters read or written, in the order of first use
    /// @param outputs the nodes whose values are asked for
    /// @param steps the updates
    public Graph(List<Node> nodes, List<Variable> variables, List<Integer> outputs, List<Step> steps) {
        this.nodes = List.copyOf(nodes);
        this.variables = List.copyOf(variables);
        this.outputs = List.copyOf(outputs);
        this.steps = List.copyOf(steps);
        this.hash = Objects.hash(this.nodes, this.variables, this.outputs, this.steps);
    }

    /// {@return the operations}
    public List<Node> nodes() {
        return nodes;
    }

    /// {@return the parameters read or written, in the order of first use}
    public List<Variable> variables() {
        return variables;
    }

    /// {@return the nodes whose values are asked for}
    public List<Integer> outputs() {
        return outputs;
    }

    /// {@return the updates}
    public List<Step> steps() {
        return steps;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Graph that
                        && hash == that.hash
                        && nodes.equals(that.nodes)
                        && variables.equals(that.variables)
                        && outputs.equals(that.outputs)
                        && steps.equals(that.steps));
    }

    /// One operation.
    ///
    /// @param op the operation; a [Leaf] for an argument
    /// @param inputs the nodes it reads, all before it
    /// @param shape the shape of its result
    /// @param role the role of its result
    public record Node(Op op, List<Integer> inputs, Shape shape, Role role) {
        // Written out, because a step that is recorded anew is looked up: the hash takes of an operation its kind
        // alone.

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
