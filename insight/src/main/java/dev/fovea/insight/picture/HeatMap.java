package dev.fovea.insight.picture;

import dev.fovea.image.Image;

/// A table of numbers to be shown as colours.
///
/// @param label its name among others, like the number of a filter
/// @param rows at least 1
/// @param columns at least 1
/// @param values `rows * columns` numbers, row by row; not copied
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record HeatMap(String label, int rows, int columns, float[] values) {
    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if they do not fit the numbers
    public HeatMap {
        if (rows < 1 || columns < 1 || rows * columns != values.length) {
            throw new IllegalArgumentException(
                    "making the heat map \""
                            + label
                            + "\" of "
                            + rows
                            + " x "
                            + columns
                            + ": got "
                            + values.length
                            + " numbers; expected "
                            + (long) rows * columns);
        }
    }

    /// A heat map of rows.
    ///
    /// @param label its name
    /// @param rows of equal length
    /// @return the heat map
    public static HeatMap of(String label, float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        float[] values = new float[rows.length * columns];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, values, row * columns, columns);
        }
        return new HeatMap(label, rows.length, columns, values);
    }

    /// One pixel for each number.
    ///
    /// @param scale gives the colours
    /// @return an image of three channels
    public Image image(Scale scale) {
        int area = values.length;
        byte[] pixels = new byte[3 * area];
        for (int i = 0; i < area; i++) {
            Colour colour = scale.colour(values[i]);
            pixels[i] = (byte) colour.red();
            pixels[area + i] = (byte) colour.green();
            pixels[2 * area + i] = (byte) colour.blue();
        }
        return Image.of(3, rows, columns, pixels);
    }
}
