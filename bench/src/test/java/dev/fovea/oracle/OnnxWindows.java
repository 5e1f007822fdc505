package dev.fovea.oracle;

import dev.fovea.shape.Window;

/// Windows as attributes of ONNX operators.
final class OnnxWindows {
    private OnnxWindows() {}

    /// Names and values in turn.
    static Object[] attributes(Window window) {
        return new Object[] {
            "kernel_shape",
            new long[] {window.kernelRows(), window.kernelColumns()},
            "strides",
            new long[] {window.strideRows(), window.strideColumns()},
            "dilations",
            new long[] {window.dilationRows(), window.dilationColumns()},
            "pads",
            new long[] {window.paddingTop(), window.paddingLeft(), window.paddingBottom(), window.paddingRight()}
        };
    }
}
