package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// The mean of each window of images `[N, C, H, W]`, channel by channel; padding never counts.
///
/// Padding is left out of the mean: it is over the pixels that lie on the image.
///
/// @param sliding kernel, stride (by default that of the kernel: windows side by side), padding and dilation
public record AveragePool(Sliding sliding) implements Layer {
    /// {@return square windows side by side}
    ///
    /// @param kernel rows and columns of a window
    public static AveragePool of(int kernel) {
        return of(kernel, kernel);
    }

    /// {@return windows side by side}
    ///
    /// @param kernelRows rows of a window
    /// @param kernelColumns columns of a window
    public static AveragePool of(int kernelRows, int kernelColumns) {
        return new AveragePool(Sliding.of(kernelRows, kernelColumns, kernelRows, kernelColumns));
    }

    /// {@return this with a stride}
    public AveragePool withStride(int stride) {
        return withStride(stride, stride);
    }

    /// {@return this with a stride for each axis}
    public AveragePool withStride(int rows, int columns) {
        return new AveragePool(sliding.withStride(rows, columns));
    }

    /// {@return this with the same padding on every side}
    public AveragePool withPadding(int padding) {
        return withPadding(padding, padding, padding, padding);
    }

    /// {@return this with padding for each side}
    public AveragePool withPadding(int top, int left, int bottom, int right) {
        return new AveragePool(sliding.withPadding(top, left, bottom, right));
    }

    /// {@return this with padding that makes the output as large as the input (over the stride)}
    public AveragePool withSamePadding() {
        return new AveragePool(sliding.withSamePadding());
    }

    /// {@return this with pixels left out between those of a window}
    public AveragePool withDilation(int dilation) {
        return new AveragePool(sliding.withDilation(dilation, dilation));
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        return x.averagePool(sliding.over("average pool", x.shape()));
    }

    @Override
    public String kind() {
        return "pool";
    }

    /// What is not default.
    @Override
    public String toString() {
        return "AveragePool " + sliding.besides();
    }
}
