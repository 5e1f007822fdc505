package dev.fovea.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ImageTest {
    @Test
    void greyFollowsTheWeightsOfRec601() {
        Image image = Image.of(3, 1, 4, new byte[] {-1, 0, 0, 77, 0, -1, 0, 77, 0, 0, -1, 77});
        // 255 * 299 = 76245, 255 * 587 = 149685, 255 * 114 = 29070, each over 1000 and rounded.
        assertArrayEquals(new byte[] {76, (byte) 150, 29, 77}, image.toGrey().pixels());
        for (int value = 0; value < 256; value++) {
            Image grey = Image.filled(1, 1, value);
            assertEquals(grey, grey.toChannels(3).toGrey());
        }
    }

    @Test
    void opacityIsPutOnWhite() {
        Image image = Image.of(4, 1, 3, new byte[] {100, 100, 100, 0, 0, 0, 50, 50, 50, 0, (byte) 128, (byte) 255});
        assertArrayEquals(new byte[] {-1, (byte) 177, 100, -1, 127, 0, -1, (byte) 152, 50}, image.onWhite().pixels());
        assertEquals(3, image.toChannels(3).channels());
        Image grey = Image.filled(2, 2, 3);
        assertSame(grey, grey.onWhite());
        assertSame(grey, grey.toChannels(1));
    }

    @Test
    void negativesKeepOpacity() {
        Image image = Image.of(4, 1, 1, new byte[] {0, 10, (byte) 255, 9});
        assertArrayEquals(new byte[] {(byte) 255, (byte) 245, 0, 9}, image.inverted().pixels());
    }

    @Test
    void cropsEveryChannel() {
        byte[] pixels = new byte[3 * 3 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        Image part = Image.of(3, 3, 4, pixels).crop(1, 2, 2, 1);
        assertArrayEquals(new byte[] {6, 10, 18, 22, 30, 34}, part.pixels());
        assertEquals(
                "cutting 3 rows from row 1 and 1 columns from column 0 out of an image of 1 x 3 x 3 (channels, height,"
                        + " width): it must lie inside",
                assertThrows(IllegalArgumentException.class, () -> Image.filled(3, 3, 0).crop(1, 0, 3, 1))
                        .getMessage());
    }

    @Test
    void imagesAreValues() {
        byte[] pixels = {1, 2};
        Image image = Image.of(1, 1, 2, pixels);
        pixels[0] = 9;
        assertEquals(1, image.value(0, 0, 0));
        assertEquals(Image.of(1, 1, 2, new byte[] {1, 2}), image);
        assertEquals(Image.of(1, 1, 2, new byte[] {1, 2}).hashCode(), image.hashCode());
        assertNotEquals(Image.of(1, 2, 1, new byte[] {1, 2}), image);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertEquals(
                "making an image: 2 channels; expected 1 (grey), 3 (red, green, blue) or 4 (with opacity)",
                assertThrows(IllegalArgumentException.class, () -> Image.of(2, 1, 1, new byte[2])).getMessage());
        assertEquals(
                "making an image of 1 x 2 x 3 (channels, height, width): got 5 bytes, expected 6",
                assertThrows(IllegalArgumentException.class, () -> Image.of(1, 2, 3, new byte[5])).getMessage());
        assertEquals(
                "reading channel 0, row 2, column 0 of an image of 1 x 2 x 3 (channels, height, width)",
                assertThrows(IndexOutOfBoundsException.class, () -> Image.filled(2, 3, 0).value(0, 2, 0)).getMessage());
        assertEquals(
                "converting an image of 1 x 1 x 1 (channels, height, width) to 2 channels: expected 1 or 3",
                assertThrows(IllegalArgumentException.class, () -> Image.filled(1, 1, 0).toChannels(2)).getMessage());
    }

    @Test
    void scalingIsOneProductAndOneSum() {
        PixelScaling scaling = PixelScaling.ofMeanAndDeviation(0.1307, 0.3081);
        assertEquals((float) (1 / (255 * 0.3081)), scaling.scale());
        assertEquals((float) (-0.1307 / 0.3081), scaling.shift());
        float[] table = scaling.table();
        for (int pixel = 0; pixel < 256; pixel++) {
            float product = pixel * scaling.scale();
            assertEquals(product + scaling.shift(), table[pixel]);
        }
        assertEquals(1f, PixelScaling.UNIT.apply(255));
        assertEquals(255f, PixelScaling.NONE.apply(255));
        assertEquals(
                "scaling pixels by x * 0.0 + 1.0: both constants must be finite, and the scale not 0",
                assertThrows(IllegalArgumentException.class, () -> new PixelScaling(0, 1)).getMessage());
        assertEquals(
                "scaling pixels to deviation 1: the deviation is 0.0, it must be above 0",
                assertThrows(IllegalArgumentException.class, () -> PixelScaling.ofMeanAndDeviation(0, 0)).getMessage());
    }
}
