package dev.fovea.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.List;

class ShapeTest {
    private static void message(String expected, Executable action) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, action).getMessage());
    }

    @Test
    void aShapeKnowsItsExtents() {
        int[] extents = {64, 20, 12, 12};
        Shape shape = Shape.of(extents);
        extents[0] = 1;
        assertEquals("[64, 20, 12, 12]", shape.toString());
        assertEquals(4, shape.rank());
        assertEquals(184_320, shape.size());
        assertEquals(240, shape.size(1, 3));
        assertEquals(12, shape.dim(-1));
        assertEquals(Shape.of(64, 20, 12, 12), shape);
        assertEquals(Shape.of(64, 20, 12, 12).hashCode(), shape.hashCode());
        assertEquals(Shape.of(64, 3, 12, 12), shape.with(1, 3));
        assertEquals(Shape.of(20), shape.without(List.of(0, 2, 3)));
        assertEquals(Shape.of(1, 20, 1, 1), shape.collapsed(List.of(0, 2, 3)));
        assertEquals(1, Shape.of().size());
        assertEquals("[]", Shape.of().toString());
        assertEquals(List.of(1, 3), shape.axes(-1, 1));
        assertEquals(List.of(0, 1, 2, 3), shape.axes());
    }

    @Test
    void mistakesAreNamed() {
        message("making a shape: got [3, 0]; expected every extent to be at least 1", () -> Shape.of(3, 0));
        message(
                "making a shape: got [65536, 65536]; expected at most 2147483647 elements, what an array can hold; use"
                        + " smaller batches",
                () -> Shape.of(65536, 65536));
        message("looking for axis 2 of [3, 4]: expected 0 to 1, or -1 for the last", () -> Shape.of(3, 4).dim(2));
        message("looking for axis 0 of []: expected none, it is a single number", () -> Shape.of().dim(0));
        message("looking for axes [1, -1] of [3, 4]: axis 1 is named twice", () -> Shape.of(3, 4).axes(1, -1));
    }

    @Test
    void broadcastingFollowsNumPy() {
        assertEquals(Shape.of(64, 10), Broadcasting.common(() -> "add", List.of(Shape.of(64, 10), Shape.of(10))));
        assertEquals(Shape.of(4, 3), Broadcasting.common(() -> "add", List.of(Shape.of(3), Shape.of(4, 1))));
        assertEquals(
                Shape.of(2, 3), Broadcasting.common(() -> "add", List.of(Shape.of(), Shape.of(2, 3), Shape.of(1, 1))));
        assertTrue(Broadcasting.reaches(Shape.of(20, 1, 1), Shape.of(64, 20, 12, 12)));
        assertFalse(Broadcasting.reaches(Shape.of(20), Shape.of(64, 20, 12, 12)));
        assertFalse(Broadcasting.reaches(Shape.of(2, 3), Shape.of(3)));
        assertEquals(List.of(0, 2, 3), Broadcasting.repeatedAxes(Shape.of(20, 1, 1), Shape.of(64, 20, 12, 12)));
        assertEquals(List.of(0), Broadcasting.repeatedAxes(Shape.of(5), Shape.of(1, 5)));
        assertEquals(List.of(), Broadcasting.repeatedAxes(Shape.of(1, 5), Shape.of(1, 5)));
        assertArrayEquals(new int[] {0, 1, 0}, Broadcasting.steps(Shape.of(4, 1), Shape.of(2, 4, 3)));
        assertArrayEquals(new int[] {3, 1}, Broadcasting.steps(Shape.of(2, 3), Shape.of(2, 3)));
    }
}
