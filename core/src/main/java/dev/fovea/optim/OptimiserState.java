package dev.fovea.optim;

import dev.fovea.tensor.OptimiserRule;
import dev.fovea.tensor.Parameter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an optimiser remembers of each parameter, starting at 0, under names like `optimizer/conv1.weight/velocity`.
public final class OptimiserState {
    private final OptimiserRule rule;
    private final Map<String, List<Parameter>> slots = new LinkedHashMap<>();

    private OptimiserState(OptimiserRule rule) {
        this.rule = rule;
    }

    /// The state of an optimiser that has made no step.
    ///
    /// @param optimiser the optimiser
    /// @param parameters what it will train
    /// @return zeros
    public static OptimiserState of(Optimiser optimiser, List<Parameter> parameters) {
        OptimiserState state = new OptimiserState(optimiser.rule());
        for (Parameter parameter : parameters) {
            List<Parameter> slots = new ArrayList<>();
            for (String slot : state.rule.state()) {
                slots.add(Parameter.zeros("optimizer/" + parameter.name() + "/" + slot, parameter.shape()));
            }
            state.slots.put(parameter.name(), List.copyOf(slots));
        }
        return state;
    }

    /// The state of one parameter.
    ///
    /// @param asking the rule of the optimiser that asks
    /// @param parameter the parameter
    /// @return in the rule's order
    /// @throws IllegalArgumentException if this is another rule's state, or that of other parameters
    List<Parameter> of(OptimiserRule asking, Parameter parameter) {
        List<Parameter> found = slots.get(parameter.name());
        if (found == null || asking != rule) {
            throw new IllegalArgumentException(
                    "making a step of "
                            + asking
                            + " for "
                            + parameter.name()
                            + ": the state is that of "
                            + rule
                            + " for "
                            + slots.keySet()
                            + "; expected OptimiserState.of this optimiser and these parameters");
        }
        return found;
    }

    /// All of it, as a checkpoint keeps it.
    ///
    /// @return in the order of the parameters; none for plain gradient descent
    public List<Parameter> parameters() {
        return slots.values().stream().flatMap(List::stream).toList();
    }
}
