package dev.fovea.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

class JpegTest {
    @Test
    void coloursAreThoseOfTheDecodersOwnConversion() throws IOException {
        BufferedImage drawn = new BufferedImage(40, 24, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 40 * 24; i++) {
            drawn.setRGB(i % 40, i / 40, i * 5077);
        }
        byte[] bytes = jpeg(drawn);
        BufferedImage wanted = ImageIO.read(new ByteArrayInputStream(bytes));
        Image image = ImageFiles.decode(bytes, "x");
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 40; x++) {
                int rgb = image.value(0, y, x) << 16 | image.value(1, y, x) << 8 | image.value(2, y, x);
                assertThat(rgb).isEqualTo(wanted.getRGB(x, y) & 0xFFFFFF);
            }
        }
    }

    @Test
    void greyStaysGrey() throws IOException {
        BufferedImage drawn = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) drawn.getRaster().getDataBuffer()).getData(), (byte) 77);
        Image image = ImageFiles.decode(jpeg(drawn), "x");
        assertThat(image).isEqualTo(Image.filled(8, 8, 77));
    }

    /// The corner that is white in a picture of 16 x 8 (width, height) after it has been turned upright; the picture as
    /// stored has it at the top left.
    @ParameterizedTest
    @CsvSource({
        "1, 16, 0, 0",
        "2, 16, 0, 15",
        "3, 16, 7, 15",
        "4, 16, 7, 0",
        "5, 8, 0, 0",
        "6, 8, 0, 7",
        "7, 8, 15, 7",
        "8, 8, 15, 0",
        "0, 16, 0, 0",
        "9, 16, 0, 0"
    })
    void picturesAreTurnedUpright(int orientation, int width, int row, int column) throws IOException {
        BufferedImage drawn = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 9; i++) {
            drawn.getRaster().setSample(i % 3, i / 3, 0, 255);
        }
        for (boolean little : new boolean[] {true, false}) {
            Image image = ImageFiles.decode(withExif(jpeg(drawn), orientation, little), "x");
            assertThat(image.width()).isEqualTo(width);
            assertThat(image.value(0, row, column)).isGreaterThan(200);
            assertThat(image.value(0, image.height() - 1 - row, image.width() - 1 - column)).isLessThan(50);
        }
    }

    @Test
    void damagedExifIsLeftAlone() throws IOException {
        byte[] bytes = withExif(jpeg(new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY)), 6, true);
        for (int at = 12; at < 38; at++) {
            byte[] wrong = bytes.clone();
            wrong[at] = (byte) 0xFF;
            assertThat(JpegHead.of(wrong).orientation()).isBetween(1, 8);
        }
        for (int length = 0; length < bytes.length; length++) {
            assertThat(JpegHead.of(Arrays.copyOf(bytes, length)).orientation()).isIn(1, 6);
        }
    }

    /// Red by hand: no cyan, all magenta and yellow, no black.
    @ParameterizedTest
    @CsvSource({
        "-1, 0 255 255 0, 255 0 0", // without Adobe's marker: amounts of ink
        "0, 255 0 0 255, 255 0 0", // inverted
        "0, 255 255 255 128, 128 128 128",
        "0, 128 255 64 128, 64 128 32",
        "2, 128 128 128 255, 127 127 127", // luma 128: 128 of each ink
        "2, 0 128 128 255, 255 255 255"
    })
    void inksBecomeColours(int transform, String stored, String wanted) throws IOException {
        byte[] bytes = inks(stored);
        Image image = ImageFiles.decode(transform < 0 ? bytes : withAdobe(bytes, transform), "inks").toChannels(3);
        String[] colours = wanted.split(" ");
        for (int channel = 0; channel < 3; channel++) {
            assertThat(image.value(channel, 3, 3)).isCloseTo(Integer.parseInt(colours[channel]), within(3));
        }
    }

    @Test
    void cutOffAndDamagedFilesAreRefused() throws IOException {
        byte[] bytes = jpeg(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB));
        for (int length : new int[] {3, 10, 25, 150}) {
            assertThatThrownBy(() -> ImageFiles.decode(Arrays.copyOf(bytes, length), "cut"))
                    .isInstanceOf(ImageException.class)
                    .hasMessageStartingWith("reading the image cut: ");
        }
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "jpeg", out)).isTrue();
        return out.toByteArray();
    }

    /// Four components as they are given, everywhere.
    private static byte[] inks(String components) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
        String[] values = components.split(" ");
        for (int i = 0; i < 64; i++) {
            for (int band = 0; band < 4; band++) {
                raster.setSample(i % 8, i / 8, band, Integer.parseInt(values[band]));
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte[] withAdobe(byte[] jpeg, int transform) {
        byte[] marker = {
            (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
        };
        return inserted(jpeg, marker);
    }

    private static byte[] withExif(byte[] jpeg, int orientation, boolean little) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, 34});
        out.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(
                little
                        ? new byte[] {
                            'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte) orientation, 0, 0, 0
                        }
                        : new byte[] {
                            'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0
                        });
        out.writeBytes(new byte[4]);
        return inserted(jpeg, out.toByteArray());
    }

    /// Behind the start of the image.
    private static byte[] inserted(byte[] jpeg, byte[] marker) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(marker);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
