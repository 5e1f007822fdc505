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
/// would put its border elements some five pixels too far out; the check by deletion and insertion agrees
/// (docs/explaining.md). Source of the rule: V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep
/// learning*, 2016.
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

    /// Enlarges a map to the image: linear between the elements' places, constant for half a step around the outermost,
    /// and from there falling to 0 within one step.
    ///
    /// @param map row-major
    /// @param size of the map
    /// @param height rows of the image
    /// @param width columns of the image
    /// @return a value for each pixel
    double[] enlarged(double[] map, Size size, int height, int width) {
        double[] values = new double[height * width];
        for (int row = 0; row < height; row++) {
            Neighbours down = Neighbours.of((row - rows.start) / rows.step, size.height);
            for (int column = 0; column < width; column++) {
                Neighbours across = Neighbours.of((column - columns.start) / columns.step, size.width);
                double above =
                        across.between(
                                map[down.first * size.width + across.first],
                                map[down.first * size.width + across.second]);
                double below =
                        across.between(
                                map[down.second * size.width + across.first],
                                map[down.second * size.width + across.second]);
                values[row * width + column] = down.between(above, below) * down.presence * across.presence;
            }
        }
        return values;
    }

    /// The elements next to a place along an axis.
    ///
    /// @param first the one before it
    /// @param second the one behind it; the same at an end
    /// @param part how far the place is from the first to the second
    /// @param presence 1 among the elements, less outside
    private record Neighbours(int first, int second, double part, double presence) {
        static Neighbours of(double place, int size) {
            double outside = StrictMath.max(0, StrictMath.max(-place, place - (size - 1)));
            double inside = StrictMath.max(0, StrictMath.min(place, size - 1));
            int first = (int) inside;
            double presence = StrictMath.max(0, StrictMath.min(1, 1.5 - outside));
            return new Neighbours(first, Math.min(first + 1, size - 1), inside - first, presence);
        }

        double between(double a, double b) {
            return a + part * (b - a);
        }
    }
}
