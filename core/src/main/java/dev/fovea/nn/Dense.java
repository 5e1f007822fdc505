package dev.fovea.nn;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.tensor.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Every output from every input: `y = x weight^T + bias`, `[N, in]` to `[N, units]`. Parameters: `weight` `[units,
/// in]` and `bias` `[units]`.
///
/// @param units outputs
/// @param weight first values, Xavier-uniform by default
/// @param bias first values, zeros by default; null for no bias
public record Dense(int units, Initialiser weight, @Nullable Initialiser bias) implements Layer {
    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if there are no units
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("making a dense layer: " + units + " units; expected at least 1");
        }
    }

    /// {@return a dense layer with bias}
    ///
    /// @param units outputs
    public static Dense of(int units) {
        return new Dense(units, Initialiser.xavierUniform(), Initialiser.zeros());
    }

    /// {@return this without bias}
    public Dense withoutBias() {
        return new Dense(units, weight, null);
    }

    /// {@return this with other first weights}
    public Dense withWeight(Initialiser first) {
        return new Dense(units, first, bias);
    }

    /// {@return this with other first biases}
    public Dense withBias(Initialiser first) {
        return new Dense(units, weight, first);
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        if (x.shape().rank() != 2) {
            throw new ShapeException(
                    "dense",
                    List.of(x.shape()),
                    "expected one row of features for each sample, [samples, features]"
                            + (x.shape().rank() > 2 ? "; put flatten before this layer" : ""));
        }
        Tensor weights = scope.parameter("weight", Shape.of(units, x.shape().dim(1)), weight).transpose();
        return bias == null ? x.matmul(weights) : x.matmul(weights, scope.parameter("bias", Shape.of(units), bias));
    }

    @Override
    public String kind() {
        return "fc";
    }

    /// What is not default.
    @Override
    public String toString() {
        return "Dense " + units + (bias == null ? ", no bias" : "");
    }
}
