package dev.fovea.kernel;

/// Kernels for sums of products: convolutions, dense layers and their gradients. One is made for each geometry, and
/// kept.
public interface Products {
    /// Forward convolution or input gradient.
    ///
    /// @param geometry the sum
    /// @return a kernel that any number of threads may run
    TapSumKernel tapSum(TapSum geometry);

    /// Forward convolution with the filters in the lanes.
    ///
    /// @param geometry the sum
    /// @return a kernel that any number of threads may run
    FilterSumKernel filterSum(FilterSum geometry);

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

    /// Transforms of a convolution by Winograd's minimal filtering.
    ///
    /// @param geometry the tiles
    /// @return a kernel that any number of threads may run
    WinogradKernel winograd(WinogradTiles geometry);

    /// Products of a convolution's weight gradient at Winograd's points.
    ///
    /// @param geometry the sum
    /// @return a kernel that any number of threads may run
    WinogradSumKernel winogradSum(WinogradSum geometry);

    /// The transform of weights for Winograd's minimal filtering, and of gradients back to them.
    ///
    /// @param filter the filter on each axis
    /// @return a kernel that any number of threads may run
    WinogradWeights winogradWeights(WinogradFilter filter);

    /// Spreading of pooled gradients.
    ///
    /// @return a kernel that any number of threads may run
    Unpool unpool();
}
