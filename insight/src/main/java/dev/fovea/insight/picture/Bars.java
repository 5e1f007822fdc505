package dev.fovea.insight.picture;

import dev.fovea.image.Image;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Numbers as horizontal bars from zero, each with its label and its number.
///
/// @param title stands above; empty for none
/// @param labels one for each number
/// @param values the numbers; not copied
/// @param look what they look like
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Bars(String title, List<String> labels, float[] values, Look look) {
    private static final int LENGTH = 420;
    private static final int WIDEST_LABEL = 200;
    private static final int THICKNESS = 14;
    private static final int GAP = 4;
    private static final int DIGITS = 4;
    private static final int CELL = 24;
    private static final Colour BAR = new Colour(0x8f, 0xb3, 0xda);
    private static final Colour STRONG = new Colour(0x1f, 0x5f, 0xa8);

    /// What bars look like.
    ///
    /// @param low the number at the left end, at most 0
    /// @param high the number at the right end
    /// @param highlighted the bar that stands out; -1 for none
    /// @param scale of cells beside the bars, which show the numbers as colours; null for no cells
    public record Look(double low, double high, int highlighted, @Nullable Scale scale) {}

    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if there is not one label for each number
    public Bars {
        labels = List.copyOf(labels);
        if (labels.size() != values.length || values.length == 0) {
            throw new IllegalArgumentException(
                    "drawing the bars \""
                            + title
                            + "\": got "
                            + labels.size()
                            + " labels and "
                            + values.length
                            + " numbers; expected as many, and some");
        }
    }

    /// Bars that reach as far as the numbers do.
    ///
    /// @param title stands above; empty for none
    /// @param labels one for each number
    /// @param values the numbers
    /// @return the bars
    public static Bars of(String title, List<String> labels, float[] values) {
        double low = 0;
        double high = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                low = StrictMath.min(low, value);
                high = StrictMath.max(high, value);
            }
        }
        return new Bars(title, labels, values, new Look(low, low == high ? 1 : high, -1, null));
    }

    /// {@return this with a bar that stands out}
    ///
    /// @param index its number, from 0
    public Bars withHighlighted(int index) {
        return new Bars(title, labels, values, new Look(look.low, look.high, index, look.scale));
    }

    /// {@return this with other ends}
    ///
    /// @param left at most 0
    /// @param right the number at the right end
    public Bars withRange(double left, double right) {
        return new Bars(title, labels, values, new Look(left, right, look.highlighted, look.scale));
    }

    /// {@return this with cells that show the numbers as colours}
    ///
    /// @param scale of the colours
    public Bars withCells(Scale scale) {
        return new Bars(title, labels, values, new Look(look.low, look.high, look.highlighted, scale));
    }

    /// {@return the bars with their title, and the scale of the cells if there are some}
    public Drawing drawing() {
        return Figure.of(title, body(), look.scale == null ? null : ScaleBar.of(look.scale));
    }

    /// {@return the bars alone, with labels and numbers}
    public Drawing body() {
        int labelWidth = 0;
        int numberWidth = 0;
        for (int i = 0; i < values.length; i++) {
            labelWidth = StrictMath.max(labelWidth, TextSize.SMALL.width(label(i)));
            numberWidth = StrictMath.max(numberWidth, TextSize.SMALL.width(number(i)));
        }
        Drawing.Pen pen = new Drawing.Pen();
        int left = labelWidth + 8 + (look.scale == null ? 0 : CELL + 8);
        if (look.scale != null) {
            cells(pen, labelWidth + 8, look.scale);
        }
        for (int i = 0; i < values.length; i++) {
            bar(pen, i, left);
        }
        int height = values.length * (THICKNESS + GAP) - GAP;
        pen.draw(new Mark.Box(left + place(0), 0, 1, height, Colour.FAINT));
        for (int i = 0; i < values.length; i++) {
            int x = left + StrictMath.max(place(values[i]), place(0)) + 6;
            boolean strong = i == look.highlighted;
            TextStyle style = strong ? TextStyle.LABEL : TextStyle.NOTE;
            pen.text(x, textRow(i), number(i), style);
        }
        return pen.drawing(left + LENGTH + 8 + numberWidth, height);
    }

    private void bar(Drawing.Pen pen, int i, int left) {
        int from = StrictMath.min(place(0), place(values[i]));
        int to = StrictMath.max(place(0), place(values[i]));
        Colour colour = i == look.highlighted ? STRONG : BAR;
        pen.draw(new Mark.Box(left + from, i * (THICKNESS + GAP), to - from, THICKNESS, colour));
        int labelEnd = left - 8 - (look.scale == null ? 0 : CELL + 8);
        pen.text(labelEnd, textRow(i), label(i), TextStyle.LABEL.ending());
    }

    private void cells(Drawing.Pen pen, int x, Scale scale) {
        Image strip = new HeatMap("", values.length, 1, values).image(scale);
        int pitch = THICKNESS + GAP;
        pen.draw(new Mark.Picture(x, -GAP / 2, CELL, pitch, strip));
        pen.frame(x, -GAP / 2, CELL, values.length * pitch);
    }

    private static int textRow(int i) {
        return i * (THICKNESS + GAP) + (THICKNESS - TextSize.SMALL.height()) / 2;
    }

    private String label(int i) {
        return TextSize.SMALL.shortened(labels.get(i), WIDEST_LABEL);
    }

    private String number(int i) {
        return Numbers.text(values[i], DIGITS);
    }

    private int place(double value) {
        double inside = Double.isNaN(value) ? 0 : StrictMath.clamp(value, look.low, look.high);
        return (int) StrictMath.floor((inside - look.low) / (look.high - look.low) * LENGTH + 0.5);
    }
}
