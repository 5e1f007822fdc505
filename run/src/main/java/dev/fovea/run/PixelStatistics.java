package dev.fovea.run;

import dev.fovea.data.Dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/// Least and largest value, mean and variance of all pixels of a set. They are computed from the exact counts of the
/// 256 values, so the order of the samples does not matter.
///
/// @param least the smallest value
/// @param most the largest value
/// @param mean the mean
/// @param variance the mean squared distance from it (over the number of pixels)
public record PixelStatistics(double least, double most, double mean, double variance) {
    /// Counts each of the 256 values.
    ///
    /// @param data the samples
    /// @return by value
    public static long[] counts(Dataset data) {
        long[] counts = new long[256];
        byte[] pixels = new byte[data.imageSize().bytes()];
        for (int i = 0; i < data.size(); i++) {
            data.copyPixels(i, pixels, 0);
            for (byte pixel : pixels) {
                counts[pixel & 0xFF]++;
            }
        }
        return counts;
    }

    /// Computes the figures.
    ///
    /// @param counts of each of the 256 values; at least one is not 0
    /// @param value what each counts as, such as itself or what a network gets for it
    /// @return the figures
    public static PixelStatistics of(long[] counts, IntToDoubleFunction value) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        long all = 0;
        for (int pixel = 0; pixel < counts.length; pixel++) {
            if (counts[pixel] > 0) {
                double x = value.applyAsDouble(pixel);
                least = x < least ? x : least;
                most = x > most ? x : most;
                sum += counts[pixel] * x;
                all += counts[pixel];
            }
        }
        double mean = sum / all;
        double squares = 0;
        for (int pixel = 0; pixel < counts.length; pixel++) {
            double distance = value.applyAsDouble(pixel) - mean;
            squares += counts[pixel] * distance * distance;
        }
        return new PixelStatistics(least, most, mean, squares / all);
    }

    /// The square root of the variance.
    ///
    /// @return at least 0
    public double deviation() {
        return StrictMath.sqrt(variance);
    }

    /// The figures by name.
    ///
    /// @return in order
    public Map<String, Object> toPlain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("minimum", least);
        plain.put("maximum", most);
        plain.put("mean", mean);
        plain.put("variance", variance);
        plain.put("deviation", deviation());
        return plain;
    }
}
