package dev.fovea.insight.picture;

import dev.fovea.image.Image;

import java.util.Arrays;

/// Turns marks into pixels, with soft edges where they are not in line with the pixels.
final class Canvas {
    /// Pixels of a dash, and of the gap behind it.
    private static final double DASH = 5;

    private final int width;
    private final int height;
    private final byte[] pixels;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new byte[3 * width * height];
        Arrays.fill(pixels, (byte) 255);
    }

    Image image() {
        return Image.of(3, height, width, pixels);
    }

    void draw(Mark mark) {
        switch (mark) {
            case Mark.Box box -> box(box);
            case Mark.Text text -> text(text);
            case Mark.Path path -> path(path);
            case Mark.Dot dot -> dot(dot);
            case Mark.Picture picture -> picture(picture);
        }
    }

    private void box(Mark.Box box) {
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                blend(x, y, box.colour(), 1);
            }
        }
    }

    private void text(Mark.Text text) {
        Letters letters = text.style().size().letters();
        int left = text.style().left(text.x(), text.text());
        for (int code : text.text().codePoints().toArray()) {
            Letters.Letter letter = letters.letter(code);
            int stride = letter.width() + 2;
            for (int i = 0; i < letter.coverage().length; i++) {
                double coverage = (letter.coverage()[i] & 0xFF) / 255.0;
                blend(left - 1 + i % stride, text.y() + i / stride, text.style().colour(), coverage);
            }
            left += letter.width();
        }
    }

    private void picture(Mark.Picture picture) {
        Image image = picture.image().toChannels(3);
        int across = picture.across();
        int down = picture.down();
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < image.width(); column++) {
                Colour colour =
                        new Colour(
                                image.value(0, row, column), image.value(1, row, column), image.value(2, row, column));
                box(new Mark.Box(picture.x() + column * across, picture.y() + row * down, across, down, colour));
            }
        }
    }

    private void dot(Mark.Dot dot) {
        Mark.Point centre = dot.centre();
        int reach = (int) StrictMath.ceil(dot.radius() + 1);
        for (int y = (int) centre.y() - reach; y <= centre.y() + reach; y++) {
            for (int x = (int) centre.x() - reach; x <= centre.x() + reach; x++) {
                double distance = length(x + 0.5 - centre.x(), y + 0.5 - centre.y());
                blend(x, y, dot.colour(), dot.radius() + 0.5 - distance);
            }
        }
    }

    /// The coverage of a pixel is that of the nearest part of the path, so that joints do not show.
    private void path(Mark.Path path) {
        double[] coverage = new double[width * height];
        double done = 0;
        for (int i = 1; i < path.points().size(); i++) {
            Mark.Point from = path.points().get(i - 1);
            Mark.Point to = path.points().get(i);
            segment(coverage, path, from, to, done);
            done += length(to.x() - from.x(), to.y() - from.y());
        }
        for (int i = 0; i < coverage.length; i++) {
            blend(i % width, i / width, path.colour(), coverage[i]);
        }
    }

    private void segment(double[] coverage, Mark.Path path, Mark.Point from, Mark.Point to, double done) {
        double right = to.x() - from.x();
        double down = to.y() - from.y();
        double length = length(right, down);
        int reach = (int) StrictMath.ceil(path.width() / 2 + 1);
        int top = StrictMath.max(0, (int) StrictMath.min(from.y(), to.y()) - reach);
        int bottom = StrictMath.min(height - 1, (int) StrictMath.max(from.y(), to.y()) + reach);
        int left = StrictMath.max(0, (int) StrictMath.min(from.x(), to.x()) - reach);
        int end = StrictMath.min(width - 1, (int) StrictMath.max(from.x(), to.x()) + reach);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= end; x++) {
                double fromX = x + 0.5 - from.x();
                double fromY = y + 0.5 - from.y();
                double along = length == 0 ? 0 : StrictMath.clamp((fromX * right + fromY * down) / length, 0.0, length);
                double share = length == 0 ? 0 : along / length;
                double distance = length(fromX - share * right, fromY - share * down);
                boolean gap = path.dashed() && (done + along) % (2 * DASH) >= DASH;
                double covered = gap ? 0 : StrictMath.min(1, path.width() / 2 + 0.5 - distance);
                int place = y * width + x;
                coverage[place] = StrictMath.max(coverage[place], covered);
            }
        }
    }

    private static double length(double x, double y) {
        return StrictMath.sqrt(x * x + y * y);
    }

    private void blend(int x, int y, Colour colour, double opacity) {
        if (x < 0 || y < 0 || x >= width || y >= height || opacity <= 0) {
            return;
        }
        int at = y * width + x;
        int area = width * height;
        Colour mixed = colour;
        if (opacity < 1) {
            Colour ground = new Colour(pixels[at] & 0xFF, pixels[at + area] & 0xFF, pixels[at + 2 * area] & 0xFF);
            mixed = colour.over(ground, opacity);
        }
        pixels[at] = (byte) mixed.red();
        pixels[at + area] = (byte) mixed.green();
        pixels[at + 2 * area] = (byte) mixed.blue();
    }
}
