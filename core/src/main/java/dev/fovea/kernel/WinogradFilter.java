package dev.fovea.kernel;

/// Winograd's minimal filtering F(m, r) on one axis: m outputs of a filter of r taps from m + r - 1 inputs, by as many
/// multiplications.
///
/// `y = A^T [(G g) * (B^T d)]`, with the points 0, ±p0, ±p1, ... and infinity, in this order. With `Π(x² - p²) = Σ m_j
/// x^2j` over all pairs, and `Σ q_j x^2j` the same product without one pair's own factor:
///
/// - `B^T` has the row `Σ_j m_j d[2j]` for 0, `Σ_j q_j d[2j+2] ± p Σ_j q_j d[2j+1]` for a pair, `Σ_j m_j d[2j+1]` for
///   infinity;
/// - `A` has the powers of the points as its rows, and picks the last output for infinity;
/// - `G` has the powers of the points times a scale: `1/m_0` for 0, `1/(2 p² Π(p² - q²))` for a pair, 1 for infinity.
///
/// All but the scales are short binary fractions, exact in float.
///
/// Sources: S. Winograd, *Arithmetic Complexity of Computations*, 1980, chapter IV; A. Lavin, S. Gray, *Fast Algorithms
/// for Convolutional Neural Networks*, 2016, section 4.
public final class WinogradFilter {
    private final int tile;
    private final int taps;
    private final double[] points;
    private final float[][] inputs;
    private final float[][] outputs;

    private WinogradFilter(int tile, int taps, double... points) {
        this.tile = tile;
        this.taps = taps;
        this.points = points;
        int rows = 2 * points.length + 2;
        inputs = new float[rows][rows];
        outputs = new float[rows][tile];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < rows; k++) {
                inputs[row][k] = inputElement(row, k);
            }
            for (int k = 0; k < tile; k++) {
                outputs[row][k] = outputElement(row, k);
            }
        }
    }

    /// The filter of a tile and a number of taps that [WinogradTiles#tile] names.
    ///
    /// The points are those with the smallest error in float among short fractions.
    ///
    /// @param tile outputs
    /// @param taps taps
    public static WinogradFilter of(int tile, int taps) {
        return switch (tile + taps - 1) {
            case 4 -> new WinogradFilter(tile, taps, 1);
            case 6 -> new WinogradFilter(tile, taps, 1.5, tile == 4 ? 0.625 : 0.75);
            default -> new WinogradFilter(tile, taps, 1, 0.5, 2);
        };
    }

    /// Outputs of a tile.
    public int tile() {
        return tile;
    }

    /// Taps of the filter.
    public int taps() {
        return taps;
    }

    /// Pairs of points.
    public int pairs() {
        return points.length;
    }

    /// The positive point of a pair.
    public float point(int pair) {
        return (float) points[pair];
    }

    /// The point of a pair to a power.
    public float power(int pair, int exponent) {
        return (float) power(points[pair], exponent);
    }

    private static double power(double base, int exponent) {
        double power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }

    /// `m_j`: a coefficient of the product over all pairs.
    public float all(int j) {
        return (float) product(-1)[j];
    }

    /// `q_j`: a coefficient of the product over all other pairs.
    public float others(int pair, int j) {
        return (float) product(pair)[j];
    }

    /// Coefficients of `Π(t - p²)` over the pairs but one.
    private double[] product(int without) {
        double[] product = new double[points.length + 1];
        product[0] = 1;
        int degree = 0;
        for (int pair = 0; pair < points.length; pair++) {
            if (pair != without) {
                degree++;
                for (int j = degree; j >= 0; j--) {
                    double shifted = j == 0 ? 0 : product[j - 1];
                    product[j] = shifted - points[pair] * points[pair] * product[j];
                }
            }
        }
        return product;
    }

    /// The scale of the row of `G` for the point 0.
    public float zeroScale() {
        return (float) (1 / product(-1)[0]);
    }

    /// The scale of the rows of `G` for a pair.
    public float scale(int pair) {
        double square = points[pair] * points[pair];
        double[] others = product(pair);
        double value = 0;
        for (int j = points.length - 1; j >= 0; j--) {
            value = value * square + others[j];
        }
        return (float) (1 / (2 * square * value));
    }

    /// An element of `B^T`.
    ///
    /// @param row which point, from 0
    /// @param k which input
    public float input(int row, int k) {
        return inputs[row][k];
    }

    private float inputElement(int row, int k) {
        int last = 2 * points.length + 1;
        if (row == 0 || row == last) {
            int j = k - (row == 0 ? 0 : 1);
            return j >= 0 && j % 2 == 0 ? all(j / 2) : 0;
        }
        int pair = (row - 1) / 2;
        if (k == 0 || k == last) {
            return 0;
        }
        float sign = row % 2 == 1 ? 1 : -1;
        return k % 2 == 0 ? others(pair, k / 2 - 1) : sign * point(pair) * others(pair, k / 2);
    }

    /// An element of `A`.
    ///
    /// @param row which point, from 0
    /// @param k which output
    public float output(int row, int k) {
        return outputs[row][k];
    }

    private float outputElement(int row, int k) {
        if (row == 0) {
            return k == 0 ? 1 : 0;
        }
        if (row == 2 * points.length + 1) {
            return k == tile - 1 ? 1 : 0;
        }
        return (row % 2 == 0 && k % 2 == 1 ? -1 : 1) * power((row - 1) / 2, k);
    }
}
