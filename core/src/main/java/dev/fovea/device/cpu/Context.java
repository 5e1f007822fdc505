package dev.fovea.device.cpu;

import dev.fovea.kernel.Copy;
import dev.fovea.kernel.Kernels;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Role;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What lowering has made so far: steps, and for each node of the graph its value in one layout or in both.
///
/// Per-sample nodes live in blocks, all others in rows. Where an operation needs the other layout, a step that converts
/// is added once.
final class Context {
    final Graph graph;
    final Kernels kernels;
    final List<Step> steps = new ArrayList<>();
    private final @Nullable Value[] blocked;
    private final @Nullable Value[] rows;
    private final Uses uses;
    private Value zeros = Value.rows(Shape.of(1));

    Context(Graph graph, Kernels kernels) {
        this.graph = graph;
        this.kernels = kernels;
        this.blocked = new Value[graph.nodes().size()];
        this.rows = new Value[graph.nodes().size()];
        this.uses = new Uses(graph);
    }

    Uses uses() {
        return uses;
    }

    Graph.Node node(int index) {
        return graph.nodes().get(index);
    }

    boolean isBlocked(int node) {
        return node(node).role() == Role.PER_SAMPLE;
    }

    void add(Step step) {
        steps.add(step);
    }

    /// Zeros, as many as the largest bias wanted: what stands in where there is no bias. No step writes them.
    Value zeros(int size) {
        if (zeros.size < size) {
            // Steps made earlier keep their own, smaller value.
            zeros = Value.rows(Shape.of(size));
        }
        return zeros;
    }

    void define(int node, Value value) {
        if (value.blocked) {
            blocked[node] = value;
        } else {
            rows[node] = value;
        }
    }

    boolean isDefined(int node) {
        return blocked[node] != null || rows[node] != null;
    }

    /// A new value for a node, in the layout of its role.
    Value result(int node) {
        Value value = isBlocked(node) ? Value.blocked(node(node).shape()) : Value.rows(node(node).shape());
        define(node, value);
        return value;
    }

    /// A new value for a node whose operation runs on blocks only.
    Value blockedResult(int node) {
        Value value = Value.blocked(node(node).shape());
        define(node, value);
        return value;
    }

    /// A new value for a node whose operation gives rows.
    Value rowsResult(int node) {
        Value value = Value.rows(node(node).shape());
        define(node, value);
        return value;
    }

    /// The node's value in blocks along its axis 0.
    Value blocked(int node) {
        Value value = blocked[node];
        if (value == null) {
            value = Value.blocked(node(node).shape());
            blocked[node] = value;
            add(toBlocks(known(rows[node], node), value));
        }
        return value;
    }

    /// The node's value in rows.
    Value rows(int node) {
        Value value = rows[node];
        if (value == null) {
            value = Value.rows(node(node).shape());
            rows[node] = value;
            add(toRows(known(blocked[node], node), value));
        }
        return value;
    }

    private static Value known(@Nullable Value value, int node) {
        if (value == null) {
            throw new IllegalStateException("lowering a graph: node " + node + " is used before it is made");
        }
        return value;
    }

    /// A value of rows in blocks along its axis 0.
    Value toBlocks(Value from) {
        Value to = Value.blocked(from.shape);
        add(toBlocks(from, to));
        return to;
    }

    private Step toBlocks(Value from, Value to) {
        Copy copy = kernels.copy();
        int features = to.elements();
        return new BlockStep(
                List.of(from),
                to,
                (site, block) ->
                        copy.toBlock(
                                site.array(from),
                                site.at(from) + block * Kernels.LANES * features,
                                features,
                                features,
                                site.live(block),
                                site.array(to),
                                site.at(to, block)));
    }

    private Step toRows(Value from, Value to) {
        Copy copy = kernels.copy();
        int features = from.elements();
        return new BlockStep(
                List.of(from),
                to,
                (site, block) ->
                        copy.fromBlock(
                                site.array(from),
                                site.at(from, block),
                                features,
                                site.live(block),
                                site.array(to),
                                site.at(to) + block * Kernels.LANES * features,
                                features));
    }
}
