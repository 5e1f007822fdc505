package dev.fovea.kernel.scalar;

import dev.fovea.kernel.BlockSum;
import dev.fovea.kernel.Copy;
import dev.fovea.kernel.Dropout;
import dev.fovea.kernel.Elementwise;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Normalisation;
import dev.fovea.kernel.OptimiserKernels;
import dev.fovea.kernel.Peak;
import dev.fovea.kernel.Pooling;
import dev.fovea.kernel.Products;
import dev.fovea.kernel.Reduction;
import dev.fovea.kernel.Softmax;

/// All kernels in plain Java: the reference, and what runs where the Vector API is missing.
public final class ScalarKernels implements Kernels {
    private final Elementwise elementwise = new ScalarElementwise();
    private final Products products = new ScalarProducts();
    private final Copy copy = new ScalarCopy();
    private final Pooling pooling = new ScalarPooling();
    private final Softmax softmax = new ScalarSoftmax();
    private final BlockSum blockSum = new ScalarBlockSum();
    private final Reduction reduction = new ScalarReduction();
    private final Normalisation normalisation = new ScalarNormalisation();
    private final OptimiserKernels optimiser = new ScalarOptimiserKernels();
    private final Dropout dropout = new ScalarDropout();

    @Override
    public String describe() {
        return "scalar";
    }

    @Override
    public Elementwise elementwise() {
        return elementwise;
    }

    @Override
    public Products products() {
        return products;
    }

    @Override
    public Copy copy() {
        return copy;
    }

    @Override
    public Pooling pooling() {
        return pooling;
    }

    @Override
    public Softmax softmax() {
        return softmax;
    }

    @Override
    public BlockSum blockSum() {
        return blockSum;
    }

    @Override
    public Reduction reduction() {
        return reduction;
    }

    @Override
    public Normalisation normalisation() {
        return normalisation;
    }

    @Override
    public OptimiserKernels optimiser() {
        return optimiser;
    }

    @Override
    public Dropout dropout() {
        return dropout;
    }

    @Override
    public Peak.Loop peak() {
        return new KPeakScalar();
    }
}
