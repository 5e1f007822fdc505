package dev.fovea.image;

import dev.fovea.random.NormalTable;
import dev.fovea.random.Stream;

/// A smooth random displacement of every pixel: a uniform cubic B-spline over a grid of random points, in integers.
///
/// With control points `c_0 ... c_n` at a distance of `g` pixels, pixel `x = g i + k` is displaced by the sum over `j =
/// 0 ... 3` of `b_j(k / g) c_{i+j}`, in both axes; the weights `b_j` are rounded to 1/4096, displacements to 1/256
/// pixel after each axis.
final class Bend {
    private static final int BITS = 12;
    private static final int HALF = 1 << (BITS - 1);
    private static final int TAPS = 4;

    private final boolean bends;
    private final int grid;
    private final int deviation;
    private final Stream random;
    private final int height;
    private final int width;
    private final int pointRows;
    private final int pointColumns;

    /// The weights of pixel `k` of a cell, four for each.
    private final int[] weights;

    /// Points across and down, then rows of points at every column.
    private final int[][] points;

    private final int[][] acrossRows;
    private final int[][] downRows;
    private final int[] across;
    private final int[] down;

    Bend(Warp warp, Stream random, int height, int width) {
        this.bends = warp.elastic() > 0;
        this.grid = warp.elasticGrid();
        this.deviation = (int) StrictMath.rint(warp.elastic() * 256);
        this.random = random;
        this.height = height;
        this.width = width;
        this.pointRows = bends ? (height - 1) / grid + TAPS : 0;
        this.pointColumns = bends ? (width - 1) / grid + TAPS : 0;
        this.weights = weights(grid);
        this.points = new int[2][pointColumns];
        this.acrossRows = new int[pointRows][width];
        this.downRows = new int[pointRows][width];
        this.across = new int[width];
        this.down = new int[width];
    }

    private static int[] weights(int grid) {
        int[] weights = new int[TAPS * grid];
        for (int k = 0; k < grid; k++) {
            double t = (double) k / grid;
            double u = 1 - t;
            weights[TAPS * k] = fixed(u * u * u / 6);
            weights[TAPS * k + 1] = fixed((3 * t * t * t - 6 * t * t + 4) / 6);
            weights[TAPS * k + 2] = fixed((3 * u * u * u - 6 * u * u + 4) / 6);
            weights[TAPS * k + 3] = fixed(t * t * t / 6);
        }
        return weights;
    }

    private static int fixed(double weight) {
        return (int) StrictMath.rint(weight * (1 << BITS));
    }

    /// Draws the grid of a sample.
    void draw(int epoch, int sample) {
        if (!bends) {
            return;
        }
        random.reset(epoch, sample);
        for (int row = 0; row < pointRows; row++) {
            for (int column = 0; column < pointColumns; column++) {
                int word = random.nextWord();
                points[0][column] = (int) StrictMath.rint(deviation * (double) NormalTable.normal(word));
                points[1][column] = (int) StrictMath.rint(deviation * (double) NormalTable.normal(word >>> 16));
            }
            along(points[0], acrossRows[row]);
            along(points[1], downRows[row]);
        }
    }

    private void along(int[] row, int[] target) {
        for (int x = 0; x < width; x++) {
            int cell = x / grid;
            int at = TAPS * (x - cell * grid);
            int sum = HALF;
            for (int j = 0; j < TAPS; j++) {
                sum += weights[at + j] * row[cell + j];
            }
            target[x] = sum >> BITS;
        }
    }

    /// Displacements across of a row's pixels, in 1/65536 pixel; good until the next call.
    int[] across(int row) {
        return bends ? between(acrossRows, row, across) : across;
    }

    /// Displacements down, likewise.
    int[] down(int row) {
        return bends ? between(downRows, row, down) : down;
    }

    private int[] between(int[][] rows, int row, int[] target) {
        int cell = row / grid;
        int at = TAPS * (row - cell * grid);
        int[] first = rows[cell];
        int[] second = rows[cell + 1];
        int[] third = rows[cell + 2];
        int[] fourth = rows[cell + 3];
        for (int x = 0; x < width; x++) {
            int sum =
                    weights[at] * first[x]
                            + weights[at + 1] * second[x]
                            + weights[at + 2] * third[x]
                            + weights[at + 3] * fourth[x];
            target[x] = ((sum + HALF) >> BITS) << 8;
        }
        return target;
    }

    @Override
    public String toString() {
        return "Bend[" + height + " x " + width + "]";
    }
}
