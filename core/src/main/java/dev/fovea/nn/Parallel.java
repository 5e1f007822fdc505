package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

import java.util.List;

/// Layers side by side on one input, their outputs concatenated along axis 1: channels, or features.
///
/// The layers of a branch are named `parallel1.branch2.conv1`.
///
/// @param branches at least one
public record Parallel(List<Layer> branches) implements Layer {
    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if there is no branch
    public Parallel {
        branches = List.copyOf(branches);
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("making parallel layers: there is no branch; expected at least one");
        }
    }

    /// {@return layers side by side}
    public static Parallel of(Layer... branches) {
        return new Parallel(List.of(branches));
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        Tensor[] outputs = new Tensor[branches.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = scope.in("branch" + (i + 1)).apply(branches.get(i), x);
        }
        return Tensor.concatenate(1, outputs);
    }

    @Override
    public String kind() {
        return "parallel";
    }

    @Override
    public String toString() {
        return "Parallel of " + branches.size();
    }
}
