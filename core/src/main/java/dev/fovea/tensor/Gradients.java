package dev.fovea.tensor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Reverse-mode differentiation: adds the operations of the gradient to the graph. Nothing is computed, and the
/// gradients can be differentiated again.
///
/// ```java
/// List<Tensor> gradients = Gradients.of(loss, List.of(weight.tensor(), bias.tensor()));
/// ```
///
/// Source: A. Griewank, A. Walther, *Evaluating Derivatives*, 2nd edition, 2008, section 3.2.
public final class Gradients {
    private final boolean stopAtVariables;
    private final IdentityHashMap<Tensor, Place> places = new IdentityHashMap<>();
    private final List<Place> order = new ArrayList<>();

    /// What is known of a tensor between variables and loss.
    private static final class Place {
        final Tensor tensor;
        final boolean isVariable;
        Content.@Nullable Recorded recorded;
        List<Tensor> inputs = List.of();
        boolean isListed;
        boolean depends;
        @Nullable Tensor sum;

        Place(Tensor tensor, boolean isVariable) {
            this.tensor = tensor;
            this.isVariable = isVariable;
        }
    }

    private Gradients(List<Tensor> variables, boolean stopAtVariables) {
        this.stopAtVariables = stopAtVariables;
        for (Tensor variable : variables) {
            places.put(variable, new Place(variable, true));
        }
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
            Tensor sum = gradients.place(variable).sum;
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
            results.add(gradients.place(input).sum);
            gradients.place(input).sum = null;
        }
        return results;
    }

    private Place place(Tensor tensor) {
        Place place = places.get(tensor);
        if (place == null) {
            place = new Place(tensor, false);
            places.put(tensor, place);
        }
        return place;
    }

    private void reverse(Tensor loss, Tensor seed) {
        list(place(loss));
        place(loss).sum = seed;
        for (int i = order.size() - 1; i >= 0; i--) {
            Place place = order.get(i);
            if (place.sum != null && place.recorded != null) {
                send(place.tensor, place.recorded, place.sum);
            }
        }
    }

    private void send(Tensor tensor, Content.Recorded recorded, Tensor d) {
        List<Tensor> inputs = recorded.inputs();
        List<@Nullable Tensor> gradients = recorded.op().gradient(inputs, tensor, d);
        for (int i = 0; i < inputs.size(); i++) {
            Tensor gradient = gradients.get(i);
            Place input = place(inputs.get(i));
            if (gradient != null && input.depends) {
                if (!gradient.shape().equals(input.tensor.shape())) {
                    throw new IllegalStateException(
                            "differentiating "
                                    + recorded.op()
                                    + ": its rule gives a gradient of "
                                    + gradient.shape()
                                    + " for input "
                                    + (i + 1)
                                    + " of "
                                    + input.tensor.shape());
                }
                input.sum = input.sum == null ? gradient : input.sum.add(gradient);
            }
        }
    }

    /// Lists all tensors between variables and loss, inputs first, without recursion: graphs may be deep.
    private void list(Place loss) {
        ArrayDeque<Place> stack = new ArrayDeque<>();
        enter(loss, stack);
        while (!stack.isEmpty()) {
            Place place = stack.peek();
            Place next = place.isListed ? null : firstUnlisted(place.inputs);
            if (next != null) {
                enter(next, stack);
                continue;
            }
            stack.pop();
            if (!place.isListed) {
                place.isListed = true;
                place.depends = place.isVariable || anyDepends(place.inputs);
                order.add(place);
            }
        }
    }

    private void enter(Place place, ArrayDeque<Place> stack) {
        read(place);
        stack.push(place);
    }

    private @Nullable Place firstUnlisted(List<Tensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            Place place = place(inputs.get(i));
            if (!place.isListed) {
                return place;
            }
        }
        return null;
    }

    private boolean anyDepends(List<Tensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            if (place(inputs.get(i)).depends) {
                return true;
            }
        }
        return false;
    }

    /// Finds what a tensor was recorded from, once: another thread may ask for its value meanwhile.
    private void read(Place place) {
        if (place.recorded != null || (place.isVariable && stopAtVariables)) {
            return;
        }
        switch (place.tensor.content()) {
            case Content.Recorded recorded -> {
                place.recorded = throughVariables(recorded);
                place.inputs = place.recorded.inputs();
            }
            case Content.Known values when values.isComputed() && !place.isVariable ->
                    throw asked(place.tensor, values);
            case Content.Known values -> {}
            case Content.Reading reading -> {}
        }
    }

    /// A rewrite may have passed by the very tensor that is asked about: then the operation counts as it was written.
    private Content.Recorded throughVariables(Content.Recorded recorded) {
        Content.Recorded written = recorded.written();
        return written != null && written.inputs().stream().anyMatch(this::isVariable) ? written : recorded;
    }

    private boolean isVariable(Tensor tensor) {
        return place(tensor).isVariable;
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
