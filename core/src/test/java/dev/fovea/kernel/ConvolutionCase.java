package dev.fovea.kernel;

import dev.fovea.shape.Window;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A convolution to test kernels with: the layout of its arrays in the test is `[channel][row][column][16]` and
/// `[filter][channel][kernel row][kernel column]`.
///
/// @param filters filters
/// @param channels channels
/// @param window the window
/// @param rows rows of the image
/// @param columns columns of the image
/// @param pooled whether 2x2 max pooling follows
record ConvolutionCase(int filters, int channels, Window window, int rows, int columns, boolean pooled) {
    private static final int[] FILTERS = {1, 2, 3, 4, 5, 6, 7, 20, 50};
    private static final int[] CHANNELS = {1, 2, 3, 20};
    private static final int[][] IMAGES = {{1, 1}, {1, 5}, {5, 1}, {2, 2}, {3, 3}, {7, 7}, {12, 12}, {28, 28}};
    private static final int[] KERNELS = {1, 2, 3, 5};
    private static final int[][] PADDINGS = {{0, 0, 0, 0}, {1, 1, 1, 1}, {2, 0, 1, 3}, {0, 3, 2, 1}, {4, 4, 4, 4}};
    private static final int[] SIZES = {
        FILTERS.length, CHANNELS.length, IMAGES.length, KERNELS.length, KERNELS.length, 3, 3, PADDINGS.length, 2, 2, 2
    };

    /// Multiply-adds of one lane, at most: the tests have to be quick.
    private static final int MOST_WORK = 40_000;

    /// Draws of which the best makes the next case.
    private static final int DRAWS = 100;

    /// Cases in which every two options meet, by a greedy search that always finds the same: the next case is the draw
    /// in which most options meet for the first time.
    static List<ConvolutionCase> all() {
        List<ConvolutionCase> cases = new ArrayList<>();
        Set<Integer> met = new HashSet<>();
        long state = 1;
        for (int next = 0; next < 400; next++) {
            List<Integer> most = List.of();
            ConvolutionCase best = null;
            for (int draw = 0; draw < DRAWS; draw++) {
                int[] options = new int[SIZES.length];
                for (int i = 0; i < options.length; i++) {
                    state = state * 6364136223846793005L + 1442695040888963407L;
                    options[i] = (int) ((state >>> 33) % SIZES[i]);
                }
                ConvolutionCase candidate = of(options);
                List<Integer> pairs = pairs(options);
                pairs.removeAll(met);
                if (pairs.size() > most.size() && candidate.isValid()) {
                    most = pairs;
                    best = candidate;
                }
            }
            if (best != null) {
                cases.add(best);
                met.addAll(most);
            }
        }
        return cases;
    }

    private static List<Integer> pairs(int[] options) {
        List<Integer> pairs = new ArrayList<>();
        for (int a = 0; a < options.length; a++) {
            for (int b = 0; b < a; b++) {
                pairs.add(((a * 16 + b) * 16 + options[a]) * 16 + options[b]);
            }
        }
        return pairs;
    }

    private static ConvolutionCase of(int[] options) {
        int[] image = IMAGES[options[2]];
        int[] padding = PADDINGS[options[7]];
        Window window =
                Window.of(KERNELS[options[3]], KERNELS[options[4]])
                        .withStride(1 + options[5], 1 + options[6])
                        .withPadding(padding[0], padding[1], padding[2], padding[3])
                        .withDilation(1 + options[8], 1 + options[9]);
        return new ConvolutionCase(
                FILTERS[options[0]], CHANNELS[options[1]], window, image[0], image[1], options[10] == 1);
    }

    private boolean isValid() {
        boolean fits =
                rows + window.paddingTop() + window.paddingBottom() >= window.reachRows()
                        && columns + window.paddingLeft() + window.paddingRight() >= window.reachColumns();
        return fits
                && (!pooled || outputRows() > 1 && outputColumns() > 1)
                && filters * taps() * outputRows() * outputColumns() <= MOST_WORK;
    }

    int outputRows() {
        return window.outputRows(rows);
    }

    int outputColumns() {
        return window.outputColumns(columns);
    }

    /// Weights of one filter.
    int taps() {
        return channels * window.kernelRows() * window.kernelColumns();
    }

    /// Where tap `i` of output `position` lies in the image, in rows; it may lie outside.
    int inputRow(int position, int i) {
        return position * window.strideRows() + i * window.dilationRows() - window.paddingTop();
    }

    int inputColumn(int position, int j) {
        return position * window.strideColumns() + j * window.dilationColumns() - window.paddingLeft();
    }
}
