package dev.fovea.nn;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Window;
import dev.fovea.tensor.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A convolution of images `[N, C, H, W]` to `[N, filters, H', W']`.
///
/// `y[f, i, j] = bias[f] + sum over c, k, l of weight[f, c, k, l] x[c, i stride + k dilation - top, j stride + l
/// dilation - left]`, a cross-correlation as everywhere in the field; the sizes are those of [Window]. Parameters:
/// `weight` `[filters, C / groups, rows, columns]` and `bias` `[filters]`.
///
/// ```java
/// Conv.of(20, 5)                                        // 20 filters of 5x5
/// Conv.of(16, 3).withSamePadding().withoutBias()
/// Conv.of(1, 2).withWeight(Initialiser.given(1, 0, 0, -1))
/// ```
///
/// @param filters output channels
/// @param sliding kernel, stride (default 1), padding (default none) and dilation (default 1)
/// @param groups groups of channels, each with filters of its own; 1 by default
/// @param weight first values, Xavier-uniform by default
/// @param bias first values, zeros by default; null for no bias
/// @param direct whether the sum is computed term by term, as written, where Winograd's filtering would be faster;
///   false by default
public record Conv(
        int filters, Sliding sliding, int groups, Initialiser weight, @Nullable Initialiser bias, boolean direct)
        implements Layer {
    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if a count is below 1, or groups do not divide the filters
    public Conv {
        if (filters < 1 || groups < 1 || filters % groups != 0) {
            throw new IllegalArgumentException(
                    "making a convolution: "
                            + filters
                            + " filters in "
                            + groups
                            + " groups; expected at least 1 filter, and groups that divide the filters");
        }
    }

    /// {@return a convolution with a square kernel, stride 1, no padding, and bias}
    ///
    /// @param filters output channels
    /// @param kernel rows and columns of the kernel
    public static Conv of(int filters, int kernel) {
        return of(filters, kernel, kernel);
    }

    /// {@return a convolution with stride 1, no padding, and bias}
    ///
    /// @param filters output channels
    /// @param kernelRows rows of the kernel
    /// @param kernelColumns columns of the kernel
    public static Conv of(int filters, int kernelRows, int kernelColumns) {
        Sliding sliding = Sliding.of(kernelRows, kernelColumns, 1, 1);
        return new Conv(filters, sliding, 1, Initialiser.xavierUniform(), Initialiser.zeros(), false);
    }

    private Conv with(Sliding other) {
        return new Conv(filters, other, groups, weight, bias, direct);
    }

    /// {@return this with a stride}
    public Conv withStride(int stride) {
        return withStride(stride, stride);
    }

    /// {@return this with a stride for each axis}
    public Conv withStride(int rows, int columns) {
        return with(sliding.withStride(rows, columns));
    }

    /// {@return this with the same padding on every side}
    public Conv withPadding(int padding) {
        return withPadding(padding, padding, padding, padding);
    }

    /// {@return this with padding for each side}
    public Conv withPadding(int top, int left, int bottom, int right) {
        return with(sliding.withPadding(top, left, bottom, right));
    }

    /// {@return this with padding that makes the output as large as the input (over the stride)}
    public Conv withSamePadding() {
        return with(sliding.withSamePadding());
    }

    /// {@return this with pixels left out between the taps of the kernel}
    public Conv withDilation(int dilation) {
        return withDilation(dilation, dilation);
    }

    /// {@return this with pixels left out between the taps of the kernel, for each axis}
    public Conv withDilation(int rows, int columns) {
        return with(sliding.withDilation(rows, columns));
    }

    /// {@return this in groups of channels}
    public Conv withGroups(int count) {
        return new Conv(filters, sliding, count, weight, bias, direct);
    }

    /// {@return this without bias}
    public Conv withoutBias() {
        return new Conv(filters, sliding, groups, weight, null, direct);
    }

    /// {@return this with other first weights}
    public Conv withWeight(Initialiser first) {
        return new Conv(filters, sliding, groups, first, bias, direct);
    }

    /// {@return this with other first biases}
    public Conv withBias(Initialiser first) {
        return new Conv(filters, sliding, groups, weight, first, direct);
    }

    /// {@return this with sums that are computed term by term, never by Winograd's filtering}
    public Conv withDirectSums() {
        return new Conv(filters, sliding, groups, weight, bias, true);
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        Window window = sliding.over("convolution", x.shape());
        int channels = x.shape().dim(1);
        if (channels % groups != 0) {
            throw new ShapeException(
                    "convolution", List.of(x.shape()), "expected channels (axis 1) that " + groups + " groups divide");
        }
        Shape shape = Shape.of(filters, channels / groups, window.kernelRows(), window.kernelColumns());
        Tensor weights = scope.parameter("weight", shape, weight);
        Tensor biases = bias == null ? null : scope.parameter("bias", Shape.of(filters), bias);
        return x.convolution(weights, biases, window, groups, direct);
    }

    @Override
    public String kind() {
        return "conv";
    }

    /// What is not default: `Conv 20, 5x5, padding same`.
    @Override
    public String toString() {
        return "Conv "
                + filters
                + ", "
                + sliding
                + (groups == 1 ? "" : ", groups " + groups)
                + (bias == null ? ", no bias" : "")
                + (direct ? ", direct" : "");
    }
}
