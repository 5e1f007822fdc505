package dev.fovea.run;

import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.image.Image;
import dev.fovea.image.Polarity;
import dev.fovea.image.Resize;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Sees whether digits have their rows and columns exchanged, as EMNIST's files have: the mean images of the classes
/// `0` to `9`, and these with rows and columns exchanged, are correlated with those of digits that the program draws.
final class Transposition {
    private static final int SIDE = Digits.IMAGE_SIZE;
    private static final int DRAWN = 2000;

    /// So many samples of a class make its mean.
    private static final int SAMPLES = 200;

    /// How much better the exchanged images have to fit.
    private static final double MARGIN = .1;

    private Transposition() {}

    static Optional<Finding> check(Dataset data, String part) {
        List<String> names = data.classNames();
        if (data.channels() != 1 || data.height() != data.width() || names.indexOf("1") < 0 || data.height() < 8) {
            return Optional.empty();
        }
        double[][] drawn = means(Digits.draw(1, DRAWN, 1).train());
        double[][] stored = means(data);
        double upright = 0;
        double exchanged = 0;
        int classes = 0;
        for (int digit = 0; digit < 10; digit++) {
            int label = names.indexOf(Integer.toString(digit));
            if (label >= 0 && data.countsPerClass()[label] > 0) {
                upright += correlation(drawn[digit], stored[label]);
                exchanged += correlation(drawn[digit], transposed(stored[label]));
                classes++;
            }
        }
        if (classes < 2 || exchanged / classes < upright / classes + MARGIN) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        Finding.Kind.TRANSPOSED,
                        part,
                        data.size(),
                        String.format(
                                Locale.ROOT,
                                "digits look more like digits with rows and columns exchanged (correlation %.2f, as they"
                                        + " are %.2f), as EMNIST's files have them; turn them with --set transposed=true",
                                exchanged / classes,
                                upright / classes),
                        List.of()));
    }

    /// The mean of the first samples of each class, light on dark, in 28 x 28.
    private static double[][] means(Dataset data) {
        double[][] means = new double[data.classNames().size()][SIDE * SIDE];
        int[] counts = new int[means.length];
        for (int i = 0; i < data.size(); i++) {
            int label = data.label(i);
            if (counts[label] < SAMPLES) {
                counts[label]++;
                Image image = Resize.area(data.image(i), SIDE, SIDE);
                boolean dark = Polarity.of(image) == Polarity.DARK_ON_LIGHT;
                for (int at = 0; at < SIDE * SIDE; at++) {
                    int value = image.value(0, at / SIDE, at % SIDE);
                    means[label][at] += dark ? 255 - value : value;
                }
            }
        }
        return means;
    }

    private static double[] transposed(double[] image) {
        double[] turned = new double[image.length];
        for (int at = 0; at < image.length; at++) {
            turned[at] = image[at % SIDE * SIDE + at / SIDE];
        }
        return turned;
    }

    /// Pearson's; 0 where an image is constant.
    private static double correlation(double[] left, double[] right) {
        double leftMean = mean(left);
        double rightMean = mean(right);
        double products = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int i = 0; i < left.length; i++) {
            double x = left[i] - leftMean;
            double y = right[i] - rightMean;
            products += x * y;
            leftSquares += x * x;
            rightSquares += y * y;
        }
        double scale = StrictMath.sqrt(leftSquares * rightSquares);
        return scale > 0 ? products / scale : 0;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
