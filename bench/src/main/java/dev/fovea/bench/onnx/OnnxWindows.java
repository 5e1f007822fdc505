package dev.fovea.bench.onnx;

import dev.fovea.shape.Window;

/// Windows as attributes of ONNX operators.
public final class OnnxWindows {
    private OnnxWindows() {}

    /// {@return names and values in turn}
    ///
    /// @param window the window
    public static Object[] attributes(Window window) {
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
