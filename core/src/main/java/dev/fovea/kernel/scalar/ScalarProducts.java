package dev.fovea.kernel.scalar;

import dev.fovea.kernel.DenseKernel;
import dev.fovea.kernel.DenseSum;
import dev.fovea.kernel.DenseWeightSum;
import dev.fovea.kernel.FilterSum;
import dev.fovea.kernel.FilterSumKernel;
import dev.fovea.kernel.Products;
import dev.fovea.kernel.TapSum;
import dev.fovea.kernel.TapSumKernel;
import dev.fovea.kernel.Unpool;
import dev.fovea.kernel.WeightSum;
import dev.fovea.kernel.WeightSumKernel;
import dev.fovea.kernel.WinogradFilter;
import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradSum;
import dev.fovea.kernel.WinogradSumKernel;
import dev.fovea.kernel.WinogradTiles;
import dev.fovea.kernel.WinogradWeights;

/// Sums of products in plain Java.
final class ScalarProducts implements Products {
    @Override
    public TapSumKernel tapSum(TapSum geometry) {
        return new ScalarTapSum(geometry);
    }

    @Override
    public FilterSumKernel filterSum(FilterSum geometry) {
        return new ScalarFilterSum(geometry);
    }

    @Override
    public WeightSumKernel weightSum(WeightSum geometry) {
        return new ScalarWeightSum(geometry);
    }

    @Override
    public DenseKernel dense(DenseSum geometry) {
        return new ScalarDense(geometry);
    }

    @Override
    public DenseWeightSum denseWeightSum() {
        return new ScalarDenseWeightSum();
    }

    @Override
    public WinogradKernel winograd(WinogradTiles geometry) {
        return new ScalarWinograd(geometry);
    }

    @Override
    public WinogradSumKernel winogradSum(WinogradSum geometry) {
        return new ScalarWinogradSum(geometry);
    }

    @Override
    public WinogradWeights winogradWeights(WinogradFilter filter) {
        return new ScalarWinogradWeights(filter);
    }

    @Override
    public Unpool unpool() {
        return new ScalarUnpool();
    }
}
