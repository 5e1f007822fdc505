package dev.fovea.data;

import dev.fovea.data.DigitStyles.Stroke;
import dev.fovea.data.DigitStyles.Style;
import dev.fovea.random.Stream;

import java.util.Arrays;
import java.util.List;

/// Writes one digit after another: chooses a style, moves its points, bends and slants it, and draws it with a round
/// pen.
///
/// Everything is double arithmetic with [StrictMath], so the same random numbers give the same bytes on every machine.
/// A pen has buffers and belongs to one thread.
final class DigitPen {
    /// The softest edge of a line in pixels, so that large pictures are sharp.
    private static final double SOFTEST = 2;

    private static final int MAXIMUM_POINTS = 256;

    private final double[] x = new double[MAXIMUM_POINTS];
    private final double[] y = new double[MAXIMUM_POINTS];

    /// Whether a line leads to this point from the one before.
    private final boolean[] drawn = new boolean[MAXIMUM_POINTS];

    private final double[] jitteredX = new double[32];
    private final double[] jitteredY = new double[32];
    private final int canvasSize;

    /// Points of a curve between two given ones.
    private final int steps;

    private final double[] canvas;
    private int points;

    /// Makes a pen for square pictures.
    DigitPen(int canvasSize) {
        this.canvasSize = canvasSize;
        this.steps = canvasSize <= 56 ? 4 : 12;
        this.canvas = new double[canvasSize * canvasSize];
    }

    /// Draws a digit.
    ///
    /// @param digit 0 to 9
    /// @param random decides everything else
    /// @param pixels takes `canvasSize * canvasSize` bytes, ink 255 on ground 0
    /// @param offset where the first goes
    void draw(int digit, Stream random, byte[] pixels, int offset) {
        double unit = canvasSize / 28.0;
        trace(choose(DigitStyles.of(digit), random), random);
        bend(random);
        slant(random, digit);
        double radius = unit * penRadius(random);
        fit(20 * unit, radius);
        Arrays.fill(canvas, 0);
        double edge = Math.min(SOFTEST, unit * random.nextDouble(0.8, 1.5));
        double taper = random.nextDouble(0, 0.35);
        for (int i = 1; i < points; i++) {
            if (drawn[i]) {
                double thin = 1 - taper * StrictMath.abs(2.0 * i / points - 1);
                line(i - 1, i, radius * thin, 1 / edge);
            }
        }
        ink(random, pixels, offset);
    }

    private static double penRadius(Stream random) {
        double radius = 1.25 * StrictMath.exp(0.32 * random.nextNormal());
        return radius < 0.6 ? 0.6 : radius > 2.7 ? 2.7 : radius;
    }

    private static Style choose(List<Style> styles, Stream random) {
        int total = 0;
        for (Style style : styles) {
            total += style.weight();
        }
        int left = random.nextInt(total);
        for (Style style : styles) {
            left -= style.weight();
            if (left < 0) {
                return style;
            }
        }
        throw new AssertionError("the weights were just summed");
    }

    /// Lays smooth curves (Catmull-Rom splines) through the style's points, each moved a little.
    private void trace(Style style, Stream random) {
        points = 0;
        double jitter = random.nextDouble(0.015, 0.055);
        for (Stroke stroke : style.strokes()) {
            int count = stroke.x().length;
            for (int i = 0; i < count; i++) {
                jitteredX[i] = stroke.x()[i] + jitter * random.nextNormal();
                jitteredY[i] = stroke.y()[i] + jitter * random.nextNormal();
            }
            add(jitteredX[0], jitteredY[0], false);
            for (int i = 0; i < count - 1; i++) {
                int before = i == 0 || stroke.corner()[i] ? i : i - 1;
                int after = i + 2 == count || stroke.corner()[i + 1] ? i + 1 : i + 2;
                for (int step = 1; step <= steps; step++) {
                    double t = (double) step / steps;
                    add(spline(jitteredX, before, i, after, t), spline(jitteredY, before, i, after, t), true);
                }
            }
        }
    }

    private static double spline(double[] v, int before, int i, int after, double t) {
        double p0 = v[before];
        double p1 = v[i];
        double p2 = v[i + 1];
        double p3 = v[after];
        return p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)));
    }

    private void add(double newX, double newY, boolean line) {
        x[points] = newX;
        y[points] = newY;
        drawn[points++] = line;
    }

    /// Makes the upper and lower halves unequal and waves the whole a little.
    private void bend(Stream random) {
        double lower = 0.32 * random.nextNormal();
        double spread = 0.32 * random.nextNormal();
        double waveX = 0.035 * random.nextNormal();
        double waveY = 0.035 * random.nextNormal();
        double phaseX = random.nextDouble(0, 2 * Math.PI);
        double phaseY = random.nextDouble(0, 2 * Math.PI);
        for (int i = 0; i < points; i++) {
            double px = x[i];
            double py = y[i];
            double middle = py - 0.5;
            x[i] = 0.3 + (px - 0.3) * (1 + spread * middle) + waveX * StrictMath.sin(5 * py + phaseX);
            y[i] = py + lower * (0.25 - middle * middle) + waveY * StrictMath.sin(6 * px + phaseY);
        }
    }

    /// Widens, slants and turns.
    private void slant(Stream random, int digit) {
        double width = StrictMath.exp(0.1 + 0.29 * random.nextNormal());
        double slant = 0.15 + 0.27 * random.nextNormal();
        double turn = 0.09 * random.nextNormal();
        if (digit == 1) {
            slant *= 1.3;
        }
        double sine = StrictMath.sin(turn);
        double cosine = StrictMath.cos(turn);
        for (int i = 0; i < points; i++) {
            double px = x[i] * width - slant * y[i];
            double py = y[i];
            x[i] = cosine * px - sine * py;
            y[i] = sine * px + cosine * py;
        }
    }

    /// Scales the digit with its ink into a box of this size in the middle of the canvas, as MNIST did.
    private void fit(double box, double radius) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i < points; i++) {
            left = Math.min(left, x[i]);
            right = Math.max(right, x[i]);
            top = Math.min(top, y[i]);
            bottom = Math.max(bottom, y[i]);
        }
        double scale = (box - 2 * radius) / Math.max(right - left, bottom - top);
        for (int i = 0; i < points; i++) {
            x[i] = (x[i] - (left + right) / 2) * scale + canvasSize / 2.0;
            y[i] = (y[i] - (top + bottom) / 2) * scale + canvasSize / 2.0;
        }
    }

    /// Draws a line with round ends: a pixel's ink grows from 0 to 1 as its centre comes nearer to the line, over a
    /// soft edge around the pen's radius; where lines meet, the darker one counts.
    private void line(int from, int to, double radius, double hardness) {
        double ax = x[from];
        double ay = y[from];
        double dx = x[to] - ax;
        double dy = y[to] - ay;
        double inverse = 1 / (dx * dx + dy * dy + 1e-12);
        double reach = radius + 0.5 / hardness;
        int left = Math.max(0, (int) (Math.min(ax, x[to]) - reach));
        int right = Math.min(canvasSize - 1, (int) (Math.max(ax, x[to]) + reach));
        int top = Math.max(0, (int) (Math.min(ay, y[to]) - reach));
        int bottom = Math.min(canvasSize - 1, (int) (Math.max(ay, y[to]) + reach));
        for (int row = top; row <= bottom; row++) {
            double py = row + 0.5 - ay;
            for (int column = left; column <= right; column++) {
                double px = column + 0.5 - ax;
                double along = (px * dx + py * dy) * inverse;
                double t = along < 0 ? 0 : along > 1 ? 1 : along;
                double ex = px - t * dx;
                double ey = py - t * dy;
                double squared = ex * ex + ey * ey;
                if (squared < reach * reach) {
                    double value = (radius - Math.sqrt(squared)) * hardness + 0.5;
                    int at = row * canvasSize + column;
                    canvas[at] = value > canvas[at] ? value : canvas[at];
                }
            }
        }
    }

    /// Turns ink into bytes, uneven and noisy at its edges, with its centre of mass in the middle of the picture.
    private void ink(Stream random, byte[] pixels, int offset) {
        double mass = 0;
        double massX = 0;
        double massY = 0;
        for (int row = 0; row < canvasSize; row++) {
            for (int column = 0; column < canvasSize; column++) {
                double value = canvas[row * canvasSize + column];
                double amount = value > 1 ? 1 : value;
                mass += amount;
                massX += amount * column;
                massY += amount * row;
            }
        }
        double middle = (canvasSize - 1) / 2.0;
        int shiftX = (int) Math.ceil(middle - massX / mass);
        int shiftY = (int) Math.ceil(middle - massY / mass);
        double strength = 255 * random.nextDouble(1, 1.3);
        int noise = random.nextWord();
        for (int row = 0; row < canvasSize; row++) {
            for (int column = 0; column < canvasSize; column++) {
                int fromRow = row - shiftY;
                int fromColumn = column - shiftX;
                boolean inside = fromRow >= 0 && fromRow < canvasSize && fromColumn >= 0 && fromColumn < canvasSize;
                double value = inside ? canvas[fromRow * canvasSize + fromColumn] : 0;
                int level = 0;
                if (value > 0) {
                    noise = noise * 1664525 + 1013904223;
                    level = (int) ((value > 1 ? 1 : value) * strength + 40 * ((noise >>> 8) * 0x1p-24 - 0.5));
                }
                pixels[offset + row * canvasSize + column] = (byte) (level < 0 ? 0 : level > 255 ? 255 : level);
            }
        }
    }
}
