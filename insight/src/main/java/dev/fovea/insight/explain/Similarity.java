package dev.fovea.insight.explain;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// How alike two maps of one image are.
///
/// @param correlation the rank correlation of the magnitudes, -1 to 1, over the pixels that the method can say
///   something about: others, such as the black ground of a digit for integrated gradients, would count as agreement.
///   Null where one of the maps is flat there
/// @param signed the rank correlation of the values with their signs over the same pixels; the same for maps without
///   signs
/// @param structure the structural similarity of the magnitudes in the whole image, each map over its peak, -1 to 1;
///   null where one has no peak
public record Similarity(@Nullable Double correlation, @Nullable Double signed, @Nullable Double structure) {
    /// Sides of the windows of structural similarity.
    private static final int WINDOW = 7;

    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    /// Compares two maps.
    ///
    /// @param first a map
    /// @param second another of the same image
    /// @param spoken the pixels whose ranks count
    /// @return how alike they are
    public static Similarity of(AttributionMap first, AttributionMap second, boolean[] spoken) {
        return new Similarity(
                rankCorrelation(of(first.magnitudes(), spoken), of(second.magnitudes(), spoken)),
                rankCorrelation(of(first.values(), spoken), of(second.values(), spoken)),
                structure(first, second));
    }

    private static double[] of(double[] values, boolean[] spoken) {
        return IntStream.range(0, values.length).filter(i -> spoken[i]).mapToDouble(i -> values[i]).toArray();
    }

    /// Spearman's rank correlation: that of the ranks, equals sharing the mean of theirs. Source: C. Spearman, *The
    /// Proof and Measurement of Association between Two Things*, 1904.
    ///
    /// @param a numbers
    /// @param b as many numbers
    /// @return -1 to 1, or null where all numbers of one are equal
    public static @Nullable Double rankCorrelation(double[] a, double[] b) {
        double[] ranksA = ranks(a);
        double[] ranksB = ranks(b);
        double middle = (a.length - 1) / 2.0;
        double together = 0;
        double alone = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            double x = ranksA[i] - middle;
            double y = ranksB[i] - middle;
            together += x * y;
            alone += x * x;
            other += y * y;
        }
        return alone == 0 || other == 0 ? null : together / StrictMath.sqrt(alone * other);
    }

    private static double[] ranks(double[] values) {
        int[] order =
                IntStream.range(0, values.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> values[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks[order[i]] = (from + to) / 2.0;
            }
            from = to + 1;
        }
        return ranks;
    }

    /// The mean over all windows of `(2 ma mb + c1) (2 sab + c2) / ((ma^2 + mb^2 + c1) (saa + sbb + c2))`. Source: Z.
    /// Wang et al., *Image Quality Assessment: From Error Visibility to Structural Similarity*, 2004, eq. 13, with even
    /// windows of 7 x 7, as J. Adebayo et al. take it.
    private static @Nullable Double structure(AttributionMap first, AttributionMap second) {
        double peakA = first.peak();
        double peakB = second.peak();
        if (peakA == 0 || peakB == 0) {
            return null;
        }
        double[] a = Arrays.stream(first.magnitudes()).map(value -> value / peakA).toArray();
        double[] b = Arrays.stream(second.magnitudes()).map(value -> value / peakB).toArray();
        int side = Math.min(WINDOW, Math.min(first.height(), first.width()));
        double sum = 0;
        int count = 0;
        for (int top = 0; top + side <= first.height(); top++) {
            for (int left = 0; left + side <= first.width(); left++) {
                sum += ofWindow(a, b, top * first.width() + left, side, first.width());
                count++;
            }
        }
        return sum / count;
    }

    private static double ofWindow(double[] a, double[] b, int corner, int side, int width) {
        double sumA = 0;
        double sumB = 0;
        double squaresA = 0;
        double squaresB = 0;
        double products = 0;
        for (int row = 0; row < side; row++) {
            for (int i = corner + row * width; i < corner + row * width + side; i++) {
                sumA += a[i];
                sumB += b[i];
                squaresA += a[i] * a[i];
                squaresB += b[i] * b[i];
                products += a[i] * b[i];
            }
        }
        int pixels = side * side;
        double meanA = sumA / pixels;
        double meanB = sumB / pixels;
        double varianceA = squaresA / pixels - meanA * meanA;
        double varianceB = squaresB / pixels - meanB * meanB;
        double covariance = products / pixels - meanA * meanB;
        return (2 * meanA * meanB + C1)
                * (2 * covariance + C2)
                / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
    }
}
