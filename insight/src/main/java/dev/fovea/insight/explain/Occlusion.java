package dev.fovea.insight.explain;

import dev.fovea.insight.explain.AttributionMap.Detail;
import dev.fovea.insight.explain.Question.Scores;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How much the score of the class drops when a window is covered with the baseline: for each pixel the mean drop over
/// all windows that cover it.
///
/// The window slides in both directions by the stride; a last one always ends at the border, so that every pixel is
/// covered. No gradient is involved: this is what the network answers to changed images, though to images of a sort
/// that it may never have seen.
///
/// Source: M. D. Zeiler, R. Fergus, *Visualizing and Understanding Convolutional Networks*, ECCV 2014, section 4.2
/// (there the probability under a grey square of 50 of 225 pixels, at the window's centre).
///
/// @param window rows and columns of the window; 0, the default, for a sixth of the image's shorter side
/// @param stride pixels from one window to the next; 0, the default, for a fifth of the window
/// @param score what drops; the logit by default
public record Occlusion(int window, int stride, Score score) implements Attribution {
    /// What may drop.
    public enum Score {
        /// The class's logit, which says something even where the network is sure.
        LOGIT,
        /// The class's probability.
        PROBABILITY
    }

    /// Checks the options.
    ///
    /// @throws IllegalArgumentException if window or stride is below 0
    public Occlusion {
        if (window < 0 || stride < 0) {
            throw new IllegalArgumentException(
                    "covering windows of "
                            + window
                            + " pixels at a stride of "
                            + stride
                            + ": expected at least 1, or 0 for what suits the image");
        }
    }

    /// The defaults.
    public Occlusion() {
        this(0, 0, Score.LOGIT);
    }

    @Override
    public AttributionMap map(Question question) {
        Windows windows = windows(question);
        float[] drops = drops(question, windows);
        double[] sums = new double[question.height() * question.width()];
        int[] counts = new int[sums.length];
        for (int i = 0; i < drops.length; i++) {
            for (int pixel : windows.pixels(i, question.width())) {
                sums[pixel] += drops[i];
                counts[pixel]++;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i];
        }
        Detail detail = new Detail.Windows(windows.side, windows.step, drops.length);
        return new AttributionMap(question.height(), question.width(), sums, detail);
    }

    /// Those under some window that changes the image.
    @Override
    public boolean[] spoken(Question question) {
        Windows windows = windows(question);
        double[] contrast = PixelOrder.contrast(question);
        boolean[] spoken = new boolean[contrast.length];
        for (int i = 0; i < windows.count(); i++) {
            int[] pixels = windows.pixels(i, question.width());
            if (Arrays.stream(pixels).anyMatch(pixel -> contrast[pixel] != 0)) {
                Arrays.stream(pixels).forEach(pixel -> spoken[pixel] = true);
            }
        }
        return spoken;
    }

    /// Where windows lie, row by row.
    private record Windows(List<Integer> tops, List<Integer> lefts, int side, int step) {
        int count() {
            return tops.size() * lefts.size();
        }

        /// The pixels that a window covers.
        int[] pixels(int number, int width) {
            int corner = tops.get(number / lefts.size()) * width + lefts.get(number % lefts.size());
            return IntStream.range(0, side * side).map(i -> corner + i / side * width + i % side).toArray();
        }
    }

    private Windows windows(Question question) {
        int shorter = Math.min(question.height(), question.width());
        int side = window == 0 ? Math.max(1, (shorter + 3) / 6) : window;
        int step = stride == 0 ? Math.max(1, side / 5) : stride;
        if (side > shorter || step > side) {
            throw new IllegalArgumentException(
                    "covering windows of "
                            + side
                            + " pixels at a stride of "
                            + step
                            + " in an image of "
                            + question.height()
                            + " x "
                            + question.width()
                            + ": expected a window of at most "
                            + shorter
                            + ", and a stride of at most the window, so that every pixel is covered");
        }
        return new Windows(places(question.height(), side, step), places(question.width(), side, step), side, step);
    }

    private static List<Integer> places(int extent, int side, int step) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place <= extent - side; place += step) {
            places.add(place);
        }
        if (places.getLast() != extent - side) {
            places.add(extent - side);
        }
        return places;
    }

    /// The drop for each window.
    private float[] drops(Question question, Windows windows) {
        float[] whole = chosen(question.scores(question.input()));
        float[] drops = new float[windows.count()];
        int length = question.input().length;
        int plane = question.height() * question.width();
        int batch = question.batch();
        for (int from = 0; from < drops.length; from += batch) {
            int some = Math.min(batch, drops.length - from);
            float[] covered = new float[some * length];
            for (int i = 0; i < some; i++) {
                System.arraycopy(question.input(), 0, covered, i * length, length);
                for (int pixel : windows.pixels(from + i, question.width())) {
                    for (int at = pixel; at < length; at += plane) {
                        covered[i * length + at] = question.baseline()[at];
                    }
                }
            }
            float[] scores = chosen(question.scores(covered));
            for (int i = 0; i < some; i++) {
                drops[from + i] = whole[0] - scores[i];
            }
        }
        return drops;
    }

    private float[] chosen(Scores scores) {
        return score == Score.LOGIT ? scores.logits() : scores.probabilities();
    }

    @Override
    public Kind kind() {
        return Kind.OCCLUSION;
    }
}
