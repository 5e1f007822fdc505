package dev.fovea.optim;

import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;
import dev.fovea.tensor.Update;

import java.util.ArrayList;
import java.util.List;

/// A moving average of the weights: `a = d a + (1 - d) w` in every step `t`, counted from 1, with the weights `w` from
/// before it and `d = min(decay, t / (t + 9))`, so that the first weights are soon forgotten.
///
/// It is usually better than the weights themselves, as they keep jumping around what they approach. Source: B. Polyak,
/// A. Juditsky, *Acceleration of Stochastic Approximation by Averaging*, SIAM J. Control Optim. 30, 1992, in the
/// exponential form of TensorFlow's `ExponentialMovingAverage`.
///
/// @param decay `d`, such as .999: what is seen is about the last `1 / (1 - d)` steps
public record WeightAverage(double decay) {
    private static final double START = 9;

    /// Checks the decay.
    ///
    /// @throws IllegalArgumentException if it is not above 0 and below 1
    public WeightAverage {
        Ranges.check("an average of weights", "decay", decay, decay > 0 && decay < 1, "above 0 and below 1");
    }

    /// The decay of a step.
    ///
    /// @param step counted from 1
    /// @return at most [#decay()]
    public double decay(long step) {
        return StrictMath.min(decay, step / (step + START));
    }

    /// The numbers of a step: how much is kept, and how much is taken from the weights.
    ///
    /// @param step counted from 1
    /// @return `d` and `1 - d`
    public List<Double> numbers(long step) {
        return List.of(decay(step), 1 - decay(step));
    }

    /// One step, to be made in the same run as the optimiser's: it reads the weights from before.
    ///
    /// @param weights what is trained
    /// @param averages as many, of the same shapes
    /// @param step the number of this step, from 1
    /// @return one update for each average
    /// @throws IllegalArgumentException if there are not as many averages as weights
    public List<Update> step(List<Parameter> weights, List<Parameter> averages, long step) {
        return step(
                weights, averages, numbers(step).stream().map(number -> Tensor.scalar(number.floatValue())).toList());
    }

    /// One step with numbers that may be given later: for [recorded runs][dev.fovea.tensor.RecordedRun].
    ///
    /// @param weights what is trained
    /// @param averages as many, of the same shapes
    /// @param numbers [those of the step][#numbers]
    /// @return one update for each average
    /// @throws IllegalArgumentException if there are not as many averages as weights, or not two numbers
    public List<Update> step(List<Parameter> weights, List<Parameter> averages, List<Tensor> numbers) {
        if (numbers.size() != 2) {
            throw new IllegalArgumentException(
                    "averaging weights: got " + numbers.size() + " numbers; expected 2: what is kept, what is taken");
        }
        if (weights.size() != averages.size()) {
            throw new IllegalArgumentException(
                    "averaging weights: got "
                            + weights.size()
                            + " weights and "
                            + averages.size()
                            + " averages; expected one for each");
        }
        Tensor keep = numbers.get(0);
        Tensor take = numbers.get(1);
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            Parameter average = averages.get(i);
            updates.add(average.assign(average.tensor().multiply(keep).add(weights.get(i).tensor().multiply(take))));
        }
        return List.copyOf(updates);
    }
}
