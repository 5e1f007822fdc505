package dev.fovea.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;

class ResizeTest {
    @Test
    void halvingTakesMeansAndDoublingRepeats() {
        Image image = Image.of(1, 2, 4, new byte[] {0, 10, 20, 31, 4, 6, 40, 50});
        assertArrayEquals(new byte[] {5, 35}, Resize.area(image, 1, 2).pixels());
        Image doubled = Resize.area(image, 4, 8);
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 8; column++) {
                assertEquals(image.value(0, row / 2, column / 2), doubled.value(0, row, column));
            }
        }
        assertSame(image, Resize.area(image, 2, 4));
    }

    /// Three pixels on two: the middle one is shared, (2 a + b) / 3 and (b + 2 c) / 3.
    @Test
    void sharesPixelsByArea() {
        Image image = Image.of(1, 1, 3, new byte[] {10, 40, 100});
        assertArrayEquals(new byte[] {20, 80}, Resize.area(image, 1, 2).pixels());
    }

    /// The formula of the documentation over all pairs, with numbers of any length.
    @Test
    void agreesWithTheFormulaAtAwkwardSizes() {
        Stream random = new Stream(1, Purpose.CHOOSE, 0);
        int[][] sizes = {{7, 5, 3, 4}, {1, 13, 5, 2}, {11, 1, 28, 3}, {17, 19, 23, 29}, {6, 9, 1, 1}};
        for (int[] size : sizes) {
            byte[] pixels = new byte[3 * size[0] * size[1]];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) random.nextWord();
            }
            Image image = Image.of(3, size[0], size[1], pixels);
            Image resized = Resize.area(image, size[2], size[3]);
            for (int channel = 0; channel < 3; channel++) {
                for (int row = 0; row < size[2]; row++) {
                    for (int column = 0; column < size[3]; column++) {
                        assertEquals(expected(image, channel, row, column, size), resized.value(channel, row, column));
                    }
                }
            }
        }
    }

    private static int expected(Image image, int channel, int row, int column, int[] size) {
        BigInteger sum = BigInteger.ZERO;
        for (int p = 0; p < size[0]; p++) {
            for (int q = 0; q < size[1]; q++) {
                long weight = overlap(p, size[0], row, size[2]) * overlap(q, size[1], column, size[3]);
                sum = sum.add(BigInteger.valueOf(weight * image.value(channel, p, q)));
            }
        }
        long total = (long) size[0] * size[1];
        return sum.add(BigInteger.valueOf(total / 2)).divide(BigInteger.valueOf(total)).intValue();
    }

    private static long overlap(int p, int old, int o, int count) {
        return Math.max(0, Math.min((p + 1L) * count, (o + 1L) * old) - Math.max((long) p * count, (long) o * old));
    }

    @Test
    void largeFlatPicturesStayFlat() {
        Image flat = Image.filled(3000, 2001, 254);
        assertEquals(Image.filled(28, 28, 254), Resize.area(flat, 28, 28));
    }

    @Test
    void emptySizesAreRefused() {
        assertEquals(
                "resizing an image of 1 x 2 x 2 (channels, height, width) to 0 x 3 (height, width): both must be at"
                        + " least 1",
                assertThrows(IllegalArgumentException.class, () -> Resize.area(Image.filled(2, 2, 0), 0, 3))
                        .getMessage());
    }
}
