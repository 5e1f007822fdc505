package dev.fovea.shape;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class WindowTest {
    @Test
    void outputSizesAreThoseOfTheGuideToConvolutionArithmetic() {
        // Dumoulin and Visin 2016, figures 2.1 to 2.7 and 5.1: (input, kernel, stride, padding, dilation) -> output.
        int[][] figures = {
            {4, 3, 1, 0, 1, 2}, {5, 4, 1, 2, 1, 6}, {5, 3, 1, 1, 1, 5}, {5, 3, 1, 2, 1, 7},
            {5, 3, 2, 0, 1, 2}, {5, 3, 2, 1, 1, 3}, {6, 3, 2, 1, 1, 3}, {7, 3, 1, 0, 2, 3},
        };
        for (int[] f : figures) {
            Window window =
                    Window.of(f[1], f[1])
                            .withStride(f[2], f[2])
                            .withPadding(f[3], f[3], f[3], f[3])
                            .withDilation(f[4], f[4]);
            assertEquals(f[5], window.outputRows(f[0]), window.toString());
            assertEquals(f[5], window.outputColumns(f[0]), window.toString());
        }
    }

    @Test
    void rowsAndColumnsAreApart() {
        Window window = new Window(2, 3, 1, 2, 0, 1, 4, 0, 2, 1);
        assertEquals((10 + 4 - 3) + 1, window.outputRows(10));
        assertEquals((10 + 1 - 3) / 2 + 1, window.outputColumns(10));
        assertEquals(3, window.reachRows());
        assertEquals(3, window.reachColumns());
        assertTrue(window.isPadded());
        assertFalse(Window.of(2, 3).isPadded());
    }

    @Test
    void samePaddingGivesTheInputSizeOverTheStride() {
        for (int size = 1; size < 20; size++) {
            for (int kernel = 1; kernel < 7; kernel++) {
                for (int stride = 1; stride < 4; stride++) {
                    Window window = Window.of(kernel, kernel).withStride(stride, stride).withSamePadding(size, size);
                    assertEquals((size + stride - 1) / stride, window.outputRows(size));
                    int more = window.paddingBottom() - window.paddingTop();
                    assertTrue(more == 0 || more == 1, "the odd row goes to the bottom");
                }
            }
        }
        // SAME_UPPER: a kernel of 2 pads at the bottom and right only.
        Window two = Window.of(2, 2).withSamePadding(5, 5);
        assertEquals(Window.of(2, 2).withPadding(0, 0, 1, 1), two);
    }

    @Test
    void mistakesAreNamed() {
        assertMessage(
                "making a window: stride of rows is 0; expected 1 to 32768", () -> Window.of(3, 3).withStride(0, 1));
        assertMessage(
                "sliding 5x5 window: the window spans 5 rows, the input has 4; use a smaller kernel, more padding or a"
                        + " larger input",
                () -> Window.of(5, 5).outputRows(4));
        assertMessage(
                "sliding 5x5 window, padding 0,1,0,1 (top,left,bottom,right): the window spans 5 columns, the input has"
                        + " 2 and 2 of padding; use a smaller kernel, more padding or a larger input",
                () -> Window.of(5, 5).withPadding(0, 1, 0, 1).outputColumns(2));
        assertMessage(
                "pooling with 2x2 window, stride 2x2, padding 2,0,0,0 (top,left,bottom,right): the window of output row"
                        + " 0 lies in the padding of an input of 4 rows; expected at least one pixel in every window;"
                        + " use less padding",
                () -> Window.of(2, 2).withStride(2, 2).withPadding(2, 0, 0, 0).checkEveryWindowHoldsAPixel(4, 4));
        assertDoesNotThrow(() -> Window.of(2, 2).withPadding(1, 1, 1, 1).checkEveryWindowHoldsAPixel(4, 4));
    }

    private static void assertMessage(String expected, Executable action) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
