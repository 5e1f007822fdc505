package dev.fovea.insight.inspect;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where some numbers lie.
///
/// @param count how many there are
/// @param minimum the least; NaN if one of them is NaN
/// @param maximum the largest; NaN if one of them is NaN
/// @param mean their sum over their count
/// @param deviation `sqrt(sum (x - mean)^2 / (count - 1))`, the standard deviation of a sample, as `std` of Julia and
///   `sd` of R; NaN of a single number
public record Spread(int count, float minimum, float maximum, double mean, double deviation) {
    /// The spread of numbers.
    ///
    /// @param values at least one
    /// @return their spread, summed in their order
    /// @throws IllegalArgumentException without a number
    public static Spread of(float[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("taking minimum, maximum and mean: there is no number; expected some");
        }
        float minimum = values[0];
        float maximum = values[0];
        double sum = 0;
        for (float value : values) {
            minimum = value < minimum || Float.isNaN(value) ? value : minimum;
            maximum = value > maximum || Float.isNaN(value) ? value : maximum;
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = StrictMath.sqrt(squares / (values.length - 1));
        return new Spread(values.length, minimum, maximum, mean, deviation);
    }

    /// {@return the figures under their names; null for what is not finite}
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("count", count);
        plain.put("minimum", Float.isFinite(minimum) ? minimum : null);
        plain.put("maximum", Float.isFinite(maximum) ? maximum : null);
        plain.put("mean", finite(mean));
        plain.put("deviation", finite(deviation));
        return plain;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
