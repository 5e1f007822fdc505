package dev.fovea.tensor;

import dev.fovea.shape.Shape;

import java.util.Locale;

/// Tensors as text, the way NumPy prints arrays.
final class TensorText {
    static final String TOO_MANY =
            ": is a tensor carried from step to step without being asked for, as in"
                    + " average = average.multiply(.99f).add(loss.multiply(.01f))? Ask for its value in each step (item()), so that it"
                    + " becomes data, or keep it in a Parameter and assign";

    private static final int SHOWN = 6;
    private static final int EDGE = 3;

    private TensorText() {}

    /// The corners of a tensor: at most three elements from either end of each axis.
    ///
    /// @param shape its shape
    /// @param values its values, row-major
    /// @return rows on lines of their own, nested in brackets
    static String corner(Shape shape, float[] values) {
        StringBuilder text = new StringBuilder();
        write(text, shape, values, 0, 0, format(shape, values));
        return text.toString();
    }

    private static void write(StringBuilder text, Shape shape, float[] values, int axis, int offset, String format) {
        if (axis == shape.rank()) {
            text.append(String.format(Locale.ROOT, format, values[offset]));
            return;
        }
        int extent = shape.dim(axis);
        int step = shape.size(axis + 1, shape.rank());
        boolean innermost = axis == shape.rank() - 1;
        String between = innermost ? ", " : ",\n" + " ".repeat(axis + 1);
        text.append('[');
        for (int i = 0; i < extent; i++) {
            text.append(i == 0 ? "" : between);
            if (extent > SHOWN && i == EDGE) {
                text.append("...");
                i = extent - EDGE - 1;
            } else {
                write(text, shape, values, axis + 1, offset + i * step, format);
            }
        }
        text.append(']');
    }

    private static String format(Shape shape, float[] values) {
        boolean whole = true;
        float largest = 0;
        for (float value : values) {
            float size = Math.abs(value);
            whole &= value == (int) value;
            largest = size > largest && size < Float.POSITIVE_INFINITY ? size : largest;
        }
        if (whole && largest < 1e6f) {
            return width("%.0f", largest, shape);
        }
        return largest >= 1e-2f && largest < 1e5f ? width("%.4f", largest, shape) : "%11.4e";
    }

    private static String width(String format, float largest, Shape shape) {
        int width = shape.rank() == 0 ? 1 : String.format(Locale.ROOT, format, -largest).length();
        return "%" + width + format.substring(1);
    }
}
