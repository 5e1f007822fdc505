package dev.fovea.insight.explain;

import dev.fovea.random.Permutation;
import dev.fovea.random.Purpose;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Orders in which pixels are removed.
final class PixelOrder {
    private PixelOrder() {}

    /// A random order.
    ///
    /// @param pixels how many
    /// @param seed makes it
    /// @param number of the order
    static int[] random(int pixels, long seed, int number) {
        int[] order = new int[pixels];
        Permutation.fill(seed, Purpose.CHOOSE, number, order);
        return order;
    }

    /// The largest first; equals in a random order, or the image's upper part would go first.
    static int[] descending(double[] values, long seed) {
        int[] mixed = random(values.length, seed, 0);
        return IntStream.of(mixed)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// How far each pixel is from the baseline, the largest difference of its channels: what can be seen without any
    /// network.
    static double[] contrast(Question question) {
        int pixels = question.height() * question.width();
        double[] contrast = new double[pixels];
        for (int i = 0; i < question.input().length; i++) {
            double difference = (double) question.input()[i] - question.baseline()[i];
            contrast[i % pixels] = StrictMath.max(contrast[i % pixels], StrictMath.abs(difference));
        }
        return contrast;
    }
}
