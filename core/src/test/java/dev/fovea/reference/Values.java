package dev.fovea.reference;

import dev.fovea.shape.Broadcasting;
import dev.fovea.shape.Shape;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// The values of one tensor, row-major in double precision, read and written by index.
record Values(Shape shape, double[] data) {

    static Values zeros(Shape shape) {
        return new Values(shape, new double[shape.size()]);
    }

    /// Every element by a function of its index.
    static Values of(Shape shape, ToDoubleFunction<int[]> element) {
        Values values = zeros(shape);
        values.forEach(index -> values.data[values.offset(index)] = element.applyAsDouble(index));
        return values;
    }

    /// Visits all indexes in row-major order; the array is the same each time.
    void forEach(Consumer<int[]> visitor) {
        int[] index = new int[shape.rank()];
        for (int i = 0; i < shape.size(); i++) {
            visitor.accept(index);
            for (int axis = shape.rank() - 1; axis >= 0 && ++index[axis] == shape.dim(axis); axis--) {
                index[axis] = 0;
            }
        }
    }

    double at(int... index) {
        return data[offset(index)];
    }

    void add(double value, int... index) {
        data[offset(index)] += value;
    }

    void set(double value, int... index) {
        data[offset(index)] = value;
    }

    private int offset(int... index) {
        int offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            offset = offset * shape.dim(axis) + index[axis];
        }
        return offset;
    }

    /// The element that an index of a larger shape meets by broadcasting.
    double broadcast(Shape to, int[] index) {
        int[] steps = Broadcasting.steps(shape, to);
        int offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            offset += steps[axis] * index[axis];
        }
        return data[offset];
    }

    /// An index without some axes.
    static int[] without(int[] index, List<Integer> axes) {
        int[] kept = new int[index.length - axes.size()];
        for (int axis = 0, k = 0; axis < index.length; axis++) {
            if (!axes.contains(axis)) {
                kept[k++] = index[axis];
            }
        }
        return kept;
    }

    float[] toFloats() {
        float[] floats = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            floats[i] = (float) data[i];
        }
        return floats;
    }

    static Values of(Shape shape, float[] floats) {
        Values values = zeros(shape);
        for (int i = 0; i < floats.length; i++) {
            values.data[i] = floats[i];
        }
        return values;
    }
}
