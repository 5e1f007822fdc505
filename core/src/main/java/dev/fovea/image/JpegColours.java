package dev.fovea.image;

import java.awt.image.Raster;

/// Turns the components of a JPEG file into red, green and blue, in integers.
///
/// From luma and differences, with `b = Cb - 128`, `r = Cr - 128` and `>>` rounding down, as libjpeg does:
///
/// `R = Y + ((91881 r + 32768) >> 16)`, `G = Y + ((-22554 b - 46802 r + 32768) >> 16)`, `B = Y + ((116130 b + 32768) >>
/// 16)`, each kept within 0 to 255.
///
/// Luma and differences of inks give, so computed, the amounts of cyan, magenta and yellow; their black is stored
/// inverted. Of inks: `red = ((255 - cyan) (255 - black) + 127) / 255`, likewise green from magenta and blue from
/// yellow. No profile is applied.
final class JpegColours {
    private JpegColours() {}

    /// Reads a raster of components as they are stored.
    ///
    /// @return 1 or 3 channels
    static Image image(Raster raster, JpegHead.Colours colours) throws ImageException {
        int bands = raster.getNumBands();
        int wanted =
                switch (colours) {
                    case GREY -> 1;
                    case RGB, YCC -> 3;
                    case CMYK, INVERTED_CMYK, YCCK -> 4;
                };
        if (bands != wanted) {
            throw new ImageException(
                    "it has " + bands + " components; its head says " + colours + ", so expected " + wanted);
        }
        int width = raster.getWidth();
        int height = raster.getHeight();
        int area = width * height;
        int[] row = new int[width * bands];
        byte[] pixels = new byte[(bands == 1 ? 1 : 3) * area];
        int[] pixel = new int[4];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < bands; band++) {
                    pixel[band] = row[x * bands + band];
                }
                convert(pixel, colours);
                for (int channel = 0; channel < pixels.length / area; channel++) {
                    pixels[channel * area + y * width + x] = (byte) pixel[channel];
                }
            }
        }
        return Image.own(pixels.length / area, height, width, pixels);
    }

    /// Replaces components by colours.
    private static void convert(int[] pixel, JpegHead.Colours colours) {
        switch (colours) {
            case GREY, RGB -> {
                // They are what is wanted.
            }
            case YCC -> fromLuma(pixel);
            case CMYK -> fromInks(pixel, 255 - pixel[3], true);
            case INVERTED_CMYK -> fromInks(pixel, pixel[3], false);
            case YCCK -> {
                fromLuma(pixel);
                fromInks(pixel, pixel[3], true);
            }
        }
    }

    private static void fromLuma(int[] pixel) {
        int luma = pixel[0];
        int blue = pixel[1] - 128;
        int red = pixel[2] - 128;
        pixel[0] = Math.clamp(luma + ((91881 * red + 32768) >> 16), 0, 255);
        pixel[1] = Math.clamp(luma + ((-22554 * blue - 46802 * red + 32768) >> 16), 0, 255);
        pixel[2] = Math.clamp(luma + ((116130 * blue + 32768) >> 16), 0, 255);
    }

    /// @param white 255 minus the amount of black
    private static void fromInks(int[] pixel, int white, boolean amounts) {
        for (int channel = 0; channel < 3; channel++) {
            int light = amounts ? 255 - pixel[channel] : pixel[channel];
            pixel[channel] = (light * white + 127) / 255;
        }
    }
}
