package dev.fovea.device.cpu;

import dev.fovea.kernel.Copy;
import dev.fovea.kernel.Kernels;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.Leaf;
import dev.fovea.tensor.Role;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What lowering has made so far: steps, and for each node of the graph its value in one layout or in both.
///
/// Per-sample nodes live in blocks, all others in rows. Where an operation needs the other layout, a step that converts
/// is added once.
final class Context {
    final Graph graph;
    final Kernels kernels;

    /// The blocks of all values that have samples.
    final Block block;

    final List<Step> steps = new ArrayList<>();
    private final @Nullable Value[] blocked;
    private final @Nullable Value[] rows;
    private final Uses uses;
    private final ChannelBlocks channelBlocks;
    private final Map<Integer, Value> packed = new LinkedHashMap<>();
    private Value zeros = Value.rows(Shape.of(1));

    Context(Graph graph, Kernels kernels) {
        this.graph = graph;
        this.kernels = kernels;
        this.block = Block.of(graph);
        this.channelBlocks = new ChannelBlocks(kernels.copy());
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
        return isBlocked(node) ? blockedResult(node) : rowsResult(node);
    }

    /// A new value for a node whose operation runs on blocks only.
    Value blockedResult(int node) {
        Value value = Value.blocked(node(node).shape(), block);
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
            value = Value.blocked(node(node).shape(), block);
            blocked[node] = value;
            Value from = known(rows[node], node);
            add(block == Block.OF_SAMPLES ? toBlocks(from, value) : channelBlocks.toBlocks(from, value));
        }
        return value;
    }

    /// The node's value in rows.
    Value rows(int node) {
        Value value = rows[node];
        if (value == null) {
            value = Value.rows(node(node).shape());
            rows[node] = value;
            Value from = known(blocked[node], node);
            add(block == Block.OF_SAMPLES ? toRows(from, value) : channelBlocks.toRows(from, value));
        }
        return value;
    }

    /// The node's value in rows, if that is how it is given.
    @Nullable Value given(int node) {
        return node(node).op() instanceof Leaf ? rows[node] : null;
    }

    /// Weights or values per channel, in blocks of sixteen filters or channels.
    Value packed(int node) {
        Value value = packed.get(node);
        if (value == null) {
            value = packed(rows(node), 1, node(node).shape().dim(0));
            packed.put(node, value);
        }
        return value;
    }

    /// Several times `[rows][features]` in blocks of sixteen rows.
    Value packed(Value from, int times, int rowCount) {
        Value to = ChannelBlocks.packed(from, times, rowCount);
        add(channelBlocks.packed(from, times, rowCount, to));
        return to;
    }

    /// A value in blocks under another shape.
    Value reshaped(Value from, Shape shape) {
        if (block == Block.OF_SAMPLES || (Block.inner(from.shape) == 1 && Block.inner(shape) == 1)) {
            return from.as(shape);
        }
        Value to = Value.blocked(shape, block);
        add(channelBlocks.reshape(from, to));
        return to;
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
