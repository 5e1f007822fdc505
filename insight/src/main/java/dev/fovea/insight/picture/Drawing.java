package dev.fovea.insight.picture;

import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;

import java.util.ArrayList;
import java.util.List;

/// Marks on a white ground, later ones over earlier ones.
///
/// @param width in pixels
/// @param height in pixels
/// @param marks what is drawn
public record Drawing(int width, int height, List<Mark> marks) {
    /// Copies the list.
    public Drawing {
        marks = List.copyOf(marks);
    }

    /// Draws marks one after the other.
    public static final class Pen {
        private final List<Mark> marks = new ArrayList<>();

        /// Draws a mark.
        ///
        /// @param mark a mark
        /// @return this pen
        public Pen draw(Mark mark) {
            marks.add(mark);
            return this;
        }

        /// Draws a line of text.
        ///
        /// @param x its place, as the style says
        /// @param y its upper side
        /// @param text what it says
        /// @param style how it looks
        /// @return this pen
        public Pen text(int x, int y, String text, TextStyle style) {
            return draw(new Mark.Text(x, y, text, style));
        }

        /// Draws the sides of a rectangle, one pixel wide, just outside of it.
        ///
        /// @param x the left side of what is framed
        /// @param y its upper side
        /// @param width its width
        /// @param height its height
        /// @return this pen
        public Pen frame(int x, int y, int width, int height) {
            draw(new Mark.Box(x - 1, y - 1, width + 2, 1, Colour.RULE));
            draw(new Mark.Box(x - 1, y + height, width + 2, 1, Colour.RULE));
            draw(new Mark.Box(x - 1, y, 1, height, Colour.RULE));
            return draw(new Mark.Box(x + width, y, 1, height, Colour.RULE));
        }

        /// Copies a drawing.
        ///
        /// @param x where its left side goes
        /// @param y where its upper side goes
        /// @param drawing what is copied
        /// @return this pen
        public Pen copy(int x, int y, Drawing drawing) {
            drawing.marks.forEach(mark -> draw(mark.moved(x, y)));
            return this;
        }

        /// What was drawn.
        ///
        /// @param width in pixels; what lies outside is cut off
        /// @param height in pixels
        /// @return the drawing
        public Drawing drawing(int width, int height) {
            return new Drawing(width, height, marks);
        }
    }

    /// A line of text.
    ///
    /// @param text what it says
    /// @param style how it looks
    /// @return a drawing of the size of the text
    public static Drawing text(String text, TextStyle style) {
        TextStyle start = new TextStyle(style.size(), TextStyle.Anchor.START, style.colour());
        return new Pen().text(0, 0, text, start).drawing(style.size().width(text), style.size().height());
    }

    /// Puts drawings one below the other, their left sides in a line.
    ///
    /// @param gap pixels between them
    /// @param drawings from the top
    /// @return one drawing
    public static Drawing below(int gap, List<Drawing> drawings) {
        Pen pen = new Pen();
        int width = 0;
        int y = 0;
        for (Drawing drawing : drawings) {
            pen.copy(0, y, drawing);
            y += drawing.height + gap;
            width = StrictMath.max(width, drawing.width);
        }
        return pen.drawing(width, StrictMath.max(0, y - gap));
    }

    /// Puts drawings side by side, their upper sides in a line.
    ///
    /// @param gap pixels between them
    /// @param drawings from the left
    /// @return one drawing
    public static Drawing beside(int gap, List<Drawing> drawings) {
        Pen pen = new Pen();
        int height = 0;
        int x = 0;
        for (Drawing drawing : drawings) {
            pen.copy(x, 0, drawing);
            x += drawing.width + gap;
            height = StrictMath.max(height, drawing.height);
        }
        return pen.drawing(StrictMath.max(0, x - gap), height);
    }

    /// {@return this with a margin on all sides}
    ///
    /// @param pixels its width
    public Drawing withMargin(int pixels) {
        return new Pen().copy(pixels, pixels, this).drawing(width + 2 * pixels, height + 2 * pixels);
    }

    /// {@return the pixels, in red, green and blue}
    public Image toImage() {
        Canvas canvas = new Canvas(width, height);
        marks.forEach(canvas::draw);
        return canvas.image();
    }

    /// {@return the contents of a PNG file}
    public byte[] toPng() {
        return ImageFiles.encodePng(toImage());
    }

    /// {@return the contents of an SVG file, which needs nothing else}
    public String toSvg() {
        return SvgText.of(this);
    }
}
