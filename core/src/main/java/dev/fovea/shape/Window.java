package dev.fovea.shape;

/// How a window of a convolution or a pooling slides over an image: the one place that knows the rule of output sizes.
///
/// An axis of `n` pixels gives `(n + before + after - (dilation (kernel - 1) + 1)) / stride + 1` windows, rounded down:
/// pixels that no whole window reaches are dropped. Output `o` and tap `k` meet at input pixel `o stride + k dilation -
/// before`; outside `0..n-1` lies padding.
///
/// ```java
/// Window.of(5, 5).outputRows(28)                               // 24
/// Window.of(3, 3).withStride(2, 2).withPadding(1, 1, 1, 1)
/// Window.of(3, 3).withSamePadding(28, 28)                      // 28 x 28 stays 28 x 28
/// ```
///
/// Source: V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning*, 2016, relationship 15.
///
/// @param kernelRows rows of the kernel, at least 1
/// @param kernelColumns columns of the kernel, at least 1
/// @param strideRows rows from one window to the next, at least 1
/// @param strideColumns columns from one window to the next, at least 1
/// @param paddingTop rows of padding above the image
/// @param paddingLeft columns of padding left of the image
/// @param paddingBottom rows of padding below the image
/// @param paddingRight columns of padding right of the image
/// @param dilationRows rows from one tap to the next, at least 1 (1: dense)
/// @param dilationColumns columns from one tap to the next, at least 1
public record Window(
        int kernelRows,
        int kernelColumns,
        int strideRows,
        int strideColumns,
        int paddingTop,
        int paddingLeft,
        int paddingBottom,
        int paddingRight,
        int dilationRows,
        int dilationColumns) {

    /// The largest value of any component: keeps every size computed here within an `int`.
    public static final int MAXIMUM = 1 << 15;

    /// Checks every component.
    ///
    /// @throws IllegalArgumentException if one lies outside its range, naming it
    public Window {
        check("kernel rows", kernelRows, 1);
        check("kernel columns", kernelColumns, 1);
        check("stride of rows", strideRows, 1);
        check("stride of columns", strideColumns, 1);
        check("padding at the top", paddingTop, 0);
        check("padding at the left", paddingLeft, 0);
        check("padding at the bottom", paddingBottom, 0);
        check("padding at the right", paddingRight, 0);
        check("dilation of rows", dilationRows, 1);
        check("dilation of columns", dilationColumns, 1);
    }

    /// A window with stride 1, no padding and no dilation.
    ///
    /// @param kernelRows rows of the kernel
    /// @param kernelColumns columns of the kernel
    /// @return the window
    /// @throws IllegalArgumentException if a size is below 1
    public static Window of(int kernelRows, int kernelColumns) {
        return new Window(kernelRows, kernelColumns, 1, 1, 0, 0, 0, 0, 1, 1);
    }

    /// This window with other strides.
    ///
    /// @param rows rows from one window to the next
    /// @param columns columns from one window to the next
    /// @return the changed window
    /// @throws IllegalArgumentException if a stride is below 1
    public Window withStride(int rows, int columns) {
        return new Window(
                kernelRows,
                kernelColumns,
                rows,
                columns,
                paddingTop,
                paddingLeft,
                paddingBottom,
                paddingRight,
                dilationRows,
                dilationColumns);
    }

    /// This window with other padding, each side for itself.
    ///
    /// @param top rows above the image
    /// @param left columns left of the image
    /// @param bottom rows below the image
    /// @param right columns right of the image
    /// @return the changed window
    /// @throws IllegalArgumentException if a padding is below 0
    public Window withPadding(int top, int left, int bottom, int right) {
        return new Window(
                kernelRows,
                kernelColumns,
                strideRows,
                strideColumns,
                top,
                left,
                bottom,
                right,
                dilationRows,
                dilationColumns);
    }

    /// This window with other dilations.
    ///
    /// @param rows rows from one tap to the next
    /// @param columns columns from one tap to the next
    /// @return the changed window
    /// @throws IllegalArgumentException if a dilation is below 1
    public Window withDilation(int rows, int columns) {
        return new Window(
                kernelRows,
                kernelColumns,
                strideRows,
                strideColumns,
                paddingTop,
                paddingLeft,
                paddingBottom,
                paddingRight,
                rows,
                columns);
    }

    /// This window with the padding that makes the output `ceil(input / stride)` for an image of this size: the "same"
    /// padding of Keras and TensorFlow, `SAME_UPPER` of ONNX. Where the total is odd, bottom and right get the larger
    /// part.
    ///
    /// Set stride and dilation first.
    ///
    /// @param rows rows of the input
    /// @param columns columns of the input
    /// @return the changed window
    /// @throws IllegalArgumentException if the input is empty
    public Window withSamePadding(int rows, int columns) {
        checkInput(rows, columns);
        int vertical = samePadding(rows, reachRows(), strideRows);
        int horizontal = samePadding(columns, reachColumns(), strideColumns);
        return withPadding(vertical / 2, horizontal / 2, vertical - vertical / 2, horizontal - horizontal / 2);
    }

    private static int samePadding(int size, int reach, int stride) {
        int outputs = (size + stride - 1) / stride;
        return Math.max(0, (outputs - 1) * stride + reach - size);
    }

    /// Rows from the first to the last tap, both counted: `dilation (kernel - 1) + 1`.
    ///
    /// @return at least 1
    public int reachRows() {
        return dilationRows * (kernelRows - 1) + 1;
    }

    /// Columns from the first to the last tap, both counted.
    ///
    /// @return at least 1
    public int reachColumns() {
        return dilationColumns * (kernelColumns - 1) + 1;
    }

    /// Rows of the output.
    ///
    /// @param rows rows of the input
    /// @return at least 1
    /// @throws IllegalArgumentException if the window is taller than the padded input
    public int outputRows(int rows) {
        return output("rows", rows, paddingTop + paddingBottom, reachRows(), strideRows);
    }

    /// Columns of the output.
    ///
    /// @param columns columns of the input
    /// @return at least 1
    /// @throws IllegalArgumentException if the window is wider than the padded input
    public int outputColumns(int columns) {
        return output("columns", columns, paddingLeft + paddingRight, reachColumns(), strideColumns);
    }

    /// Whether the window has padding on any side.
    ///
    /// @return false if all four are 0
    public boolean isPadded() {
        return (paddingTop | paddingLeft | paddingBottom | paddingRight) != 0;
    }

    /// Whether every window over an input of this size holds at least one pixel that is not padding: what pooling
    /// needs.
    ///
    /// @param rows rows of the input
    /// @param columns columns of the input
    /// @throws IllegalArgumentException if a window holds padding only, saying which
    public void checkEveryWindowHoldsAPixel(int rows, int columns) {
        checkHolds("row", rows, outputRows(rows), kernelRows, strideRows, dilationRows, paddingTop);
        checkHolds(
                "column", columns, outputColumns(columns), kernelColumns, strideColumns, dilationColumns, paddingLeft);
    }

    private void checkHolds(String axis, int size, int outputs, int kernel, int stride, int dilation, int before) {
        for (int output = 0; output < outputs; output++) {
            boolean holds = false;
            for (int tap = 0; tap < kernel; tap++) {
                int pixel = output * stride + tap * dilation - before;
                holds |= pixel >= 0 && pixel < size;
            }
            if (!holds) {
                throw new IllegalArgumentException(
                        "pooling with "
                                + this
                                + ": the window of output "
                                + axis
                                + " "
                                + output
                                + " lies in the padding of an input of "
                                + size
                                + " "
                                + axis
                                + "s; expected at least one pixel in"
                                + " every window; use less padding");
            }
        }
    }

    private int output(String axis, int size, int padding, int reach, int stride) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "sliding " + this + ": the input has " + size + " " + axis + "; expected at least 1");
        }
        if (size + padding < reach) {
            throw new IllegalArgumentException(
                    "sliding "
                            + this
                            + ": the window spans "
                            + reach
                            + " "
                            + axis
                            + ", the input has "
                            + size
                            + (padding == 0 ? "" : " and " + padding + " of padding")
                            + "; use a smaller kernel, more padding or a larger input");
        }
        return (size + padding - reach) / stride + 1;
    }

    private void checkInput(int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "padding for " + this + ": the input is " + rows + " x " + columns + "; expected at least 1 x 1");
        }
    }

    private static void check(String what, int value, int least) {
        if (value < least || value > MAXIMUM) {
            throw new IllegalArgumentException(
                    "making a window: " + what + " is " + value + "; expected " + least + " to " + MAXIMUM);
        }
    }

    /// The window in words, defaults left out: `5x5 window, stride 2x2, padding 1,1,1,1 (top,left,bottom,right)`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(kernelRows).append('x').append(kernelColumns).append(" window");
        if (strideRows != 1 || strideColumns != 1) {
            text.append(", stride ").append(strideRows).append('x').append(strideColumns);
        }
        if (isPadded()) {
            text.append(", padding ").append(paddingTop).append(',').append(paddingLeft).append(',');
            text.append(paddingBottom).append(',').append(paddingRight).append(" (top,left,bottom,right)");
        }
        if (dilationRows != 1 || dilationColumns != 1) {
            text.append(", dilation ").append(dilationRows).append('x').append(dilationColumns);
        }
        return text.toString();
    }
}
