package dev.fovea.insight.picture;

import java.util.Arrays;
import java.util.List;

/// A large table as one picture, with numbered rows and columns. A cell is a number, like a weight of a dense layer, or
/// a small map, like the kernel of a convolution from one channel to another.
///
/// A table of more than 1,000 rows or columns is shown by the means of neighbours, and its axis says so.
///
/// @param title stands above; empty for none
/// @param rows what is numbered downwards
/// @param columns what is numbered to the right
/// @param values row-major `[rows, columns, pixels of a row, pixels of a column]`; not copied
/// @param scale gives the colours
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Matrix(String title, Axis rows, Axis columns, float[] values, Scale scale) {
    private static final int MOST = 1000;
    private static final int LARGEST_FACTOR = 16;
    private static final int LEAST_SIDE = 240;
    private static final int GAP = 2;

    /// One direction of a table.
    ///
    /// @param name what is numbered, like `filter`
    /// @param count how many there are
    /// @param pixels how many numbers each of them has in this direction; 1 for a table of numbers
    public record Axis(String name, int count, int pixels) {
        int cell(int factor) {
            int gap = factor > GAP ? GAP : 1;
            return pixels * factor + (pixels > 1 ? gap : 0);
        }

        /// A few numbers beside many get room for their axis.
        private int stretched(int factor) {
            return pixels > 1 ? factor : StrictMath.max(factor, StrictMath.min(LARGEST_FACTOR, LEAST_SIDE / count));
        }

        private String named(int all) {
            return all == count ? name : name + " (means of " + Math.ceilDiv(all, count) + ")";
        }
    }

    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if they do not fit the numbers
    public Matrix {
        long expected = (long) rows.count * rows.pixels * columns.count * columns.pixels;
        if (expected != values.length || expected == 0) {
            throw new IllegalArgumentException(
                    "drawing the table \""
                            + title
                            + "\" of "
                            + rows
                            + " and "
                            + columns
                            + ": got "
                            + values.length
                            + " numbers; expected "
                            + expected
                            + ", and some");
        }
    }

    /// A table on the scale that suits it.
    ///
    /// @param title stands above; empty for none
    /// @param rows what is numbered downwards
    /// @param columns what is numbered to the right
    /// @param values row-major
    /// @return the table
    public static Matrix of(String title, Axis rows, Axis columns, float[] values) {
        return new Matrix(title, rows, columns, values, Scale.suiting(List.of(values)));
    }

    /// {@return this on another scale}
    ///
    /// @param other gives the colours
    public Matrix withScale(Scale other) {
        return new Matrix(title, rows, columns, values, other);
    }

    /// {@return the table with title and scale}
    public Drawing drawing() {
        return Figure.of(title, body(), ScaleBar.of(scale));
    }

    /// {@return the table alone, with its axes}
    public Drawing body() {
        int down = rows.pixels > 1 ? 1 : Math.ceilDiv(rows.count, MOST);
        int right = columns.pixels > 1 ? 1 : Math.ceilDiv(columns.count, MOST);
        if (down * right > 1) {
            return averaged(down, right).axes(rows.count, columns.count);
        }
        return axes(rows.count, columns.count);
    }

    private Matrix averaged(int down, int right) {
        Axis fewerRows = new Axis(rows.name, Math.ceilDiv(rows.count, down), 1);
        Axis fewerColumns = new Axis(columns.name, Math.ceilDiv(columns.count, right), 1);
        float[] means = new float[fewerRows.count * fewerColumns.count];
        for (int i = 0; i < means.length; i++) {
            means[i] = mean(i / fewerColumns.count * down, i % fewerColumns.count * right, down, right);
        }
        return new Matrix(title, fewerRows, fewerColumns, means, scale);
    }

    private float mean(int top, int left, int down, int right) {
        double sum = 0;
        int count = 0;
        for (int row = top; row < StrictMath.min(top + down, rows.count); row++) {
            for (int column = left; column < StrictMath.min(left + right, columns.count); column++) {
                sum += values[row * columns.count + column];
                count++;
            }
        }
        return (float) (sum / count);
    }

    /// Draws cells and axes.
    ///
    /// @param allRows how many rows there are, of which neighbours may share one here
    /// @param allColumns how many columns there are
    private Drawing axes(int allRows, int allColumns) {
        int factor = LARGEST_FACTOR;
        while (factor > 1
                && (rows.count * rows.cell(factor) > 1.5 * MOST || columns.count * columns.cell(factor) > MOST)) {
            factor--;
        }
        int letters = TextSize.SMALL.height();
        int left = TextSize.SMALL.width(Integer.toString(allRows)) + 12;
        int top = 2 * letters + 8;
        int across = columns.stretched(factor);
        int down = rows.stretched(factor);
        int width = columns.count * columns.cell(across);
        int height = rows.count * rows.cell(down);
        Drawing.Pen pen = new Drawing.Pen();
        String names = rows.named(allRows) + " ↓   " + columns.named(allColumns) + " →";
        pen.text(0, 0, names, TextStyle.NOTE);
        double spacing = (double) width / allColumns;
        int space = TextSize.SMALL.width(Integer.toString(allColumns)) + 10;
        for (int place : Figure.numbered(allColumns, spacing, space)) {
            int x = left + (int) ((place - 0.5) * spacing);
            pen.draw(new Mark.Box(x, top - 5, 1, 4, Colour.FAINT));
            pen.text(x, top - 5 - letters, Integer.toString(place), TextStyle.NOTE.centred());
        }
        spacing = (double) height / allRows;
        for (int place : Figure.numbered(allRows, spacing, letters + 2)) {
            int y = top + (int) ((place - 0.5) * spacing);
            pen.draw(new Mark.Box(left - 5, y, 4, 1, Colour.FAINT));
            pen.text(left - 8, y - letters / 2, Integer.toString(place), TextStyle.NOTE.ending());
        }
        cells(pen, new Mark.Point(left, top), across, down);
        return pen.drawing(StrictMath.max(TextSize.SMALL.width(names), left + width + 16), top + height + 1);
    }

    private void cells(Drawing.Pen pen, Mark.Point corner, int across, int down) {
        int left = (int) corner.x();
        int top = (int) corner.y();
        if (rows.pixels * columns.pixels == 1) {
            HeatMap all = new HeatMap(title, rows.count, columns.count, values);
            pen.draw(new Mark.Picture(left, top, across, down, all.image(scale)));
            pen.frame(left, top, columns.count * across, rows.count * down);
            return;
        }
        int area = rows.pixels * columns.pixels;
        for (int i = 0; i < rows.count * columns.count; i++) {
            float[] cell = Arrays.copyOfRange(values, i * area, (i + 1) * area);
            int x = left + i % columns.count * columns.cell(across);
            int y = top + i / columns.count * rows.cell(down);
            HeatMap map = new HeatMap("", rows.pixels, columns.pixels, cell);
            pen.draw(new Mark.Picture(x, y, across, down, map.image(scale)));
        }
    }
}
