package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

import java.util.function.UnaryOperator;

/// Any function of a tensor as a layer: `new Lambda("square", Tensor::square)`. It has no parameters and cannot be
/// written into a description.
///
/// @param name the word that names it, as [Layer#kind]
/// @param function what it computes
public record Lambda(String name, UnaryOperator<Tensor> function) implements Layer {
    @Override
    public Tensor forward(Tensor x, Scope scope) {
        return function.apply(x);
    }

    @Override
    public String kind() {
        return name;
    }

    @Override
    public String toString() {
        return "Lambda " + name;
    }
}
