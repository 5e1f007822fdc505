package dev.fovea.tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One run to be made: a [Graph] and the values that go into it.
public final class Recording {
    /// The most operations one run may hold.
    public static final int MAXIMUM_OPERATIONS = 100_000;

    private final Graph graph;
    private final List<float @Nullable []> arguments;
    private final List<Parameter> parameters;
    private final ParameterLocks locks;
    private final @Nullable Tensor computed;

    private Recording(Builder builder, List<Integer> outputs, List<Graph.Step> steps, List<Parameter> written) {
        this.graph = new Graph(builder.nodes, builder.variables(), outputs, steps);
        this.arguments = builder.arguments;
        this.parameters = List.copyOf(builder.parameters);
        this.locks = new ParameterLocks(builder.readings, written);
        this.computed = builder.computed;
    }

    private Recording(Recording other, List<float @Nullable []> arguments, ParameterLocks locks) {
        this.graph = other.graph;
        this.arguments = arguments;
        this.parameters = other.parameters;
        this.locks = locks;
        this.computed = other.computed;
    }

    /// The same run with other data.
    ///
    /// @param leaf the node of the data
    /// @param values what takes their place
    Recording with(int leaf, float[] values) {
        List<float @Nullable []> others = new ArrayList<>(arguments);
        others.set(leaf, values);
        return new Recording(this, others, locks);
    }

    /// The same run with other data wherever an array is read; this one, if it is read nowhere.
    Recording with(float[] data, float[] values) {
        Recording changed = this;
        for (int node = 0; node < arguments.size(); node++) {
            if (arguments.get(node) == data) {
                changed = changed.with(node, values);
            }
        }
        return changed;
    }

    /// A tensor that this reads and whose value was computed before, or null.
    @Nullable Tensor computed() {
        return computed;
    }

    /// The same run on the versions that its parameters have now.
    Recording present() {
        return locks.isCurrent() ? this : new Recording(this, arguments, locks.present());
    }

    /// The node of a leaf with these data, or -1 if there is none.
    int leafOf(float[] values) {
        for (int node = 0; node < arguments.size(); node++) {
            if (arguments.get(node) == values) {
                return node;
            }
        }
        return -1;
    }

    /// Whether no parameter has changed since this was recorded.
    boolean isCurrent() {
        return locks.isCurrent();
    }

    /// Lists everything that outputs and updates need.
    ///
    /// @param outputs tensors whose values are asked for
    /// @param updates updates to make
    /// @return the run to be made
    /// @throws IllegalStateException if a tensor was recorded on an overwritten version of a parameter, two updates
    ///   write one parameter, or there are more than [#MAXIMUM_OPERATIONS] operations
    public static Recording of(List<Tensor> outputs, List<Update> updates) {
        Builder builder = new Builder();
        List<Integer> outputNodes = builder.nodes(outputs);
        List<Graph.Step> steps = new ArrayList<>();
        for (Update update : updates) {
            steps.add(builder.step(update));
        }
        return new Recording(builder, outputNodes, steps, written(updates));
    }

    /// All parameters that are written.
    ///
    /// @throws IllegalStateException if one is written twice
    private static List<Parameter> written(List<Update> updates) {
        Map<Parameter, Update> written = new LinkedHashMap<>();
        for (Update update : updates) {
            for (Parameter parameter : update.written()) {
                if (written.put(parameter, update) != null) {
                    throw new IllegalStateException(
                            "running updates: two of them write the parameter "
                                    + parameter.name()
                                    + "; expected one; record both changes in one tensor, or make two runs");
                }
            }
        }
        return List.copyOf(written.keySet());
    }

    /// The structure: the key of its program.
    ///
    /// @return the graph
    public Graph graph() {
        return graph;
    }

    /// The values of a leaf, row-major: data, or a parameter's own [array][Parameter#array].
    ///
    /// @param node index of a node whose operation is a [Leaf]
    /// @return not a copy
    /// @throws IllegalArgumentException if the node is computed
    public float[] argument(int node) {
        float[] values = arguments.get(node);
        if (values == null) {
            throw new IllegalArgumentException(
                    "asking for the argument of node "
                            + node
                            + ": it is computed by "
                            + graph.nodes().get(node).op()
                            + "; expected a leaf");
        }
        return values;
    }

    /// The parameters, one for each of the graph's variables.
    ///
    /// @return in the graph's order
    public List<Parameter> parameters() {
        return parameters;
    }

    /// Keeps the parameters that this run reads as they are until [#endReading], all from one moment: runs of other
    /// threads may read them too, but those that update them wait. For engines.
    ///
    /// @throws IllegalStateException if a run of another thread has updated one since this run was recorded
    public void beginReading() {
        locks.beginReading();
    }

    /// Ends what [#beginReading] began.
    public void endReading() {
        locks.endReading();
    }

    /// Writes into the parameters' arrays while no run of another thread reads or writes them, and gives those that are
    /// written a new version. For engines.
    ///
    /// @param writes what writes; it may read what this run has read
    /// @throws IllegalStateException if a run of another thread has updated what this one has read; nothing is written
    public void commit(Runnable writes) {
        locks.write(writes);
    }

    /// Numbers tensors in the order in which they can be computed, without recursion: graphs may be deep.
    private static final class Builder {
        private final List<Graph.Node> nodes = new ArrayList<>();
        private final List<float @Nullable []> arguments = new ArrayList<>();
        private final List<Parameter> parameters = new ArrayList<>();
        private final List<Integer> parameterNodes = new ArrayList<>();
        private final List<Content.Reading> readings = new ArrayList<>();
        private final IdentityHashMap<Tensor, Integer> numbers = new IdentityHashMap<>();
        private final Map<Parameter, Integer> variables = new LinkedHashMap<>();
        private @Nullable Tensor computed;

        Graph.Step step(Update update) {
            return switch (update) {
                case Update.Assign(Parameter parameter, Tensor next) ->
                        new Graph.Step.Assign(variable(parameter), node(next));
                case Update.OptimiserStep(
                                OptimiserRule rule,
                                Parameter weights,
                                List<Parameter> state,
                                Tensor gradient,
                                List<Tensor> scalars) ->
                        new Graph.Step.Optimise(
                                rule,
                                variable(weights),
                                state.stream().map(this::variable).toList(),
                                node(gradient),
                                nodes(scalars));
            };
        }

        List<Graph.Variable> variables() {
            List<Graph.Variable> list = new ArrayList<>();
            for (int i = 0; i < parameters.size(); i++) {
                list.add(new Graph.Variable(parameters.get(i).shape(), parameterNodes.get(i)));
            }
            return list;
        }

        private int variable(Parameter parameter) {
            Integer known = variables.get(parameter);
            if (known != null) {
                return known;
            }
            variables.put(parameter, parameters.size());
            parameters.add(parameter);
            parameterNodes.add(-1);
            return parameters.size() - 1;
        }

        List<Integer> nodes(List<Tensor> tensors) {
            List<Integer> list = new ArrayList<>(tensors.size());
            for (Tensor tensor : tensors) {
                list.add(node(tensor));
            }
            return List.copyOf(list);
        }

        private Integer node(Tensor root) {
            Integer known = numbers.get(root);
            if (known != null) {
                return known;
            }
            ArrayDeque<Tensor> stack = new ArrayDeque<>();
            stack.push(root);
            while (!stack.isEmpty()) {
                Tensor tensor = stack.peek();
                Content content = tensor.content();
                Tensor missing = numbers.containsKey(tensor) ? null : firstMissing(content.inputs());
                if (missing != null) {
                    stack.push(missing);
                } else {
                    stack.pop();
                    add(tensor, content);
                }
            }
            return numberOf(root);
        }

        private @Nullable Tensor firstMissing(List<Tensor> inputs) {
            for (Tensor input : inputs) {
                if (!numbers.containsKey(input)) {
                    return input;
                }
            }
            return null;
        }

        private List<Integer> numbersOf(List<Tensor> inputs) {
            Integer[] list = new Integer[inputs.size()];
            for (int i = 0; i < list.length; i++) {
                list[i] = numberOf(inputs.get(i));
            }
            return List.of(list);
        }

        private Integer numberOf(Tensor tensor) {
            Integer number = numbers.get(tensor);
            if (number == null) {
                throw new IllegalStateException("listing a graph: " + tensor + " was used before it was listed");
            }
            return number;
        }

        private void add(Tensor tensor, Content content) {
            if (numbers.putIfAbsent(tensor, nodes.size()) != null) {
                return;
            }
            if (nodes.size() == MAXIMUM_OPERATIONS) {
                throw new IllegalStateException(
                        "running a graph of more than " + MAXIMUM_OPERATIONS + " operations" + TensorText.TOO_MANY);
            }
            if (content instanceof Content.Known known && known.isComputed()) {
                computed = tensor;
            }
            nodes.add(new Graph.Node(content.op(), numbersOf(content.inputs()), tensor.shape(), tensor.role()));
            arguments.add(
                    switch (content) {
                        case Content.Recorded recorded -> null;
                        case Content.Known known -> known.values();
                        case Content.Reading reading -> read(reading);
                    });
        }

        private float[] read(Content.Reading reading) {
            Parameter parameter = reading.parameter();
            reading.checkVersion();
            readings.add(reading);
            parameterNodes.set(variable(parameter), nodes.size() - 1);
            return parameter.array();
        }
    }
}
