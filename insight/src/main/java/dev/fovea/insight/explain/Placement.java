package dev.fovea.insight.explain;

import dev.fovea.shape.Window;
import dev.fovea.tensor.ConvolutionOp;
import dev.fovea.tensor.Op;
import dev.fovea.tensor.PoolingOp;
import dev.fovea.tensor.Role;
import dev.fovea.tensor.ShapeOp;
import dev.fovea.tensor.Tensor;

import java.util.List;

/// Where the elements of a feature map look at: element `i` along an axis sees a window of pixels whose middle is
/// `start + step i`.
///
/// Without padding, the middles do not spread over the whole image: in LeNet, which takes 28 pixels, the 8 elements of
/// the second convolution look at pixels 6.5 to 20.5. To stretch the map over the image instead, as is often done,
/// would put its border elements some five pixels too far out. Source of the rule: V. Dumoulin, F. Visin, *A guide to
/// convolution arithmetic for deep learning*, 2016.
///
/// @param rows along the rows
/// @param columns along the columns
record Placement(Axis rows, Axis columns) {
    /// One axis.
    ///
    /// @param start the middle of what the first element sees, in pixels
    /// @param step pixels from one element to the next
    record Axis(double start, double step) {
        private static final Axis SAME = new Axis(0, 1);

        /// What elements see of the input of an operation, given what they see of its output: output `o` sees input `o
        /// stride + offset`.
        private Axis before(double stride, double offset) {
            return new Axis(start * stride + offset, step * stride);
        }
    }

    /// Rows and columns of a map.
    record Size(int height, int width) {}

    /// The placement of the output of a layer.
    ///
    /// @param features `[1, K, height, width]`, not yet computed
    /// @param height rows of the image
    /// @param width columns of the image
    /// @return what the operations between the image and the features say; where one of them moves pixels about, the
    ///   map is taken to be stretched over the image
    static Placement of(Tensor features, int height, int width) {
        Placement placement = new Placement(Axis.SAME, Axis.SAME);
        Tensor at = features;
        while (!at.inputs().isEmpty()) {
            if (at.shape().rank() != 4 || at.op() instanceof ShapeOp.Transpose || at.op() instanceof ShapeOp.Reshape) {
                return stretched(features.shape().dim(2), features.shape().dim(3), height, width);
            }
            placement = placement.before(at.op());
            at = pictured(at.inputs());
        }
        return placement;
    }

    /// The input that comes from the image: of a sum the first.
    private static Tensor pictured(List<Tensor> inputs) {
        for (Tensor input : inputs) {
            if (input.shape().rank() == 4 && input.role() == Role.PER_SAMPLE) {
                return input;
            }
        }
        return inputs.getFirst();
    }

    private static Placement stretched(int rows, int columns, int height, int width) {
        double down = (double) height / rows;
        double across = (double) width / columns;
        return new Placement(new Axis((down - 1) / 2, down), new Axis((across - 1) / 2, across));
    }

    private Placement before(Op op) {
        return switch (op) {
            case ConvolutionOp.Convolution(Window window, int _, boolean _) -> before(window);
            case PoolingOp.MaxPool(Window window) -> before(window);
            case PoolingOp.AveragePool(Window window) -> before(window);
            case ShapeOp.Slice(List<Integer> begin, List<Integer> _) ->
                    new Placement(rows.before(1, begin.get(2)), columns.before(1, begin.get(3)));
            case ShapeOp.Pad(List<Integer> before, List<Integer> _) ->
                    new Placement(rows.before(1, -before.get(2)), columns.before(1, -before.get(3)));
            default -> this;
        };
    }

    private Placement before(Window window) {
        double down = (window.reachRows() - 1) / 2.0 - window.paddingTop();
        double across = (window.reachColumns() - 1) / 2.0 - window.paddingLeft();
        return new Placement(rows.before(window.strideRows(), down), columns.before(window.strideColumns(), across));
    }

    /// Enlarges a map to the image.
    ///
    /// @param map row-major
    /// @param size of the map
    /// @param height rows of the image
    /// @param width columns of the image
    /// @return linear between the elements' places, constant outside the outermost
    double[] enlarged(double[] map, Size size, int height, int width) {
        double[] values = new double[height * width];
        for (int row = 0; row < height; row++) {
            double y = clamped((row - rows.start) / rows.step, size.height);
            int top = Math.min((int) y, Math.max(0, size.height - 2));
            int bottom = Math.min(top + 1, size.height - 1);
            for (int column = 0; column < width; column++) {
                double x = clamped((column - columns.start) / columns.step, size.width);
                int left = Math.min((int) x, Math.max(0, size.width - 2));
                int right = Math.min(left + 1, size.width - 1);
                double above = between(map[top * size.width + left], map[top * size.width + right], x - left);
                double below = between(map[bottom * size.width + left], map[bottom * size.width + right], x - left);
                values[row * width + column] = between(above, below, y - top);
            }
        }
        return values;
    }

    private static double clamped(double place, int size) {
        return StrictMath.max(0, StrictMath.min(place, size - 1));
    }

    private static double between(double first, double second, double part) {
        return first + part * (second - first);
    }
}
