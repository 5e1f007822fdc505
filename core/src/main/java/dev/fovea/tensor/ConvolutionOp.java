package dev.fovea.tensor;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Window;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Convolution and its two gradients: three bilinear maps, each the gradient of the others.
///
/// With images `X [N, C, H, W]`, weights `W [F, C/G, kh, kw]`, results `Y [N, F, H', W']` and, for `G` groups, filter
/// `f` of group `g` reading channels `g C/G .. (g+1) C/G - 1`:
///
/// ```
/// Y[n, f, r, q] = b[f] + sum over c, i, j of W[f, c, i, j] X[n, g C/G + c, r stride + i dilation - top, q stride + j dilation - left]
/// ```
///
/// as deep learning has it: the kernel is not mirrored. Pixels outside the image count as 0; whether an infinite weight
/// or a NaN meets them (which gives NaN) is left open. Source: V. Dumoulin, F. Visin, *A guide to convolution
/// arithmetic for deep learning*, 2016.
public sealed interface ConvolutionOp extends Op {

    /// The convolution `Y` of `x`, `weights` and, optionally, `bias [F]`: from the bias or +0, one fused multiply-add
    /// per term in ascending (channel, row, column).
    ///
    /// @param window size of the kernel, stride, padding and dilation
    /// @param groups groups of channels, each with filters of its own; 1 for all to all
    /// @param direct whether it and its gradients are these sums, term by term, whatever a device might do faster
    record Convolution(Window window, int groups, boolean direct) implements ConvolutionOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            Shape weights = inputs.get(1);
            checkImages(this, inputs, x);
            checkWeights(this, inputs, weights, window, groups);
            if (x.dim(1) != weights.dim(1) * groups) {
                throw new ShapeException(
                        words(),
                        inputs,
                        "expected images [samples, %s, rows, columns] for these weights, axis 1 has %s"
                                        .formatted(weights.dim(1) * groups, x.dim(1))
                                + (x.dim(3) == weights.dim(1) * groups
                                        ? "; say transpose(0, 3, 1, 2) to put channels first"
                                        : ""));
            }
            if (inputs.size() == 3 && !inputs.get(2).equals(Shape.of(weights.dim(0)))) {
                throw new ShapeException(
                        words(), inputs, "expected a bias of shape [" + weights.dim(0) + "], one value per filter");
            }
            Shape size = Windows.output(this, inputs, x, window);
            return size.with(1, weights.dim(0));
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.ofRows(inputs, 1);
        }

        /// `dx` is the input gradient of `d` and `W`, `dW` the weight gradient of `x` and `d`, `db` the sum of `d` per
        /// filter.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor x = inputs.get(0);
            List<@Nullable Tensor> gradients = new ArrayList<>();
            gradients.add(inputGradient(d, inputs.get(1), x.shape(), window, groups, direct));
            gradients.add(Tensor.apply(new WeightGradient(window, groups, direct), x, d));
            if (inputs.size() == 3) {
                gradients.add(d.sum(0, 2, 3));
            }
            return gradients;
        }
    }

    /// `dX` of `dY` and `weights`: what a convolution sends back to its images.
    ///
    /// `dX[n, c, p, s]` sums `W[f, c, i, j] dY[n, f, r, q]` over all `f, r, q, i, j` that meet at pixel `p, s`.
    ///
    /// @param window the convolution's window
    /// @param groups the convolution's groups
    /// @param rows rows of the images
    /// @param columns columns of the images
    /// @param direct as in the convolution
    record InputGradient(Window window, int groups, int rows, int columns, boolean direct) implements ConvolutionOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape dy = inputs.get(0);
            Shape weights = inputs.get(1);
            checkImages(this, inputs, dy);
            checkWeights(this, inputs, weights, window, groups);
            Shape images = Shape.of(dy.dim(0), weights.dim(1) * groups, rows, columns);
            Shape expected = Windows.output(this, inputs, images, window).with(1, weights.dim(0));
            if (!dy.equals(expected)) {
                throw new ShapeException(
                        words(),
                        inputs,
                        "expected " + expected + " for images of " + rows + " x " + columns + " under " + window);
            }
            return images;
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.ofRows(inputs, 1);
        }

        /// Linear in both: `d(dY)` is the convolution of `d` by `W`, `dW` the weight gradient of `d` and `dY`.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return List.of(
                    Tensor.apply(new Convolution(window, groups, direct), d, inputs.get(1)),
                    Tensor.apply(new WeightGradient(window, groups, direct), d, inputs.get(0)));
        }

        @Override
        public String words() {
            return "convolution's input gradient";
        }
    }

    /// `dW` of `x` and `dY`: what a convolution sends back to its weights, summed over samples and positions.
    ///
    /// `dW[f, c, i, j]` sums `X[n, g C/G + c, ...] dY[n, f, r, q]` over all `n, r, q`, the pixel as in the convolution.
    ///
    /// @param window the convolution's window
    /// @param groups the convolution's groups
    /// @param direct as in the convolution
    record WeightGradient(Window window, int groups, boolean direct) implements ConvolutionOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape x = inputs.get(0);
            Shape dy = inputs.get(1);
            checkImages(this, inputs, x);
            checkImages(this, inputs, dy);
            if (x.dim(1) % groups != 0 || dy.dim(1) % groups != 0) {
                throw new ShapeException(
                        words(), inputs, "expected channels and filters in " + groups + " equal groups");
            }
            Shape expected = Windows.output(this, inputs, x, window).with(1, dy.dim(1));
            if (!dy.equals(expected)) {
                throw new ShapeException(
                        words(),
                        inputs,
                        "expected a second input of " + expected + " for images " + x + " under " + window);
            }
            return Shape.of(dy.dim(1), x.dim(1) / groups, window.kernelRows(), window.kernelColumns());
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            boolean samples = inputs.get(0).role() == Role.PER_SAMPLE && inputs.get(1).role() == Role.PER_SAMPLE;
            return samples ? Role.SUMMED : Role.SHARED;
        }

        /// Linear in both: `dX` is the input gradient of `dY` and `d`, `d(dY)` the convolution of `x` by `d`.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor x = inputs.get(0);
            return List.of(
                    inputGradient(inputs.get(1), d, x.shape(), window, groups, direct),
                    Tensor.apply(new Convolution(window, groups, direct), x, d));
        }

        @Override
        public String words() {
            return "convolution's weight gradient";
        }
    }

    private static Tensor inputGradient(
            Tensor dy, Tensor weights, Shape images, Window window, int groups, boolean direct) {
        return Tensor.apply(new InputGradient(window, groups, images.dim(2), images.dim(3), direct), dy, weights);
    }

    private static void checkImages(Op op, List<Shape> inputs, Shape images) {
        if (images.rank() != 4) {
            throw new ShapeException(
                    op.words(),
                    inputs,
                    "expected images of 4 axes, [samples, channels, rows, columns]"
                            + (images.rank() == 3 ? "; for one image, say reshape(1, ...)" : "")
                            + (images.rank() == 2
                                    ? "; to make images of flat rows, say reshape(-1, channels, rows, columns)"
                                    : ""));
        }
    }

    private static void checkWeights(Op op, List<Shape> inputs, Shape weights, Window window, int groups) {
        if (weights.rank() != 4 || weights.dim(2) != window.kernelRows() || weights.dim(3) != window.kernelColumns()) {
            throw new ShapeException(
                    op.words(),
                    inputs,
                    "expected weights [filters, channels, "
                            + window.kernelRows()
                            + ", "
                            + window.kernelColumns()
                            + "] for "
                            + window);
        }
        if (groups < 1 || weights.dim(0) % groups != 0) {
            throw new ShapeException(
                    op.words(),
                    inputs,
                    "expected the " + weights.dim(0) + " filters to divide into " + groups + " groups");
        }
    }
}
