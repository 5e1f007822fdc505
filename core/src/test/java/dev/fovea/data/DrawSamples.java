package dev.fovea.data;

import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.image.TestPng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Draws the pictures in `docs/samples`: digits of many sizes and sorts of PNG, each named by its digit.
///
/// From the root of the repository, after `mvn test-compile`: `java -cp core/target/classes:core/target/test-classes
/// dev.fovea.data.DrawSamples docs/samples`
public final class DrawSamples {
    private static final long SEED = 7;

    private DrawSamples() {}

    /// Writes all pictures into the folder that the first argument names.
    static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, byte[]> file : draw().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /// The contents of every file, by name.
    static Map<String, byte[]> draw() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("0-28x28-light-on-dark.png", png(Digits.image(0, SEED, 12, 28)));
        files.put("1-64x64-dark-on-light.png", png(Digits.image(1, SEED, 1, 64).inverted()));
        files.put("2-120x90-dark-on-light.png", png(placed(Digits.image(2, SEED, 2, 84), 90, 120, 4, 30).inverted()));
        files.put("3-300x300-light-on-dark.png", png(Digits.image(3, SEED, 3, 300)));
        files.put("4-300x300-dark-on-light.png", png(Digits.image(4, SEED, 4, 300).inverted()));
        files.put("5-90x120-blue-on-cream.png", png(coloured(placed(Digits.image(5, SEED, 5, 84), 120, 90, 30, 3))));
        files.put("6-200x200-transparent-ground.png", png(transparent(Digits.image(6, SEED, 6, 200))));
        files.put("7-64x64-palette.png", palette(Digits.image(7, SEED, 7, 64)));
        files.put("8-48x48-light-on-dark.png", png(Digits.image(8, SEED, 8, 48)));
        files.put("9-128x128-grey-16-bit.png", deep(Digits.image(9, SEED, 9, 128).inverted()));
        files.put("2-100x100-black-and-white.png", bilevel(Digits.image(2, SEED, 10, 100).inverted()));
        files.put("7-28x28-dark-on-light.png", png(Digits.image(7, SEED, 11, 28).inverted()));
        return files;
    }

    private static byte[] png(Image image) throws IOException {
        Path file = Files.createTempFile("fovea", ".png");
        try {
            ImageFiles.writePng(image, file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    /// The digit somewhere on a larger dark ground.
    private static Image placed(Image digit, int height, int width, int top, int left) {
        byte[] pixels = new byte[height * width];
        for (int row = 0; row < digit.height(); row++) {
            for (int column = 0; column < digit.width(); column++) {
                pixels[(top + row) * width + left + column] = (byte) digit.value(0, row, column);
            }
        }
        return Image.of(1, height, width, pixels);
    }

    /// From cream, where there is no ink, to dark blue.
    private static Image coloured(Image ink) {
        int[] ground = {250, 243, 220};
        int[] pen = {20, 40, 140};
        int area = ink.height() * ink.width();
        byte[] pixels = new byte[3 * area];
        for (int i = 0; i < area; i++) {
            int amount = ink.value(0, i / ink.width(), i % ink.width());
            for (int channel = 0; channel < 3; channel++) {
                pixels[channel * area + i] = (byte) ((amount * pen[channel] + (255 - amount) * ground[channel]) / 255);
            }
        }
        return Image.of(3, ink.height(), ink.width(), pixels);
    }

    /// Black, as opaque as there is ink.
    private static Image transparent(Image ink) {
        int area = ink.height() * ink.width();
        byte[] pixels = new byte[4 * area];
        ink.copyTo(pixels, 3 * area);
        return Image.of(4, ink.height(), ink.width(), pixels);
    }

    /// Four colours, 2 bits: black ground to a yellow pen.
    private static byte[] palette(Image ink) {
        byte[] colours = {0, 0, 0, 90, 80, 30, (byte) 180, (byte) 160, 60, (byte) 255, (byte) 230, 90};
        return new TestPng(ink.width(), ink.height(), 2, 3).chunk("PLTE", colours).samples(2, rows(ink, 3, 255));
    }

    private static byte[] deep(Image ink) {
        return new TestPng(ink.width(), ink.height(), 16, 0).samples(16, rows(ink, 257, 1));
    }

    private static byte[] bilevel(Image ink) {
        return new TestPng(ink.width(), ink.height(), 1, 0).samples(1, rows(ink, 1, 255));
    }

    /// Every value times `multiplier` over `divisor`, rounded.
    private static int[][] rows(Image ink, int multiplier, int divisor) {
        int[][] rows = new int[ink.height()][ink.width()];
        for (int row = 0; row < ink.height(); row++) {
            for (int column = 0; column < ink.width(); column++) {
                rows[row][column] = (2 * ink.value(0, row, column) * multiplier + divisor) / (2 * divisor);
            }
        }
        return rows;
    }
}
