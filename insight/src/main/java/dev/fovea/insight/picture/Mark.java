package dev.fovea.insight.picture;

import dev.fovea.image.Image;

import java.util.List;

/// Something drawn: places are in pixels from the top left.
public sealed interface Mark {
    /// {@return this further to the right and further down}
    Mark moved(int right, int down);

    /// A filled rectangle.
    ///
    /// @param x its left side
    /// @param y its upper side
    /// @param width its width
    /// @param height its height
    /// @param colour its colour
    record Box(int x, int y, int width, int height, Colour colour) implements Mark {
        @Override
        public Box moved(int right, int down) {
            return new Box(x + right, y + down, width, height, colour);
        }
    }

    /// A line of text.
    ///
    /// @param x where it begins, has its middle or ends, as its style says
    /// @param y its upper side; it is [TextSize#height] high
    /// @param text what it says
    /// @param style how it looks
    record Text(int x, int y, String text, TextStyle style) implements Mark {
        @Override
        public Text moved(int right, int down) {
            return new Text(x + right, y + down, text, style);
        }
    }

    /// A point of a path.
    ///
    /// @param x from the left
    /// @param y from the top
    record Point(double x, double y) {}

    /// Straight lines through points.
    ///
    /// @param points the points
    /// @param width of the line in pixels
    /// @param colour its colour
    /// @param dashed whether it is broken
    record Path(List<Point> points, double width, Colour colour, boolean dashed) implements Mark {
        /// Copies the list.
        public Path {
            points = List.copyOf(points);
        }

        @Override
        public Path moved(int right, int down) {
            List<Point> moved = points.stream().map(point -> new Point(point.x + right, point.y + down)).toList();
            return new Path(moved, width, colour, dashed);
        }
    }

    /// A filled circle.
    ///
    /// @param centre its middle
    /// @param radius its radius
    /// @param colour its colour
    record Dot(Point centre, double radius, Colour colour) implements Mark {
        @Override
        public Dot moved(int right, int down) {
            return new Dot(new Point(centre.x + right, centre.y + down), radius, colour);
        }
    }

    /// An image whose pixels become rectangles.
    ///
    /// @param x its left side
    /// @param y its upper side
    /// @param across the width of a pixel
    /// @param down the height of a pixel
    /// @param image grey, coloured, or with opacity, which is laid over white
    record Picture(int x, int y, int across, int down, Image image) implements Mark {
        /// An image whose pixels become squares.
        ///
        /// @param x its left side
        /// @param y its upper side
        /// @param factor the side of a pixel
        /// @param image grey, coloured, or with opacity, which is laid over white
        public Picture(int x, int y, int factor, Image image) {
            this(x, y, factor, factor, image);
        }

        @Override
        public Picture moved(int byRight, int byDown) {
            return new Picture(x + byRight, y + byDown, across, down, image);
        }
    }
}
