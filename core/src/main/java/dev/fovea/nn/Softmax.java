package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// Probabilities along the last axis: `y_k = exp(x_k) / sum over j of exp(x_j)`.
///
/// At the end of a [Network] it takes no part in training, see there.
public record Softmax() implements Layer {
    @Override
    public Tensor forward(Tensor x, Scope scope) {
        return x.softmax(-1);
    }

    @Override
    public String kind() {
        return "softmax";
    }

    @Override
    public String toString() {
        return "Softmax";
    }
}
