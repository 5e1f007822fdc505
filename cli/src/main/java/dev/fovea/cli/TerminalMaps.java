package dev.fovea.cli;

import dev.fovea.image.Image;
import dev.fovea.insight.picture.HeatMap;
import dev.fovea.insight.picture.Scale;

import java.util.Arrays;
import java.util.List;

/// Heat maps of equal size as lines of coloured text, two values in each character.
///
/// @param columns how wide the text may be
/// @param lines how high the text may be
record TerminalMaps(int columns, int lines) {
    /// Maps are not made smaller than this.
    private static final int SMALLEST = 12;

    /// As many maps as fit, made smaller by one factor where they are many.
    ///
    /// @param maps of equal size
    /// @param scale gives the colours
    /// @return lines of text
    List<String> of(List<HeatMap> maps, Scale scale) {
        HeatMap first = maps.getFirst();
        int divisor = divisor(maps.size(), first);
        int perRow = perRow(maps.size(), first, divisor);
        Image image = image(maps.subList(0, shown(maps)), scale, perRow, divisor);
        return new TerminalPicture(true).of(image, image.width() / divisor);
    }

    /// How many of the maps are shown.
    int shown(List<HeatMap> maps) {
        HeatMap first = maps.getFirst();
        int divisor = divisor(maps.size(), first);
        return Math.min(maps.size(), perRow(maps.size(), first, divisor) * Math.max(1, mostRows(first, divisor)));
    }

    private int divisor(int count, HeatMap map) {
        int divisor = 1;
        int longest = Math.max(map.rows(), map.columns());
        while (!fits(count, map, divisor) && longest / (divisor + 1) >= SMALLEST) {
            divisor++;
        }
        return divisor;
    }

    private boolean fits(int count, HeatMap map, int divisor) {
        return Math.ceilDiv(count, perRow(count, map, divisor)) <= mostRows(map, divisor);
    }

    private int perRow(int count, HeatMap map, int divisor) {
        return Math.clamp((columns * divisor + divisor) / (map.columns() + divisor), 1, count);
    }

    private int mostRows(HeatMap map, int divisor) {
        return 2 * lines * divisor / (map.rows() + divisor);
    }

    /// White between the maps; sizes are multiples of the divisor, the height of twice as much.
    private static Image image(List<HeatMap> maps, Scale scale, int perRow, int divisor) {
        HeatMap first = maps.getFirst();
        int wide = first.columns() + divisor;
        int high = first.rows() + divisor;
        int width = Math.ceilDiv(Math.min(perRow, maps.size()) * wide - divisor, divisor) * divisor;
        int height = Math.ceilDiv(Math.ceilDiv(maps.size(), perRow) * high - divisor, 2 * divisor) * 2 * divisor;
        byte[] pixels = new byte[3 * height * width];
        Arrays.fill(pixels, (byte) 255);
        for (int i = 0; i < maps.size(); i++) {
            Image map = maps.get(i).image(scale);
            int left = i % perRow * wide;
            int top = i / perRow * high;
            for (int channel = 0; channel < 3; channel++) {
                for (int row = 0; row < map.height(); row++) {
                    for (int column = 0; column < map.width(); column++) {
                        int at = (channel * height + top + row) * width + left + column;
                        pixels[at] = (byte) map.value(channel, row, column);
                    }
                }
            }
        }
        return Image.of(3, height, width, pixels);
    }
}
