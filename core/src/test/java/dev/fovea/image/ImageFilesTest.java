package dev.fovea.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

class ImageFilesTest {
    @TempDir Path folder;

    @Test
    void readsGreyOfEveryDepth() throws IOException {
        assertGrey(png(1, new int[] {0, 1, 0}, new int[] {1, 1, 0}), 0, 255, 0, 255, 255, 0);
        assertGrey(png(2, new int[] {0, 1, 2}, new int[] {3, 2, 1}), 0, 85, 170, 255, 170, 85);
        assertGrey(png(4, new int[] {0, 1, 7}, new int[] {8, 14, 15}), 0, 17, 119, 136, 238, 255);
        assertGrey(png(8, new int[] {0, 1, 127}, new int[] {128, 254, 255}), 0, 1, 127, 128, 254, 255);
        // 16 bits: (255 v + 32767) / 65535, so 128 is still 0 and 129 is 1; 385 is 1 and 386 is 2.
        assertGrey(png(16, new int[] {0, 128, 129}, new int[] {385, 386, 65535}), 0, 0, 1, 1, 2, 255);
    }

    @Test
    void readsColourOfBothDepths() throws IOException {
        byte[] eight = new TestPng(2, 1, 8, 2).samples(8, new int[] {1, 2, 3, 250, 251, 252});
        assertPixels(eight, 3, 1, 250, 2, 251, 3, 252);
        byte[] sixteen = new TestPng(1, 1, 16, 2).samples(16, new int[] {0, 32768, 65535});
        assertPixels(sixteen, 3, 0, 128, 255);
        byte[] greyInColour = new TestPng(2, 1, 8, 2).samples(8, new int[] {9, 9, 9, 7, 7, 7});
        assertPixels(greyInColour, 1, 9, 7);
    }

    @Test
    void readsPalettesOfEveryDepth() throws IOException {
        byte[] palette = {10, 20, 30, 40, 50, 60};
        for (int bits : new int[] {1, 2, 4, 8}) {
            byte[] file = new TestPng(3, 1, bits, 3).chunk("PLTE", palette).samples(bits, new int[] {1, 0, 1});
            assertPixels(file, 3, 40, 10, 40, 50, 20, 50, 60, 30, 60);
        }
        byte[] see =
                new TestPng(2, 1, 8, 3).chunk("PLTE", palette).chunk("tRNS", (byte) 128).samples(8, new int[] {0, 1});
        assertPixels(see, 4, 10, 40, 20, 50, 30, 60, 128, 255);
        assertPixels(ImageFiles.decode(see, "x").onWhite(), 3, 132, 40, 137, 50, 142, 60);
    }

    @Test
    void readsOpacityOfBothDepths() throws IOException {
        byte[] grey = new TestPng(2, 1, 8, 4).samples(8, new int[] {100, 0, 50, 255});
        assertPixels(grey, 4, 100, 50, 100, 50, 100, 50, 0, 255);
        assertPixels(ImageFiles.decode(grey, "x").toGrey(), 1, 255, 50);
        byte[] deepGrey = new TestPng(1, 1, 16, 4).samples(16, new int[] {65535, 32768});
        assertPixels(deepGrey, 4, 255, 255, 255, 128);
        byte[] colour = new TestPng(1, 1, 8, 6).samples(8, new int[] {1, 2, 3, 4});
        assertPixels(colour, 4, 1, 2, 3, 4);
        byte[] deepColour = new TestPng(1, 1, 16, 6).samples(16, new int[] {0, 257, 514, 65535});
        assertPixels(deepColour, 3, 0, 1, 2);
    }

    @Test
    void readsASingleTransparentValue() throws IOException {
        byte[] grey = new TestPng(2, 1, 8, 0).chunk("tRNS", (byte) 0, (byte) 7).samples(8, new int[] {7, 8});
        assertPixels(grey, 4, 7, 8, 7, 8, 7, 8, 0, 255);
        byte[] colour =
                new TestPng(2, 1, 8, 2)
                        .chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3})
                        .samples(8, new int[] {1, 2, 3, 1, 2, 4});
        assertPixels(colour, 4, 1, 1, 2, 2, 3, 4, 0, 255);
        byte[] few = new TestPng(2, 1, 2, 0).chunk("tRNS", (byte) 0, (byte) 3).samples(2, new int[] {3, 1});
        assertPixels(few, 4, 255, 85, 255, 85, 255, 85, 0, 255);
    }

    @Test
    void writesPngThatReadsBackTheSame() throws IOException {
        for (int channels : new int[] {1, 3, 4}) {
            byte[] pixels = new byte[channels * 35];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (i * 37);
            }
            Image image = Image.of(channels, 5, 7, pixels);
            Path file = folder.resolve(channels + ".png");
            ImageFiles.writePng(image, file);
            assertEquals(image, ImageFiles.read(file));
            BufferedImage judged = ImageIO.read(file.toFile());
            assertEquals(image.value(0, 4, 6), judged.getRaster().getSample(6, 4, 0));
        }
    }

    @Test
    void readsTheOtherFormats() throws IOException {
        BufferedImage drawn = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                drawn.setRGB(x, y, x < 8 ? 0xFF0000 : 0x0000FF);
            }
        }
        for (String format : List.of("bmp", "gif", "jpeg")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertTrue(ImageIO.write(drawn, format, out));
            Image image = ImageFiles.decode(out.toByteArray(), format);
            assertEquals("3 x 16 x 16 (channels, height, width)", image.toString());
            assertEquals(255, image.value(0, 2, 2), format.equals("jpeg") ? 8 : 0);
            assertEquals(255, image.value(2, 2, 13), format.equals("jpeg") ? 8 : 0);
            assertEquals(0, image.value(1, 2, 13), format.equals("jpeg") ? 8 : 0);
        }
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(3, 4, 0, 200);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(grey, "png", out);
        // The number stored, not the JDK's idea of it in sRGB.
        assertEquals(200, ImageFiles.decode(out.toByteArray(), "grey").value(0, 4, 3));
    }

    @Test
    void whatIsNoImageIsNamed() throws IOException {
        assertMessage(
                "reading the image x: it begins with the bytes 25504446; expected a PNG, JPEG, GIF or BMP file",
                () -> ImageFiles.decode(new byte[] {0x25, 0x50, 0x44, 0x46}, "x"));
        assertMessage(
                "reading the image x: it is empty; expected a PNG, JPEG, GIF or BMP file",
                () -> ImageFiles.decode(new byte[0], "x"));
        Path none = folder.resolve("none.png");
        assertMessage("reading the image " + none + ": there is no such file", () -> ImageFiles.read(none));
        byte[] good = png(8, new int[] {0, 1, 2}, new int[] {3, 4, 5});
        for (int length : new int[] {8, 20, 40, good.length / 2}) {
            String message =
                    assertThrows(ImageException.class, () -> ImageFiles.decode(Arrays.copyOf(good, length), "cut.png"))
                            .getMessage();
            assertTrue(
                    message.startsWith(
                            "reading the image cut.png: its PNG data are damaged or of a kind that the JDK"
                                    + " does not decode ("),
                    message);
        }
        byte[] huge = new TestPng(100_000, 50_000, 8, 0).samples(8, new int[] {1});
        assertMessage(
                "reading the image huge: it has 100000 x 50000 pixels; at most 100000000 are read, make it smaller",
                () -> ImageFiles.decode(huge, "huge"));
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static void assertMessage(String expected, Attempt attempt) {
        assertEquals(expected, assertThrows(ImageException.class, attempt::run).getMessage());
    }

    private static byte[] png(int bits, int[]... rows) {
        return new TestPng(3, 2, bits, 0).samples(bits, rows);
    }

    private static void assertGrey(byte[] file, int... expected) throws IOException {
        assertPixels(file, 1, expected);
    }

    private static void assertPixels(byte[] file, int channels, int... expected) throws IOException {
        assertPixels(ImageFiles.decode(file, "test"), channels, expected);
    }

    private static void assertPixels(Image image, int channels, int... expected) {
        byte[] bytes = new byte[expected.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) expected[i];
        }
        assertEquals(channels, image.channels());
        assertArrayEquals(bytes, image.pixels());
    }
}
