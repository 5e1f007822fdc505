package dev.fovea.insight.picture;

import dev.fovea.image.Image;

import java.util.List;

/// Draws a scale of colours with its numbers.
public final class ScaleBar {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 12;
    private static final int TICK = 4;

    private ScaleBar() {}

    /// The scale with the numbers at its ends and between them.
    ///
    /// @param scale the scale
    /// @return about 300 x 30 pixels
    public static Drawing of(Scale scale) {
        List<String> numbers = scale.ticks().stream().map(tick -> Numbers.text(tick, 3)).toList();
        return bar(scale, numbers);
    }

    /// The scale of maps that each have a range of their own.
    ///
    /// @param scale any of their scales
    /// @return the scale with words at its ends
    public static Drawing ofOwnRanges(Scale scale) {
        return bar(
                scale,
                scale.map().diverges() ? List.of("−largest", "0", "largest of each") : List.of("0", "largest of each"));
    }

    private static Drawing bar(Scale scale, List<String> numbers) {
        int margin = 24;
        Drawing.Pen pen = new Drawing.Pen();
        byte[] pixels = new byte[3 * WIDTH];
        for (int x = 0; x < WIDTH; x++) {
            Colour colour = scale.map().at(x / (WIDTH - 1.0));
            pixels[x] = (byte) colour.red();
            pixels[WIDTH + x] = (byte) colour.green();
            pixels[2 * WIDTH + x] = (byte) colour.blue();
        }
        byte[] rows = new byte[3 * WIDTH * HEIGHT];
        for (int row = 0; row < 3 * HEIGHT; row++) {
            System.arraycopy(pixels, row / HEIGHT * WIDTH, rows, row * WIDTH, WIDTH);
        }
        pen.draw(new Mark.Picture(margin, 1, 1, Image.of(3, HEIGHT, WIDTH, rows)));
        pen.frame(margin, 1, WIDTH, HEIGHT);
        for (int i = 0; i < numbers.size(); i++) {
            int x = margin + i * (WIDTH - 1) / (numbers.size() - 1);
            pen.draw(new Mark.Box(x, HEIGHT + 2, 1, TICK, Colour.FAINT));
            pen.text(x, HEIGHT + 2 + TICK, numbers.get(i), TextStyle.NOTE.centred());
        }
        return pen.drawing(WIDTH + 2 * margin + 32, HEIGHT + 2 + TICK + TextSize.SMALL.height());
    }
}
