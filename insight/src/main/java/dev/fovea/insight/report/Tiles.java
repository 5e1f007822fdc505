package dev.fovea.insight.report;

import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.picture.Colour;
import dev.fovea.insight.picture.Scale;

import java.util.Base64;
import java.util.List;

/// Tables of numbers as coloured tiles in one picture; the gaps between them let the page show through.
///
/// @param maps tables of the same size, row by row
/// @param rows of a table
/// @param columns of a table
/// @param perRow tables beside each other
/// @param factor pixels of the picture for a number
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
record Tiles(List<float[]> maps, int rows, int columns, int perRow, int factor) {
    private static final int GAP = 5;

    /// The opacity of the line around a table.
    private static final int FRAME = 90;

    private static final int STOPS = 12;

    private int height() {
        int lines = (maps.size() + perRow - 1) / perRow;
        return lines * (rows * factor + GAP) - GAP + 2;
    }

    private int width() {
        return StrictMath.min(perRow, maps.size()) * (columns * factor + GAP) - GAP + 2;
    }

    void write(Markup out, Scale scale, String words) {
        out.empty(
                "img",
                "class",
                "tiles",
                "alt",
                words,
                "width",
                String.valueOf(width()),
                "height",
                String.valueOf(height()),
                "src",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(ImageFiles.encodePng(image(scale))));
    }

    private Image image(Scale scale) {
        int width = width();
        int area = width * height();
        byte[] pixels = new byte[4 * area];
        for (int i = 0; i < maps.size(); i++) {
            int top = 1 + i / perRow * (rows * factor + GAP);
            int left = 1 + i % perRow * (columns * factor + GAP);
            for (int row = -1; row <= rows * factor; row++) {
                for (int column = -1; column <= columns * factor; column++) {
                    boolean inside = row >= 0 && column >= 0 && row < rows * factor && column < columns * factor;
                    Colour colour = inside ? scale.colour(number(maps.get(i), row, column)) : Colour.FAINT;
                    int at = (top + row) * width + left + column;
                    pixels[at] = (byte) colour.red();
                    pixels[area + at] = (byte) colour.green();
                    pixels[2 * area + at] = (byte) colour.blue();
                    pixels[3 * area + at] = (byte) (inside ? 255 : FRAME);
                }
            }
        }
        return Image.of(4, height(), width, pixels);
    }

    private float number(float[] map, int row, int column) {
        return map[row / factor * columns + column / factor];
    }

    /// The colours of a scale with their numbers.
    static void scale(Markup out, Scale scale) {
        StringBuilder stops = new StringBuilder();
        for (int i = 0; i <= STOPS; i++) {
            double value = scale.low() + (scale.high() - scale.low()) * i / STOPS;
            stops.append(i == 0 ? "" : ",").append(scale.colour(value).hex());
        }
        out.open("div", "class", "scale").open("span").text(Words.number(scale.low())).close();
        out.open("i", "style", "background:linear-gradient(90deg," + stops + ")").close();
        out.open("span").text(Words.number(scale.high())).close().close();
    }

    /// Tiles beside each other, so that lines are full where that is possible.
    static int perRow(int tiles, int most) {
        for (int each = most; each > StrictMath.max(1, most / 2); each--) {
            if (tiles % each == 0) {
                return each;
            }
        }
        return most;
    }
}
