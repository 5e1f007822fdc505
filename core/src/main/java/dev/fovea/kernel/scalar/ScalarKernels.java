package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.Kernels;

/// All kernels in plain Java: the reference, and what runs where the Vector API is missing.
public final class ScalarKernels implements Kernels {
    private final Elementwise elementwise = new ScalarElementwise();

    @Override
    public String describe() {
        return "scalar";
    }

    @Override
    public Elementwise elementwise() {
        return elementwise;
    }
}
