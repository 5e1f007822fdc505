package dev.fovea.insight.picture;

import java.util.List;

/// Which colour stands for which number.
///
/// @param map the colours
/// @param low the number of the first colour
/// @param high the number of the last colour
public record Scale(ColourMap map, double low, double high) {
    /// Checks the ends.
    ///
    /// @throws IllegalArgumentException if they are not finite numbers in order
    public Scale {
        if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException(
                    "making a scale of colours from "
                            + low
                            + " to "
                            + high
                            + ": expected two numbers, the lower first");
        }
    }

    /// Around zero.
    ///
    /// @param most the number of the last colour; the first stands for its negative
    /// @return a diverging scale
    public static Scale symmetric(double most) {
        return new Scale(ColourMap.DIVERGING, -most, most);
    }

    /// From zero.
    ///
    /// @param most the number of the last colour
    /// @return a sequential scale
    public static Scale upTo(double most) {
        return new Scale(ColourMap.SEQUENTIAL, 0, most);
    }

    /// The scale that suits numbers: around zero if some are negative, else from zero. Its end is their largest
    /// magnitude, rounded up to two digits; 1 if all are zero. Numbers that are not finite do not count.
    ///
    /// @param values numbers
    /// @return their scale
    public static Scale suiting(List<float[]> values) {
        double most = 0;
        boolean negative = false;
        for (float[] some : values) {
            for (float value : some) {
                if (Float.isFinite(value)) {
                    most = StrictMath.max(most, StrictMath.abs(value));
                    negative |= value < 0;
                }
            }
        }
        double end = most == 0 ? 1 : Numbers.roundedUp(most);
        return negative ? symmetric(end) : upTo(end);
    }

    /// The colour of a number.
    ///
    /// @param value a number
    /// @return its colour; that of the nearer end for what is outside, [ColourMap#NOT_A_NUMBER] for NaN
    public Colour colour(double value) {
        return map.at((value - low) / (high - low));
    }

    /// The numbers that are written at the scale.
    ///
    /// @return the ends and three between them
    public List<Double> ticks() {
        double middle = (low + high) / 2;
        return List.of(low, (low + middle) / 2, middle, (middle + high) / 2, high);
    }
}
