package dev.fovea.insight.picture;

import java.util.List;

/// Numbers as horizontal bars from zero, each with its label and its number.
///
/// @param title stands above; empty for none
/// @param labels one for each number
/// @param values the numbers; not copied
/// @param highlighted the bar that stands out; -1 for none
/// @param low the number at the left end, at most 0
/// @param high the number at the right end
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record Bars(String title, List<String> labels, float[] values, int highlighted, double low, double high) {
    private static final int LENGTH = 420;
    private static final int WIDEST_LABEL = 200;
    private static final int THICKNESS = 14;
    private static final int GAP = 4;
    private static final int DIGITS = 4;
    private static final Colour BAR = new Colour(0x8f, 0xb3, 0xda);
    private static final Colour STRONG = new Colour(0x1f, 0x5f, 0xa8);

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
        return new Bars(title, labels, values, -1, low, low == high ? 1 : high);
    }

    /// {@return this with a bar that stands out}
    ///
    /// @param index its number, from 0
    public Bars withHighlighted(int index) {
        return new Bars(title, labels, values, index, low, high);
    }

    /// {@return this with other ends}
    ///
    /// @param left at most 0
    /// @param right the number at the right end
    public Bars withRange(double left, double right) {
        return new Bars(title, labels, values, highlighted, left, right);
    }

    /// {@return the bars with their title}
    public Drawing drawing() {
        return Figure.of(title, body(), null);
    }

    /// {@return the bars alone, with labels and numbers}
    public Drawing body() {
        int labelWidth = 0;
        int numberWidth = 0;
        for (int i = 0; i < values.length; i++) {
            labelWidth = StrictMath.max(labelWidth, TextSize.SMALL.width(label(i)));
            numberWidth = StrictMath.max(numberWidth, TextSize.SMALL.width(number(i)));
        }
        int left = labelWidth + 8;
        Drawing.Pen pen = new Drawing.Pen();
        for (int i = 0; i < values.length; i++) {
            bar(pen, i, left);
        }
        int height = values.length * (THICKNESS + GAP) - GAP;
        pen.draw(new Mark.Box(left + place(0), 0, 1, height, Colour.FAINT));
        for (int i = 0; i < values.length; i++) {
            int x = left + StrictMath.max(place(values[i]), place(0)) + 6;
            boolean strong = i == highlighted;
            TextStyle style = strong ? TextStyle.LABEL : TextStyle.NOTE;
            pen.text(x, textRow(i), number(i), style);
        }
        return pen.drawing(left + LENGTH + 8 + numberWidth, height);
    }

    private void bar(Drawing.Pen pen, int i, int left) {
        int from = StrictMath.min(place(0), place(values[i]));
        int to = StrictMath.max(place(0), place(values[i]));
        Colour colour = i == highlighted ? STRONG : BAR;
        pen.draw(new Mark.Box(left + from, i * (THICKNESS + GAP), to - from, THICKNESS, colour));
        pen.text(left - 8, textRow(i), label(i), TextStyle.LABEL.ending());
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
        double inside = Double.isNaN(value) ? 0 : StrictMath.clamp(value, low, high);
        return (int) StrictMath.floor((inside - low) / (high - low) * LENGTH + 0.5);
    }
}
