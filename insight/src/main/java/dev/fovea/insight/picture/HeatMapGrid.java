package dev.fovea.insight.picture;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Heat maps side by side, each under its label, enlarged by one whole factor, with the scale of their colours.
///
/// @param title stands above; empty for none
/// @param maps in order; at least one
/// @param scale of all maps, or null to give each a range of its own, which is then written beside its label
/// @param columns how many stand in a row; 0 to choose
/// @param side the least side of a map in pixels
public record HeatMapGrid(String title, List<HeatMap> maps, @Nullable Scale scale, int columns, int side) {
    private static final int GAP = 10;
    private static final int SIDE = 64;

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException without a map
    public HeatMapGrid {
        maps = List.copyOf(maps);
        if (maps.isEmpty()) {
            throw new IllegalArgumentException("drawing heat maps \"" + title + "\": there is none; expected some");
        }
    }

    /// Maps on a common scale that suits them.
    ///
    /// @param title stands above; empty for none
    /// @param maps in order; at least one
    /// @return the grid
    public static HeatMapGrid of(String title, List<HeatMap> maps) {
        return new HeatMapGrid(title, maps, common(maps), 0, SIDE);
    }

    /// {@return this on another scale}
    ///
    /// @param other of all maps
    public HeatMapGrid withScale(Scale other) {
        return new HeatMapGrid(title, maps, other, columns, side);
    }

    /// {@return this with a range of its own for each map}
    public HeatMapGrid withOwnRanges() {
        return new HeatMapGrid(title, maps, null, columns, side);
    }

    /// {@return this with so many maps in a row}
    ///
    /// @param count at least 1; 0 to choose
    public HeatMapGrid withColumns(int count) {
        return new HeatMapGrid(title, maps, scale, count, side);
    }

    /// {@return this with maps of another size}
    ///
    /// @param pixels the least of the longer side
    public HeatMapGrid withSide(int pixels) {
        return new HeatMapGrid(title, maps, scale, columns, pixels);
    }

    /// {@return the grid with title and scale}
    public Drawing drawing() {
        Scale all = common(maps);
        return Figure.of(title, body(), scale == null ? ScaleBar.ofOwnRanges(all) : ScaleBar.of(scale));
    }

    /// {@return the maps alone, with their labels}
    public Drawing body() {
        boolean diverges = common(maps).map().diverges();
        int longest = 1;
        for (HeatMap map : maps) {
            longest = StrictMath.max(longest, StrictMath.max(map.rows(), map.columns()));
        }
        int factor = Math.ceilDiv(side, longest);
        List<Tile> tiles = maps.stream().map(map -> tile(map, diverges)).toList();
        int width = 0;
        int high = 0;
        boolean twoLines = false;
        for (Tile tile : tiles) {
            width = StrictMath.max(width, StrictMath.max(tile.map.columns() * factor, tile.widest()));
            high = StrictMath.max(high, tile.map.rows() * factor);
        }
        for (Tile tile : tiles) {
            twoLines |= tile.together() > width;
        }
        int head = TextSize.SMALL.height() * (twoLines ? 2 : 1) + 2;
        int perRow = columns > 0 ? columns : suitedColumns(maps.size(), width);
        Drawing.Pen pen = new Drawing.Pen();
        for (int i = 0; i < tiles.size(); i++) {
            int x = 1 + i % perRow * (width + GAP);
            int y = i / perRow * (head + high + GAP);
            draw(pen, tiles.get(i), new Place(x, y, width, head), factor);
        }
        int rows = Math.ceilDiv(tiles.size(), perRow);
        int used = StrictMath.min(perRow, tiles.size());
        return pen.drawing(used * (width + GAP) - GAP + 2, rows * (head + high + GAP) - GAP + 2);
    }

    private record Place(int x, int y, int width, int head) {}

    private void draw(Drawing.Pen pen, Tile tile, Place place, int factor) {
        HeatMap map = tile.map;
        pen.text(place.x, place.y, map.label(), TextStyle.LABEL);
        if (!tile.range.isEmpty()) {
            boolean below = place.head > 2 * TextSize.SMALL.height();
            if (below) {
                pen.text(place.x, place.y + TextSize.SMALL.height(), tile.range, TextStyle.NOTE);
            } else {
                pen.text(place.x + map.columns() * factor, place.y, tile.range, TextStyle.NOTE.ending());
            }
        }
        pen.draw(new Mark.Picture(place.x, place.y + place.head, factor, map.image(tile.scale)));
        pen.frame(place.x, place.y + place.head, map.columns() * factor, map.rows() * factor);
    }

    private record Tile(HeatMap map, Scale scale, String range) {
        int widest() {
            return StrictMath.max(TextSize.SMALL.width(map.label()), TextSize.SMALL.width(range));
        }

        int together() {
            return TextSize.SMALL.width(map.label()) + (range.isEmpty() ? 0 : 6 + TextSize.SMALL.width(range));
        }
    }

    private Tile tile(HeatMap map, boolean diverges) {
        if (scale != null) {
            return new Tile(map, scale, "");
        }
        double most = Scale.suiting(List.of(map.values())).high();
        Scale own = diverges ? Scale.symmetric(most) : Scale.upTo(most);
        return new Tile(map, own, (diverges ? "±" : "≤ ") + Numbers.text(most, 2));
    }

    private static Scale common(List<HeatMap> maps) {
        return Scale.suiting(maps.stream().map(HeatMap::values).toList());
    }

    /// Rows of equal length where there is a number that gives a pleasant shape, and no wider than a page.
    private static int suitedColumns(int count, int width) {
        int most = StrictMath.max(1, (Figure.WIDTH + GAP) / (width + GAP));
        int least = (int) StrictMath.ceil(StrictMath.sqrt(count));
        int wide = (int) StrictMath.ceil(StrictMath.sqrt(2.2 * count));
        for (int columns = least; columns <= wide; columns++) {
            if (count % columns == 0 && columns <= most) {
                return columns;
            }
        }
        return StrictMath.min(most, (int) StrictMath.ceil(StrictMath.sqrt(1.6 * count)));
    }
}
