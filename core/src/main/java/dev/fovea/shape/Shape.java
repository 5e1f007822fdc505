package dev.fovea.shape;

import java.util.Arrays;
import java.util.List;

/// The extents of a tensor along its axes, outermost first: `[64, 20, 12, 12]` is samples, channels, rows, columns.
///
/// A shape of rank 0, `[]`, is that of one number. No axis is empty. Axes may be counted from the end: -1 is the last.
/// Immutable; two shapes are equal if their extents are.
public final class Shape {
    private static final Shape SCALAR = new Shape(new int[0]);

    private final int[] extents;
    private final int size;
    private final int hash;

    private Shape(int[] extents) {
        this.extents = extents;
        this.size = checkedSize(extents);
        this.hash = Arrays.hashCode(extents);
    }

    /// A shape with these extents; none for one number.
    ///
    /// @param extents elements along each axis, outermost first
    /// @return the shape
    /// @throws IllegalArgumentException if an extent is below 1, or there are more than 2^31 - 1 elements
    public static Shape of(int... extents) {
        return extents.length == 0 ? SCALAR : new Shape(extents.clone());
    }

    private static int checkedSize(int[] extents) {
        long size = 1;
        for (int extent : extents) {
            if (extent < 1) {
                throw new IllegalArgumentException(
                        "making a shape: got " + Arrays.toString(extents) + "; expected every extent to be at least 1");
            }
            size *= extent;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "making a shape: got "
                                + Arrays.toString(extents)
                                + "; expected at most 2147483647 elements, what an array can hold; use smaller batches");
            }
        }
        return (int) size;
    }

    /// The number of axes.
    ///
    /// @return 0 for one number
    public int rank() {
        return extents.length;
    }

    /// The extent of one axis.
    ///
    /// @param axis the axis; negative counts from the end
    /// @return at least 1
    /// @throws IllegalArgumentException if there is no such axis
    public int dim(int axis) {
        return extents[axis(axis)];
    }

    /// The number of elements: the product of the extents.
    ///
    /// @return at least 1
    public int size() {
        return size;
    }

    /// The number of elements in the axes from one to another: their product.
    ///
    /// @param from the first axis
    /// @param to the axis after the last, at most the rank
    /// @return at least 1
    public int size(int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= extents[axis];
        }
        return product;
    }

    /// An axis counted from the start.
    ///
    /// @param axis an axis, counted from the start or, if negative, from the end
    /// @return 0 to rank - 1
    /// @throws IllegalArgumentException if there is no such axis
    public int axis(int axis) {
        int positive = axis < 0 ? axis + extents.length : axis;
        if (positive < 0 || positive >= extents.length) {
            throw new IllegalArgumentException(
                    "looking for axis "
                            + axis
                            + " of "
                            + this
                            + ": expected "
                            + (extents.length == 0
                                    ? "none, it is a single number"
                                    : "0 to " + (extents.length - 1) + ", or -1 for the last"));
        }
        return positive;
    }

    /// Axes counted from the start, in ascending order.
    ///
    /// @param axes axes, counted from the start or the end; none for all
    /// @return ascending and distinct
    /// @throws IllegalArgumentException if there is no such axis, or one is named twice
    public List<Integer> axes(int... axes) {
        int[] sorted = new int[axes.length == 0 ? extents.length : axes.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = axes.length == 0 ? i : axis(axes[i]);
        }
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new IllegalArgumentException(
                        "looking for axes "
                                + Arrays.toString(axes)
                                + " of "
                                + this
                                + ": axis "
                                + sorted[i]
                                + " is named twice");
            }
        }
        Integer[] ascending = new Integer[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            ascending[i] = sorted[i];
        }
        return List.of(ascending);
    }

    /// This shape with another extent at one axis.
    ///
    /// @param axis the axis
    /// @param extent its new extent
    /// @return the changed shape
    public Shape with(int axis, int extent) {
        int[] changed = extents.clone();
        changed[axis(axis)] = extent;
        return new Shape(changed);
    }

    /// This shape without some axes.
    ///
    /// @param axes ascending and distinct, counted from the start
    /// @return the smaller shape
    public Shape without(List<Integer> axes) {
        int[] kept = new int[extents.length - axes.size()];
        for (int axis = 0, k = 0; axis < extents.length; axis++) {
            if (!axes.contains(axis)) {
                kept[k++] = extents[axis];
            }
        }
        return of(kept);
    }

    /// This shape with some axes reduced to one element.
    ///
    /// @param axes counted from the start
    /// @return a shape of the same rank
    public Shape collapsed(List<Integer> axes) {
        int[] changed = extents.clone();
        for (int axis : axes) {
            changed[axis] = 1;
        }
        return of(changed);
    }

    /// The extents, outermost first.
    ///
    /// @return a new array
    public int[] toArray() {
        return extents.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Shape that && Arrays.equals(extents, that.extents));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// The extents in brackets, as NumPy prints a list: `[64, 20, 12, 12]`.
    @Override
    public String toString() {
        return Arrays.toString(extents);
    }
}
