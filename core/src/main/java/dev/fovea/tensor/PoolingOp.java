package dev.fovea.tensor;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Window;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Pooling of images `[N, C, H, W]` by a sliding window, each channel alone.
public sealed interface PoolingOp extends Op {

    @Override
    default Role role(List<Tensor> inputs, Shape result) {
        return Role.together(inputs, result);
    }

    /// The largest pixel of each window, from its first: `b > a ? b : a` in ascending (row, column). Padding is never
    /// taken.
    ///
    /// @param window size, stride, padding and dilation
    record MaxPool(Window window) implements PoolingOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return Windows.pooled(this, inputs, inputs.getFirst(), window);
        }

        /// `d` goes to the pixel that was taken, the first of equals.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor x = inputs.getFirst();
            return List.of(scattered(window, x.shape(), d, Tensor.apply(new MaxPoolIndex(window), x)));
        }
    }

    /// Which pixel [MaxPool] takes: its place in the window, `row kernelColumns + column`, as a number. It does not
    /// vary with its input.
    ///
    /// @param window size, stride, padding and dilation
    record MaxPoolIndex(Window window) implements PoolingOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return Windows.pooled(this, inputs, inputs.getFirst(), window);
        }

        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return Collections.singletonList(null);
        }
    }

    /// Adds each `dY` to the pixel that `index` names, in ascending (row, column) of the windows; inputs `dY` and
    /// `index`.
    ///
    /// @param window the pooling's window
    /// @param rows rows of the images
    /// @param columns columns of the images
    record MaxPoolGradient(Window window, int rows, int columns) implements PoolingOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return images(this, inputs, window, rows, columns);
        }

        /// Linear in `dY`: `d(dY)` gathers `d` at the index.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return Arrays.asList(Tensor.apply(new MaxPoolGather(window), d, inputs.getLast()), null);
        }
    }

    /// The pixel of each window that `index` names; inputs `x` and `index`.
    ///
    /// @param window size, stride, padding and dilation
    record MaxPoolGather(Window window) implements PoolingOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            Shape pooled = Windows.pooled(this, inputs, inputs.getFirst(), window);
            if (!inputs.getLast().equals(pooled)) {
                throw new ShapeException(words(), inputs, "expected an index of " + pooled);
            }
            return pooled;
        }

        /// Linear in `x`: `dx` is the scattered `d`.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return Arrays.asList(scattered(window, inputs.getFirst().shape(), d, inputs.getLast()), null);
        }
    }

    /// The mean of each window: the sum of its pixels in ascending (row, column), over their number. Padding takes no
    /// part.
    ///
    /// @param window size, stride, padding and dilation
    record AveragePool(Window window) implements PoolingOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return Windows.pooled(this, inputs, inputs.getFirst(), window);
        }

        /// Each pixel gets `d / pixels` of every window it lies in.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Shape x = inputs.getFirst().shape();
            return List.of(Tensor.apply(new AveragePoolGradient(window, x.dim(2), x.dim(3)), d));
        }
    }

    /// Spreads each `dY` evenly over the pixels of its window: adds `dY / pixels` to each.
    ///
    /// @param window the pooling's window
    /// @param rows rows of the images
    /// @param columns columns of the images
    record AveragePoolGradient(Window window, int rows, int columns) implements PoolingOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return images(this, inputs, window, rows, columns);
        }

        /// Linear: `d(dY)` is the average pooling of `d`.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            return List.of(Tensor.apply(new AveragePool(window), d));
        }
    }

    private static Tensor scattered(Window window, Shape images, Tensor dy, Tensor index) {
        return Tensor.apply(new MaxPoolGradient(window, images.dim(2), images.dim(3)), dy, index);
    }

    private static Shape images(Op op, List<Shape> inputs, Window window, int rows, int columns) {
        Shape dy = inputs.getFirst();
        if (dy.rank() != 4) {
            throw new ShapeException(op.words(), inputs, "expected pooled images of 4 axes");
        }
        Shape images = Shape.of(dy.dim(0), dy.dim(1), rows, columns);
        Shape pooled = Windows.pooled(op, inputs, images, window);
        if (!inputs.stream().allMatch(pooled::equals)) {
            throw new ShapeException(
                    op.words(),
                    inputs,
                    "expected " + pooled + " for images of " + rows + " x " + columns + " under " + window);
        }
        return images;
    }
}
