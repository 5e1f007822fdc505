package dev.fovea.tensor;

import dev.fovea.shape.ShapeException;

import java.util.ArrayList;
import java.util.List;

/// A change of parameters, to happen in a run: all updates of a run read the old values and commit together.
public sealed interface Update {

    /// The parameters that this update writes.
    ///
    /// @return at least one
    List<Parameter> written();

    /// A parameter takes the values of a tensor.
    ///
    /// @param parameter what changes
    /// @param next its next values
    record Assign(Parameter parameter, Tensor next) implements Update {
        /// Checks the shape.
        ///
        /// @throws ShapeException if the shapes differ
        public Assign {
            if (!next.shape().equals(parameter.shape())) {
                throw new ShapeException(
                        "assign to " + parameter.name(),
                        List.of(next.shape()),
                        "expected "
                                + parameter.shape()
                                + (next.shape().size() == parameter.shape().size() ? "; say reshape" : ""));
            }
        }

        @Override
        public List<Parameter> written() {
            return List.of(parameter);
        }
    }

    /// One step of an optimiser, weights and state in one pass.
    ///
    /// @param rule the formula
    /// @param weights what is trained
    /// @param state the rule's state, in its order
    /// @param gradient the gradient of the loss with respect to the weights
    /// @param scalars the rule's numbers, in its order, each of rank 0
    record OptimiserStep(
            OptimiserRule rule, Parameter weights, List<Parameter> state, Tensor gradient, List<Tensor> scalars)
            implements Update {
        /// Copies the lists and checks counts and shapes.
        ///
        /// @throws IllegalArgumentException if state or numbers are missing
        /// @throws ShapeException if a shape is not that of the weights, or a number has more than one element
        public OptimiserStep {
            state = List.copyOf(state);
            scalars = List.copyOf(scalars);
            String what = "optimiser step " + rule + " of " + weights.name();
            if (state.size() != rule.state().size() || scalars.size() != rule.scalars().size()) {
                throw new IllegalArgumentException(
                        what
                                + ": got "
                                + state.size()
                                + " states and "
                                + scalars.size()
                                + " numbers; expected "
                                + rule.state()
                                + " and "
                                + rule.scalars());
            }
            if (!gradient.shape().equals(weights.shape())) {
                throw new ShapeException(what, List.of(gradient.shape()), "expected a gradient of " + weights.shape());
            }
            for (Parameter parameter : state) {
                if (!parameter.shape().equals(weights.shape())) {
                    throw new ShapeException(what, List.of(parameter.shape()), "expected state of " + weights.shape());
                }
            }
            for (int i = 0; i < scalars.size(); i++) {
                if (scalars.get(i).shape().rank() != 0) {
                    throw new ShapeException(
                            what,
                            List.of(scalars.get(i).shape()),
                            "expected one number, of shape [], as " + rule.scalars().get(i));
                }
            }
        }

        @Override
        public List<Parameter> written() {
            List<Parameter> written = new ArrayList<>();
            written.add(weights);
            written.addAll(state);
            return written;
        }
    }
}
