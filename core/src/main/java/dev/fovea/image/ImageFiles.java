package dev.fovea.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Reads PNG, JPEG, GIF and BMP files, and writes PNG.
///
/// The format is seen from the first bytes, not from the name. Every sort of PNG is read: grey of 1, 2, 4, 8 and 16
/// bits, palettes, colour, with and without opacity; every sort of JPEG that the JDK decodes: grey, colour, and the
/// four inks of print. Values of fewer or more than 8 bits become `(255 v + m / 2) / m` with the largest value `m`, in
/// integers. A picture is turned upright as the orientation that a camera noted (Exif) says. Colour profiles and gamma
/// are not applied; of an animation the first picture is taken. The JDK decodes, nothing of it converts colours (those
/// of JPEG files are computed in integers): PNG, GIF and BMP give the same bytes everywhere, a JPEG as its decoder in
/// the JDK at hand does.
public final class ImageFiles {
    /// The largest number of pixels that is decoded.
    public static final long MAXIMUM_PIXELS = 100_000_000;

    private ImageFiles() {}

    /// The formats that are read.
    private enum Format {
        PNG("89504e470d0a1a0a"),
        JPEG("ffd8ff"),
        GIF("47494638"),
        BMP("424d");

        private final String beginning;

        Format(String beginning) {
            this.beginning = beginning;
        }
    }

    /// Reads a file.
    ///
    /// @param file a PNG, JPEG, GIF or BMP file
    /// @return the picture: 1 channel if it is grey, 3 if it is coloured, 4 if it has pixels that are not opaque
    /// @throws ImageException if the file is missing, is none of these, is damaged or too large
    /// @throws IOException if it cannot be read
    public static Image read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new ImageException("reading the image " + file + ": there is no such file", missing);
        }
        return decode(bytes, file.toString());
    }

    /// Decodes the contents of a file.
    ///
    /// @param bytes the contents of a PNG, JPEG, GIF or BMP file
    /// @param name what messages call it
    /// @return the picture
    /// @throws ImageException if the bytes are none of these, damaged or too large
    public static Image decode(byte[] bytes, String name) throws ImageException {
        Format format = formatOf(bytes, name);
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(format, stream, name);
            try {
                return decode(format, reader, bytes);
            } finally {
                reader.dispose();
            }
        } catch (ImageException wrong) {
            throw new ImageException("reading the image " + name + ": " + wrong.getMessage(), wrong);
        } catch (IOException | RuntimeException damaged) {
            // The JDK's decoders answer damaged files with whatever exception they stumble into.
            throw new ImageException(
                    "reading the image "
                            + name
                            + ": its "
                            + format
                            + " data are damaged or of a kind that the JDK does"
                            + " not decode ("
                            + damaged.getMessage()
                            + "); save it anew as PNG",
                    damaged);
        }
    }

    /// Writes a PNG file of 8 bits per channel.
    ///
    /// @param image grey, coloured or with opacity
    /// @param file the file, overwritten if there is one
    /// @throws IOException if it cannot be written
    public static void writePng(Image image, Path file) throws IOException {
        Files.write(file, encodePng(image));
    }

    /// Encodes a picture as PNG of 8 bits per channel.
    ///
    /// @param image grey, coloured or with opacity
    /// @return the contents of a file
    public static byte[] encodePng(Image image) {
        return PngWriter.encode(image);
    }

    private static Format formatOf(byte[] bytes, String name) throws ImageException {
        String beginning = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
        for (Format format : Format.values()) {
            if (beginning.startsWith(format.beginning)) {
                return format;
            }
        }
        throw new ImageException(
                "reading the image "
                        + name
                        + ": "
                        + (bytes.length == 0 ? "it is empty" : "it begins with the bytes " + beginning)
                        + "; expected a PNG, JPEG, GIF or BMP file");
    }

    private static Image decode(Format format, ImageReader reader, byte[] bytes) throws IOException {
        if (format == Format.JPEG) {
            JpegHead head = JpegHead.of(bytes);
            Image image = JpegColours.image(reader.readRaster(0, null), head.colours());
            return JpegHead.upright(image.isGrey() ? image.toGrey() : image, head.orientation());
        }
        BufferedImage decoded = reader.read(0);
        if (format == Format.PNG) {
            Image image = RasterReader.read(decoded, PngHead.transparentGrey(bytes));
            return JpegHead.upright(image, PngHead.orientation(bytes));
        }
        return RasterReader.read(decoded, -1);
    }

    private static ImageReader reader(Format format, ImageInputStream stream, String name) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            throw new ImageException("this JDK has no decoder for " + format + "; save " + name + " as PNG");
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(stream, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAXIMUM_PIXELS) {
                throw new ImageException(
                        "it has "
                                + reader.getWidth(0)
                                + " x "
                                + reader.getHeight(0)
                                + " pixels; at most "
                                + MAXIMUM_PIXELS
                                + " are read, make it smaller");
            }
            return reader;
        } catch (IOException | RuntimeException wrong) {
            reader.dispose();
            throw wrong;
        }
    }
}
