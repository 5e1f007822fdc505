package dev.fovea.cli;

import dev.fovea.image.Image;
import dev.fovea.image.Resize;

import java.util.ArrayList;
import java.util.List;

/// A picture as lines of text: with colours two pixels in each character, else a letter for each shade.
///
/// @param colours whether the terminal takes colours (24 bits)
record TerminalPicture(boolean colours) {
    private static final String SHADES = " .:-=+*#%@";

    /// Draws a picture.
    ///
    /// @param image grey or coloured
    /// @param columns how many characters wide
    List<String> of(Image image, int columns) {
        // A character is about twice as high as it is wide.
        int rows = Math.max(1, Math.round((float) columns * image.height() / image.width() / 2));
        return colours
                ? blocks(Resize.area(image.toChannels(3), 2 * rows, columns))
                : letters(Resize.area(image.toGrey(), rows, columns));
    }

    private static List<String> letters(Image grey) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < grey.height(); row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < grey.width(); column++) {
                line.append(SHADES.charAt(grey.value(0, row, column) * SHADES.length() / 256));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static List<String> blocks(Image image) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < image.height(); row += 2) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < image.width(); column++) {
                line.append("\033[38;2;").append(colour(image, row, column));
                line.append("m\033[48;2;").append(colour(image, row + 1, column)).append("m\u2580");
            }
            lines.add(line.append("\033[0m").toString());
        }
        return lines;
    }

    private static String colour(Image image, int row, int column) {
        return image.value(0, row, column) + ";" + image.value(1, row, column) + ";" + image.value(2, row, column);
    }
}
