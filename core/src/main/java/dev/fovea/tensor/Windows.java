package dev.fovea.tensor;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Window;

import java.util.List;

/// What convolution and pooling share: images `[N, C, H, W]` under a sliding window.
final class Windows {
    private Windows() {}

    /// The shape of the results, channels unchanged.
    ///
    /// @param op what is attempted, for the error
    /// @param inputs all its inputs, for the error
    /// @param images `[N, C, H, W]`
    /// @param window the window
    /// @return `[N, C, H', W']`
    /// @throws ShapeException if the window does not fit into the images
    static Shape output(Op op, List<Shape> inputs, Shape images, Window window) {
        try {
            return Shape.of(
                    images.dim(0),
                    images.dim(1),
                    window.outputRows(images.dim(2)),
                    window.outputColumns(images.dim(3)));
        } catch (IllegalArgumentException misfit) {
            throw new ShapeException(op.words(), inputs, String.valueOf(misfit.getMessage()));
        }
    }

    /// The shape of pooled images: as [#output], and every window must hold a pixel.
    ///
    /// @param op what is attempted, for the error
    /// @param inputs all its inputs, for the error
    /// @param images `[N, C, H, W]`
    /// @param window the window
    /// @return `[N, C, H', W']`
    /// @throws ShapeException if the window does not fit, or somewhere holds padding only
    static Shape pooled(Op op, List<Shape> inputs, Shape images, Window window) {
        if (images.rank() != 4) {
            throw new ShapeException(
                    op.words(),
                    inputs,
                    "expected images of 4 axes, [samples, channels, rows, columns]"
                            + (images.rank() == 2 ? "; pool before flatten()" : ""));
        }
        Shape pooled = output(op, inputs, images, window);
        try {
            window.checkEveryWindowHoldsAPixel(images.dim(2), images.dim(3));
        } catch (IllegalArgumentException misfit) {
            throw new ShapeException(op.words(), inputs, String.valueOf(misfit.getMessage()));
        }
        return pooled;
    }
}
