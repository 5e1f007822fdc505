package dev.fovea.kernel;

/// Kernels for sums of products: convolutions, dense layers and their gradients. One is made for each geometry, and
/// kept.
public interface Products {
    /// Forward convolution or input gradient.
    ///
    /// @param geometry the sum
    /// @return a kernel that any number of threads may run
    TapSumKernel tapSum(TapSum geometry);

    /// Weight gradient of a convolution.
    ///
    /// @param geometry the sum
    /// @return a kernel that any number of threads may run
    WeightSumKernel weightSum(WeightSum geometry);

    /// Dense product of blocks by shared weights.
    ///
    /// @param geometry the sum
    /// @return a kernel that any number of threads may run
    DenseKernel dense(DenseSum geometry);

    /// Weight gradient of a dense product.
    ///
    /// @return a kernel that any number of threads may run
    DenseWeightSum denseWeightSum();

    /// Spreading of pooled gradients.
    ///
    /// @return a kernel that any number of threads may run
    Unpool unpool();
}
