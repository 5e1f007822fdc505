package dev.fovea.tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reverse-mode differentiation: adds the operations of the gradient to the graph. Nothing is computed, and the
/// gradients can be differentiated again.
///
/// ```java
/// List<Tensor> gradients = Gradients.of(loss, List.of(weight.tensor(), bias.tensor()));
/// ```
///
/// Source: A. Griewank, A. Walther, *Evaluating Derivatives*, 2nd edition, 2008, section 3.2.
public final class Gradients {
    private final Set<Tensor> variables = new LinkedHashSet<>();
    private final boolean stopAtVariables;
    private final Map<Tensor, Content.Recorded> recordings = new LinkedHashMap<>();
    private final Map<Tensor, Boolean> depends = new LinkedHashMap<>();
    private final List<Tensor> order = new ArrayList<>();
    private final Map<Tensor, Tensor> sums = new LinkedHashMap<>();

    private Gradients(List<Tensor> variables, boolean stopAtVariables) {
        this.variables.addAll(variables);
        this.stopAtVariables = stopAtVariables;
    }

    /// The gradients of a loss with respect to tensors it was recorded from.
    ///
    /// A loss of more than one element counts as the sum of its elements.
    ///
    /// @param loss what is differentiated
    /// @param variables leaves, parameters' tensors or any tensors between
    /// @return for each variable a tensor of its shape; zeros where the loss does not depend on it
    /// @throws IllegalStateException if a tensor between was asked for already, so that what it was computed from is
    ///   gone
    public static List<Tensor> of(Tensor loss, List<Tensor> variables) {
        Gradients gradients = new Gradients(variables, false);
        gradients.reverse(loss, loss.onesLike());
        List<Tensor> results = new ArrayList<>();
        for (Tensor variable : variables) {
            Tensor sum = gradients.sums.get(variable);
            results.add(sum == null ? variable.zerosLike() : sum);
        }
        return List.copyOf(results);
    }

    /// The gradient with respect to one tensor, as [#of(Tensor, List)].
    ///
    /// @param loss what is differentiated
    /// @param variable a tensor it was recorded from
    /// @return a tensor of the variable's shape
    /// @throws IllegalStateException if a tensor between was asked for already
    public static Tensor of(Tensor loss, Tensor variable) {
        return of(loss, List.of(variable)).getFirst();
    }

    /// The gradient rule of an operation that is the same as a few simpler ones.
    ///
    /// @param definition the operation's result, recorded from its inputs by simpler operations
    /// @param d the gradient with respect to the result
    /// @param inputs the operation's inputs, each taken as independent of the others
    /// @return for each input its gradient or null
    static List<@Nullable Tensor> ofDefinition(Tensor definition, Tensor d, List<Tensor> inputs) {
        Gradients gradients = new Gradients(inputs, true);
        gradients.reverse(definition, d);
        List<@Nullable Tensor> results = new ArrayList<>();
        for (Tensor input : inputs) {
            // An input given twice has one gradient, for both places together.
            results.add(gradients.sums.remove(input));
        }
        return results;
    }

    private void reverse(Tensor loss, Tensor seed) {
        list(loss);
        sums.put(loss, seed);
        for (Tensor tensor : order.reversed()) {
            Tensor d = sums.get(tensor);
            Content.Recorded recorded = recordings.get(tensor);
            if (d != null && recorded != null) {
                send(tensor, recorded, d);
            }
        }
    }

    private void send(Tensor tensor, Content.Recorded recorded, Tensor d) {
        List<Tensor> inputs = recorded.inputs();
        List<@Nullable Tensor> gradients = recorded.op().gradient(inputs, tensor, d);
        for (int i = 0; i < inputs.size(); i++) {
            Tensor gradient = gradients.get(i);
            if (gradient != null && dependsOnVariables(inputs.get(i))) {
                if (!gradient.shape().equals(inputs.get(i).shape())) {
                    throw new IllegalStateException(
                            "differentiating "
                                    + recorded.op()
                                    + ": its rule gives a gradient of "
                                    + gradient.shape()
                                    + " for input "
                                    + (i + 1)
                                    + " of "
                                    + inputs.get(i).shape());
                }
                sums.merge(inputs.get(i), gradient, Tensor::add);
            }
        }
    }

    private boolean dependsOnVariables(Tensor tensor) {
        return depends.getOrDefault(tensor, false);
    }

    /// Lists all tensors between variables and loss, inputs first, without recursion: graphs may be deep.
    private void list(Tensor loss) {
        ArrayDeque<Tensor> stack = new ArrayDeque<>();
        stack.push(loss);
        while (!stack.isEmpty()) {
            Tensor tensor = stack.peek();
            Tensor next = depends.containsKey(tensor) ? null : firstUnlisted(inputs(tensor));
            if (next != null) {
                stack.push(next);
                continue;
            }
            stack.pop();
            if (!depends.containsKey(tensor)) {
                boolean isVariable = variables.contains(tensor);
                depends.put(tensor, isVariable || inputs(tensor).stream().anyMatch(this::dependsOnVariables));
                order.add(tensor);
            }
        }
    }

    private @Nullable Tensor firstUnlisted(List<Tensor> inputs) {
        for (Tensor input : inputs) {
            if (!depends.containsKey(input)) {
                return input;
            }
        }
        return null;
    }

    private List<Tensor> inputs(Tensor tensor) {
        Content.Recorded known = recordings.get(tensor);
        if (known != null) {
            return known.inputs();
        }
        boolean isVariable = variables.contains(tensor);
        if (isVariable && stopAtVariables) {
            return List.of();
        }
        return switch (tensor.content()) {
            case Content.Recorded recorded -> {
                Content.Recorded rule = throughVariables(recorded);
                recordings.put(tensor, rule);
                yield rule.inputs();
            }
            case Content.Known values when values.isComputed() && !isVariable -> throw asked(tensor, values);
            case Content.Known values -> List.of();
            case Content.Reading reading -> List.of();
        };
    }

    /// A rewrite may have passed by the very tensor that is asked about: then the operation counts as it was written.
    private Content.Recorded throughVariables(Content.Recorded recorded) {
        Content.Recorded written = recorded.written();
        return written != null && written.inputs().stream().anyMatch(variables::contains) ? written : recorded;
    }

    private static IllegalStateException asked(Tensor tensor, Content.Known values) {
        return new IllegalStateException(
                "differentiating through "
                        + values.origin().words()
                        + " "
                        + tensor.shape()
                        + ": its values were asked for, so what it was computed from is gone; call Gradients.of before value() or"
                        + " run, or say detach() if it is meant as a constant");
    }
}
