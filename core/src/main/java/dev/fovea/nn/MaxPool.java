package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// The largest pixel of each window of images `[N, C, H, W]`, channel by channel; padding never counts.
///
/// Of equal pixels the first gets the gradient.
///
/// @param sliding kernel, stride (by default that of the kernel: windows side by side), padding and dilation
public record MaxPool(Sliding sliding) implements Layer {
    /// {@return square windows side by side}
    ///
    /// @param kernel rows and columns of a window
    public static MaxPool of(int kernel) {
        return of(kernel, kernel);
    }

    /// {@return windows side by side}
    ///
    /// @param kernelRows rows of a window
    /// @param kernelColumns columns of a window
    public static MaxPool of(int kernelRows, int kernelColumns) {
        return new MaxPool(Sliding.of(kernelRows, kernelColumns, kernelRows, kernelColumns));
    }

    /// {@return this with a stride}
    public MaxPool withStride(int stride) {
        return withStride(stride, stride);
    }

    /// {@return this with a stride for each axis}
    public MaxPool withStride(int rows, int columns) {
        return new MaxPool(sliding.withStride(rows, columns));
    }

    /// {@return this with the same padding on every side}
    public MaxPool withPadding(int padding) {
        return withPadding(padding, padding, padding, padding);
    }

    /// {@return this with padding for each side}
    public MaxPool withPadding(int top, int left, int bottom, int right) {
        return new MaxPool(sliding.withPadding(top, left, bottom, right));
    }

    /// {@return this with padding that makes the output as large as the input (over the stride)}
    public MaxPool withSamePadding() {
        return new MaxPool(sliding.withSamePadding());
    }

    /// {@return this with pixels left out between those of a window}
    public MaxPool withDilation(int dilation) {
        return new MaxPool(sliding.withDilation(dilation, dilation));
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        return x.maxPool(sliding.over("max pool", x.shape()));
    }

    @Override
    public String kind() {
        return "pool";
    }

    /// What is not default.
    @Override
    public String toString() {
        return "MaxPool " + sliding.besides();
    }
}
