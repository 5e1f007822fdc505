package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

import java.util.List;

/// Layers one after the other. A chain has no name of its own: its layers are named as if they stood in its place.
///
/// @param layers in order; none for the identity
public record Chain(List<Layer> layers) implements Layer {
    /// Copies the list.
    public Chain {
        layers = List.copyOf(layers);
    }

    /// {@return layers one after the other}
    public static Chain of(Layer... layers) {
        return new Chain(List.of(layers));
    }

    /// {@return layers one after the other}
    public static Chain of(List<Layer> layers) {
        return new Chain(layers);
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = scope.apply(layer, y);
        }
        return y;
    }

    @Override
    public String kind() {
        return "chain";
    }

    @Override
    public String toString() {
        return "Chain of " + layers.size();
    }
}
