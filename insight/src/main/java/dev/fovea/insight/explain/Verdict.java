package dev.fovea.insight.explain;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// What a map is worth, in words.
///
/// @param weights whether it depends on the weights
/// @param pixels whether its pixels matter to the network
/// @param text both in a sentence, with their figures
public record Verdict(Weights weights, Pixels pixels, String text) {
    /// A mean rank correlation with maps of randomised networks that is below this is called independence, above
    /// [#DEPENDENT] dependence on the image alone.
    static final double INDEPENDENT = 0.35;

    static final double DEPENDENT = 0.65;

    /// A probability of the whole image from which its fall can be seen.
    private static final double LEAST = 0.1;

    /// Whether a map depends on the weights.
    public enum Weights {
        /// It does: randomised weights give another map.
        DEPENDS,
        /// It does in part.
        PARTLY,
        /// It does not: randomised weights give nearly the same map.
        HARDLY,
        /// There is nothing to compare: a map is flat.
        UNKNOWN
    }

    /// Whether the pixels that a map marks matter.
    public enum Pixels {
        /// Removing them lowers the probability sooner than any of the random orders.
        MATTER,
        /// Some random orders do as well.
        NO_BETTER,
        /// All random orders do better.
        WORSE,
        /// The probability says nothing: it is low from the beginning, or high without any pixel.
        UNKNOWN
    }

    /// Judges a map.
    ///
    /// @param map the map
    /// @param weights its check
    /// @param pixels its check
    /// @return the verdict
    public static Verdict of(AttributionMap map, WeightCheck weights, PixelCheck pixels) {
        if (map.isFlat()) {
            return new Verdict(Weights.UNKNOWN, Pixels.UNKNOWN, "the map is the same everywhere: it explains nothing");
        }
        Double correlation = weights.correlation();
        Double signed = map.hasSigns() ? weights.signedCorrelation() : null;
        Weights dependence = judged(correlation, signed);
        Pixels importance = judged(pixels);
        boolean depends = dependence == Weights.DEPENDS || (dependence == Weights.PARTLY && changesSigns(signed));
        boolean agree = depends == (importance == Pixels.MATTER);
        String text =
                words(dependence, correlation, signed) + (agree ? ", and " : ", but ") + words(importance, pixels);
        return new Verdict(dependence, importance, text);
    }

    private static Weights judged(@Nullable Double correlation, @Nullable Double signed) {
        if (correlation == null) {
            return Weights.UNKNOWN;
        }
        return correlation < INDEPENDENT
                ? Weights.DEPENDS
                : correlation < DEPENDENT || changesSigns(signed) ? Weights.PARTLY : Weights.HARDLY;
    }

    private static boolean changesSigns(@Nullable Double signed) {
        return signed != null && StrictMath.abs(signed) < INDEPENDENT;
    }

    private static Pixels judged(PixelCheck check) {
        if (check.whole() < LEAST || check.empty() > check.whole() / 2) {
            return Pixels.UNKNOWN;
        }
        int asGood = check.randomOrdersAsGood();
        return asGood == 0
                ? Pixels.MATTER
                : asGood < check.others().deletions().size() ? Pixels.NO_BETTER : Pixels.WORSE;
    }

    private static String words(Weights weights, @Nullable Double correlation, @Nullable Double signed) {
        String figure = correlation == null ? "" : figure(correlation);
        return switch (weights) {
            case DEPENDS -> "the map depends on the weights (correlation " + figure + " with randomised ones)";
            case PARTLY ->
                    signed != null && changesSigns(signed)
                            ? "the map depends on the weights in its signs, less in its sizes (correlation "
                                    + figure(signed)
                                    + " and "
                                    + figure
                                    + " with randomised ones)"
                            : "the map depends on the weights in part only (correlation "
                                    + figure
                                    + " with randomised ones)";
            case HARDLY ->
                    "the map hardly depends on the weights (correlation "
                            + figure
                            + " with randomised ones: little of it was learnt)";
            case UNKNOWN -> "whether the map depends on the weights cannot be said (randomised ones give flat maps)";
        };
    }

    private static String words(Pixels pixels, PixelCheck check) {
        double area = check.deletion().area();
        String areas = "(deletion " + figure(area) + ", random " + figure(check.others().deletion().area()) + ")";
        return switch (pixels) {
            case MATTER -> {
                double contrast = check.others().contrastDeletion().area();
                yield "its pixels matter "
                        + areas
                        + (contrast >= area
                                ? ""
                                : "; yet removing what differs most from the baseline does better ("
                                        + figure(contrast)
                                        + ")");
            }
            case NO_BETTER -> "its pixels matter no more than others " + areas;
            case WORSE -> "its pixels matter less than others " + areas;
            case UNKNOWN ->
                    check.whole() < LEAST
                            ? "deletion says nothing: the class has a probability of " + figure(check.whole()) + " only"
                            : "deletion says nothing: without any pixel the class has a probability of "
                                    + figure(check.empty());
        };
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.2f", value + 0.0);
    }
}
