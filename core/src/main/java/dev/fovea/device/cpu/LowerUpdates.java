package dev.fovea.device.cpu;

import dev.fovea.kernel.OptimiserKernels;
import dev.fovea.tensor.Graph;
import dev.fovea.tensor.OptimiserRule;

import java.util.ArrayList;
import java.util.List;

/// Updates of variables: they run after everything else, so that every operation of a run reads the old values.
final class LowerUpdates {
    private final Context context;

    LowerUpdates(Context context) {
        this.context = context;
    }

    List<Step.Shared> lower(Externals externals) {
        List<Step.Shared> commits = new ArrayList<>();
        for (Graph.Step step : context.graph.steps()) {
            switch (step) {
                case Graph.Step.Assign assign -> {
                    Value to = variable(externals, assign.variable());
                    Value from = unchanging(assign.node());
                    commits.add(new Stores.Store(from, to));
                }
                case Graph.Step.Optimise optimise -> commits.add(optimise(externals, optimise));
            }
        }
        return commits;
    }

    /// A node's value that no update of this run overwrites: a copy, if the node is a variable itself, or another shape
    /// of one.
    private Value unchanging(int node) {
        Value from = context.rows(node);
        if (!isVariable(from)) {
            return from;
        }
        Value copy = Value.rows(from.shape);
        context.add(
                new RowsStep(
                        List.of(from),
                        copy,
                        site ->
                                System.arraycopy(
                                        site.array(from), site.at(from), site.array(copy), site.at(copy), copy.size)));
        return copy;
    }

    private boolean isVariable(Value value) {
        return context.graph.variables().stream()
                .filter(variable -> variable.node() >= 0)
                .anyMatch(variable -> context.rows(variable.node()).storage == value.storage);
    }

    private Value variable(Externals externals, int variable) {
        return Value.external(context.graph.variables().get(variable).shape(), externals.ofVariable(variable));
    }

    private Step.Shared optimise(Externals externals, Graph.Step.Optimise step) {
        List<Value> state = step.state().stream().map(v -> variable(externals, v)).toList();
        List<Value> numbers = step.scalars().stream().map(this::unchanging).toList();
        Value gradient = unchanging(step.gradient());
        return new Optimise(
                context.kernels.optimiser(),
                step.rule(),
                variable(externals, step.weights()),
                state,
                gradient,
                numbers);
    }

    /// One optimiser's step for one variable.
    ///
    /// @param kernels the loops
    /// @param rule the formula
    /// @param weights what is trained
    /// @param state the rule's state
    /// @param gradient the gradient
    /// @param numbers the rule's numbers, in its order
    private record Optimise(
            OptimiserKernels kernels,
            OptimiserRule rule,
            Value weights,
            List<Value> state,
            Value gradient,
            List<Value> numbers)
            implements Step.Shared {

        @Override
        public List<Value> reads() {
            List<Value> reads = new ArrayList<>(numbers);
            reads.add(gradient);
            return reads;
        }

        @Override
        public List<Value> writes() {
            return List.of(weights);
        }

        @Override
        public int elements() {
            return weights.size;
        }

        private float number(Site site, int index) {
            Value value = numbers.get(index);
            return site.array(value)[site.at(value)];
        }

        @Override
        public void run(Site site, int from, int to) {
            float[] w = site.array(weights);
            float[] g = site.array(gradient);
            int go = site.at(gradient) + from;
            int n = to - from;
            float rate = number(site, 0);
            float decay = number(site, 1);
            switch (rule) {
                case SGD -> kernels.descend(w, from, g, go, n, rate, decay);
                case MOMENTUM ->
                        kernels.momentum(w, from, g, go, state(site, 0), from, n, rate, number(site, 2), decay);
                case NESTEROV ->
                        kernels.nesterov(w, from, g, go, state(site, 0), from, n, rate, number(site, 2), decay);
                case RMS_PROP ->
                        kernels.rmsProp(
                                w, from, g, go, state(site, 0), from, n, rate, number(site, 2), number(site, 3), decay);
                case ADAM -> adam(site, from, n, w, g, go, decay, 1);
                case ADAM_W -> adam(site, from, n, w, g, go, 0, (float) (1 - (double) rate * decay));
            }
        }

        private void adam(Site site, int from, int n, float[] w, float[] g, int go, float decay, float keep) {
            float stepSize = (float) ((double) number(site, 0) / number(site, 5));
            float rootScale = (float) (1 / StrictMath.sqrt(number(site, 6)));
            kernels.adam(
                    w,
                    from,
                    g,
                    go,
                    state(site, 0),
                    from,
                    state(site, 1),
                    from,
                    n,
                    stepSize,
                    number(site, 2),
                    number(site, 3),
                    rootScale,
                    number(site, 4),
                    decay,
                    keep);
        }

        private float[] state(Site site, int index) {
            return site.array(state.get(index));
        }
    }
}
