package dev.fovea.optim;

import dev.fovea.tensor.OptimiserRule;
import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import java.util.ArrayList;
import java.util.List;

/// How parameters change by their gradients: an immutable rule. Its state stands apart in an [OptimiserState], the
/// learning rate is handed in with each step.
///
/// Defaults are PyTorch's. Weight decay may spare biases, gamma and beta: all parameters of one axis.
public sealed interface Optimiser permits Sgd, RmsProp, Adam, AdamW {
    /// The formula.
    ///
    /// @return with its state and numbers
    OptimiserRule rule();

    /// How strongly weights are drawn to 0.
    ///
    /// @return 0 for not at all
    double weightDecay();

    /// Whether weight decay goes for parameters of one axis too: biases, gamma and beta.
    ///
    /// @return true by default, as in PyTorch
    boolean decaysVectors();

    /// The learning rate to try first.
    ///
    /// @return as PyTorch has it
    double usualLearningRate();

    /// The rule's numbers after learning rate and weight decay, in its order.
    ///
    /// @param step the number of the step, from 1
    /// @return possibly none
    List<Double> numbers(long step);

    /// One step for all parameters.
    ///
    /// @param state made for these parameters and this rule
    /// @param parameters what is trained
    /// @param gradients of the loss, one for each parameter
    /// @param learningRate the learning rate
    /// @param stepNumber the number of this step, from 1
    /// @return one update for each parameter
    /// @throws IllegalArgumentException if there are not as many gradients as parameters, the state is another rule's,
    ///   or the step number is below 1
    default List<Update> step(
            OptimiserState state,
            List<Parameter> parameters,
            List<Tensor> gradients,
            double learningRate,
            long stepNumber) {
        if (parameters.size() != gradients.size() || stepNumber < 1) {
            throw new IllegalArgumentException(
                    "making step "
                            + stepNumber
                            + " of "
                            + this
                            + ": got "
                            + parameters.size()
                            + " parameters and "
                            + gradients.size()
                            + " gradients; expected one gradient for each parameter, and steps from 1");
        }
        List<Tensor> others = numbers(stepNumber).stream().map(number -> Tensor.scalar(number.floatValue())).toList();
        return step(state, parameters, gradients, Tensor.scalar((float) learningRate), others);
    }

    /// One step for all parameters, with numbers that may be given later: for [recorded
    /// runs][dev.fovea.tensor.RecordedRun].
    ///
    /// @param state made for these parameters and this rule
    /// @param parameters what is trained
    /// @param gradients of the loss, one for each parameter
    /// @param learningRate the learning rate
    /// @param numbers [those of the step][#numbers]
    /// @return one update for each parameter
    /// @throws IllegalArgumentException if there are not as many gradients as parameters, the state is another rule's,
    ///   or there are not as many numbers as the rule wants
    default List<Update> step(
            OptimiserState state,
            List<Parameter> parameters,
            List<Tensor> gradients,
            Tensor learningRate,
            List<Tensor> numbers) {
        if (parameters.size() != gradients.size()) {
            throw new IllegalArgumentException(
                    "making a step of "
                            + this
                            + ": got "
                            + parameters.size()
                            + " parameters and "
                            + gradients.size()
                            + " gradients; expected one gradient for each parameter");
        }
        Tensor decay = Tensor.scalar((float) weightDecay());
        Tensor none = Tensor.scalar(0);
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            List<Tensor> scalars = new ArrayList<>();
            scalars.add(learningRate);
            scalars.add(parameter.shape().rank() < 2 && !decaysVectors() ? none : decay);
            scalars.addAll(numbers);
            updates.add(
                    new Update.OptimiserStep(
                            rule(), parameter, state.of(rule(), parameter), gradients.get(i), scalars));
        }
        return List.copyOf(updates);
    }
}
