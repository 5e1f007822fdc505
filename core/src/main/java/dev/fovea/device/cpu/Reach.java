package dev.fovea.device.cpu;

import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

/// The top left part of images that matters.
///
/// @param rows its rows
/// @param columns its columns
record Reach(int rows, int columns) {
    static final Reach NOTHING = new Reach(0, 0);

    /// Whole images `[N, C, H, W]`.
    static Reach all(Shape images) {
        return new Reach(images.dim(2), images.dim(3));
    }

    /// What the windows of a pooling cover.
    static Reach of(Window window, Shape images) {
        int rows = window.outputRows(images.dim(2)) - 1;
        int columns = window.outputColumns(images.dim(3)) - 1;
        int height = rows * window.strideRows() + (window.kernelRows() - 1) * window.dilationRows() + 1;
        int width = columns * window.strideColumns() + (window.kernelColumns() - 1) * window.dilationColumns() + 1;
        return new Reach(
                Math.min(images.dim(2), height - window.paddingTop()),
                Math.min(images.dim(3), width - window.paddingLeft()));
    }

    Reach and(Reach other) {
        return new Reach(Math.min(rows, other.rows), Math.min(columns, other.columns));
    }

    Reach or(Reach other) {
        return new Reach(Math.max(rows, other.rows), Math.max(columns, other.columns));
    }
}
