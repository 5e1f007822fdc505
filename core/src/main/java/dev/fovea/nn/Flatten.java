package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// Each sample as one row: `[N, C, H, W]` to `[N, C H W]`.
public record Flatten() implements Layer {
    @Override
    public Tensor forward(Tensor x, Scope scope) {
        return x.flatten();
    }

    @Override
    public String kind() {
        return "flatten";
    }

    @Override
    public String toString() {
        return "Flatten";
    }
}
