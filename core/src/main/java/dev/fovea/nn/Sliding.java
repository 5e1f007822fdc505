package dev.fovea.nn;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;
import dev.fovea.shape.Window;

import java.util.List;

/// A window whose padding is given, or such that the output is as large as the input over the stride ("same").
///
/// @param window kernel, stride, dilation, and the padding unless it is "same"
/// @param same whether padding follows from the size of the images: `output = ceil(input / stride)`, an odd pixel of
///   padding at the bottom and right
public record Sliding(Window window, boolean same) {
    /// Checks that padding is given in one way only.
    ///
    /// @throws IllegalArgumentException if there is padding of both kinds
    public Sliding {
        if (same && window.isPadded()) {
            throw new IllegalArgumentException(
                    "making a sliding window with \"same\" padding: "
                            + window
                            + " has padding of its own; expected"
                            + " none");
        }
    }

    static Sliding of(int rows, int columns, int strideRows, int strideColumns) {
        return new Sliding(Window.of(rows, columns).withStride(strideRows, strideColumns), false);
    }

    Sliding withStride(int rows, int columns) {
        return new Sliding(window.withStride(rows, columns), same);
    }

    Sliding withDilation(int rows, int columns) {
        return new Sliding(window.withDilation(rows, columns), same);
    }

    Sliding withPadding(int top, int left, int bottom, int right) {
        return new Sliding(window.withPadding(top, left, bottom, right), false);
    }

    Sliding withSamePadding() {
        return new Sliding(window.withPadding(0, 0, 0, 0), true);
    }

    /// The window for images of a size.
    ///
    /// @param operation what is attempted, for the error
    /// @param images `[N, C, H, W]`
    /// @return with its padding in numbers
    /// @throws ShapeException if these are no images
    Window over(String operation, Shape images) {
        if (images.rank() != 4) {
            throw new ShapeException(
                    operation,
                    List.of(images),
                    "expected images of 4 axes, [samples, channels, rows, columns]"
                            + (images.rank() == 2 ? "; put this layer before flatten" : ""));
        }
        return same ? window.withSamePadding(images.dim(2), images.dim(3)) : window;
    }

    /// As [#toString] for pooling: a stride like the kernel goes without saying.
    String besides() {
        boolean isUsual =
                window.strideRows() == window.kernelRows() && window.strideColumns() == window.kernelColumns();
        return isUsual ? withStride(1, 1).toString() : toString();
    }

    /// Kernel and what is not default: `5x5, stride 2, same`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(window.kernelRows()).append('x').append(window.kernelColumns());
        pair(text, "stride", window.strideRows(), window.strideColumns());
        if (same) {
            text.append(", same");
        } else if (window.isPadded()) {
            text.append(", padding ").append(sides());
        }
        pair(text, "dilation", window.dilationRows(), window.dilationColumns());
        return text.toString();
    }

    private static void pair(StringBuilder text, String what, int rows, int columns) {
        if (rows != 1 || columns != 1) {
            text.append(", ").append(what).append(' ').append(rows);
            text.append(rows == columns ? "" : "x" + columns);
        }
    }

    private String sides() {
        List<Integer> sides =
                List.of(window.paddingTop(), window.paddingLeft(), window.paddingBottom(), window.paddingRight());
        return sides.stream().distinct().count() == 1
                ? sides.getFirst().toString()
                : sides.toString().replaceAll("[\\[\\] ]", "");
    }
}
