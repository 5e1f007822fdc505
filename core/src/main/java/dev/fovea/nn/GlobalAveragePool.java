package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// The mean of each channel: `[N, C, H, W]` to `[N, C]`.
public record GlobalAveragePool() implements Layer {
    @Override
    public Tensor forward(Tensor x, Scope scope) {
        return x.globalAveragePool();
    }

    @Override
    public String kind() {
        return "pool";
    }

    @Override
    public String toString() {
        return "GlobalAveragePool";
    }
}
