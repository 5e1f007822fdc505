package dev.fovea.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/// Takes the numbers out of a decoded picture as they are stored, without any conversion of colours by the JDK.
final class RasterReader {
    private RasterReader() {}

    /// Reads a picture.
    ///
    /// @param transparent the one grey value that is transparent whatever the decoder says, or -1
    static Image read(BufferedImage decoded, int transparent) throws ImageException {
        byte[] colours =
                decoded.getColorModel() instanceof IndexColorModel palette
                        ? readPalette(decoded.getRaster(), palette)
                        : readComponents(decoded);
        if (transparent >= 0) {
            int area = colours.length / 4;
            for (int i = 0; i < area; i++) {
                colours[3 * area + i] = (byte) ((colours[i] & 0xFF) == transparent ? 0 : 255);
            }
        }
        return simplest(decoded.getHeight(), decoded.getWidth(), colours);
    }

    /// Looks every index up; gives four channels.
    private static byte[] readPalette(Raster raster, IndexColorModel palette) {
        byte[][] table = new byte[4][palette.getMapSize()];
        palette.getReds(table[0]);
        palette.getGreens(table[1]);
        palette.getBlues(table[2]);
        palette.getAlphas(table[3]);
        int width = raster.getWidth();
        int area = width * raster.getHeight();
        byte[] colours = new byte[4 * area];
        int[] row = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int channel = 0; channel < 4; channel++) {
                for (int x = 0; x < width; x++) {
                    // An index beyond the palette stands for black, as in the PNG specification's error handling.
                    colours[channel * area + y * width + x] =
                            row[x] < table[channel].length ? table[channel][row[x]] : (byte) (channel == 3 ? 255 : 0);
                }
            }
        }
        return colours;
    }

    /// Scales every component to 8 bits; gives four channels.
    private static byte[] readComponents(BufferedImage decoded) throws ImageException {
        Raster raster = decoded.getRaster();
        ColorModel model = decoded.getColorModel();
        int coloured = model.getNumColorComponents();
        if (coloured != 1 && coloured != 3) {
            throw new ImageException(
                    "it has "
                            + coloured
                            + " colour components; expected grey or red, green and blue"
                            + " (convert it, for example from CMYK)");
        }
        int width = raster.getWidth();
        int area = width * raster.getHeight();
        byte[] colours = new byte[4 * area];
        int[] row = new int[width];
        for (int channel = 0; channel < 4; channel++) {
            int band = channel == 3 ? coloured : coloured == 1 ? 0 : channel;
            boolean opaque = channel == 3 && !model.hasAlpha();
            int largest = opaque ? 255 : largest(model.getComponentSize(band));
            for (int y = 0; y < raster.getHeight(); y++) {
                if (!opaque) {
                    raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
                }
                for (int x = 0; x < width; x++) {
                    int value = opaque ? 255 : row[x];
                    colours[channel * area + y * width + x] = (byte) ((value * 255L + largest / 2) / largest);
                }
            }
        }
        return colours;
    }

    private static int largest(int bits) throws ImageException {
        if (bits < 1 || bits > 16) {
            throw new ImageException("its components have " + bits + " bits; expected 1 to 16");
        }
        return (1 << bits) - 1;
    }

    /// Drops opacity where all is opaque, and colour where all is grey.
    private static Image simplest(int height, int width, byte[] colours) {
        int area = height * width;
        boolean grey = true;
        boolean opaque = true;
        for (int i = 0; i < area; i++) {
            grey &= colours[i] == colours[area + i] && colours[i] == colours[2 * area + i];
            opaque &= colours[3 * area + i] == (byte) 255;
        }
        int channels = opaque ? grey ? 1 : 3 : 4;
        byte[] kept = channels == 4 ? colours : Arrays.copyOf(colours, channels * area);
        return Image.own(channels, height, width, kept);
    }
}
