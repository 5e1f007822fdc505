package dev.fovea.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// How shapes that differ meet in one elementwise operation: NumPy's rule, in one place.
///
/// Shapes are aligned at their last axis; a missing axis counts as 1; an extent of 1 is repeated to the other's extent.
///
/// ```
/// [64, 10] and [10]              give [64, 10]
/// [64, 20, 12, 12] and [20, 1, 1] give [64, 20, 12, 12]
/// [64, 10] and [64]              do not meet: say reshape(64, 1)
/// ```
///
/// Source: NumPy user guide, *Broadcasting*, general rules.
public final class Broadcasting {
    private Broadcasting() {}

    /// The shape in which all of these meet.
    ///
    /// @param operation what is attempted, in words for the error
    /// @param shapes at least one
    /// @return the common shape
    /// @throws ShapeException if two extents differ and neither is 1
    public static Shape common(Supplier<String> operation, List<Shape> shapes) {
        Shape common = shapes.getFirst();
        for (Shape shape : shapes) {
            common = common(operation, shapes, common, shape);
        }
        return common;
    }

    private static Shape common(Supplier<String> operation, List<Shape> all, Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int rank = b.rank() > a.rank() ? b.rank() : a.rank();
        int[] extents = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int extentA = extent(a, axis, rank);
            int extentB = extent(b, axis, rank);
            if (extentA != extentB && extentA != 1 && extentB != 1) {
                throw new ShapeException(operation.get(), all, advice(a, b, axis - rank, extentA, extentB));
            }
            extents[axis] = extentA == 1 ? extentB : extentA;
        }
        return Shape.of(extents);
    }

    private static int extent(Shape shape, int axis, int rank) {
        int own = axis - (rank - shape.rank());
        return own < 0 ? 1 : shape.dim(own);
    }

    private static String advice(Shape a, Shape b, int axis, int extentA, int extentB) {
        return "expected equal extents or 1, counted from the last axis: axis %s has %s and %s%s"
                .formatted(axis, extentA, extentB, hint(a, b));
    }

    private static String hint(Shape a, Shape b) {
        Shape longer = a.rank() > b.rank() ? a : b;
        Shape shorter = a.rank() > b.rank() ? b : a;
        if (shorter.rank() > 0 && shorter.rank() < longer.rank() && startsWith(longer, shorter)) {
            return "; to meet at the first axis, say reshape("
                    + list(shorter)
                    + ", 1".repeat(longer.rank() - shorter.rank())
                    + ")";
        }
        if (longer.rank() == 4 && shorter.rank() == 1 && shorter.dim(0) == longer.dim(1)) {
            return "; for one value per channel, say reshape(" + list(shorter) + ", 1, 1)";
        }
        return a.rank() == 2 && b.equals(Shape.of(a.dim(1), a.dim(0))) ? "; say transpose() of one" : "";
    }

    private static String list(Shape shape) {
        return shape.toString().substring(1, shape.toString().length() - 1);
    }

    private static boolean startsWith(Shape longer, Shape shorter) {
        for (int axis = 0; axis < shorter.rank(); axis++) {
            if (shorter.dim(axis) != longer.dim(axis)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a shape can be repeated to become another.
    ///
    /// @param from the smaller shape
    /// @param to the larger shape
    /// @return true if they meet in `to`
    public static boolean reaches(Shape from, Shape to) {
        if (from.rank() > to.rank()) {
            return false;
        }
        for (int axis = 0; axis < to.rank(); axis++) {
            int extent = extent(from, axis, to.rank());
            if (extent != 1 && extent != to.dim(axis)) {
                return false;
            }
        }
        return true;
    }

    /// The axes of the larger shape along which the smaller one is repeated: those to sum over on the way back.
    ///
    /// @param from the smaller shape
    /// @param to the shape it was repeated to
    /// @return ascending
    public static List<Integer> repeatedAxes(Shape from, Shape to) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            if (extent(from, axis, to.rank()) == 1 && (to.dim(axis) != 1 || axis < to.rank() - from.rank())) {
                axes.add(axis);
            }
        }
        return List.copyOf(axes);
    }

    /// How far to move in the smaller tensor, row-major, per step along each axis of the larger: 0 where it is
    /// repeated.
    ///
    /// @param from the smaller shape
    /// @param to the shape it is repeated to
    /// @return one step for each axis of `to`
    public static int[] steps(Shape from, Shape to) {
        int[] steps = new int[to.rank()];
        int step = 1;
        for (int axis = to.rank() - 1; axis >= to.rank() - from.rank(); axis--) {
            int extent = extent(from, axis, to.rank());
            steps[axis] = extent == 1 ? 0 : step;
            step *= extent;
        }
        return steps;
    }
}
