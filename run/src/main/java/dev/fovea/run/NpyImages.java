package dev.fovea.run;

import dev.fovea.data.DataException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;

import java.io.IOException;
import java.util.List;

/// Images in an array of any shape, order and element type, as bytes `[samples, channels, height, width]`.
///
/// @param size of the images
/// @param count how many
/// @param pixels the bytes
@SuppressWarnings("ArrayRecordComponent") // handed over to a set
record NpyImages(ImageSize size, int count, byte[] pixels) {
    /// What is known of all values before they become bytes.
    private static final class Range {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        long noNumber = -1;

        void take(long place, double value) {
            if (!Double.isFinite(value) && noNumber < 0) {
                noNumber = place;
            }
            least = value < least ? value : least;
            most = value > most ? value : most;
        }
    }

    /// What an array's axes are.
    ///
    /// @param steps how far apart neighbours along each axis are in `[samples, channels, height, width]`
    private record Axes(ImageSize size, int count, long[] steps) {}

    static NpyImages read(NpyReader array) throws IOException {
        Axes axes = axes(array);
        long bytes = (long) axes.count * axes.size.bytes();
        if (bytes > Dataset.MAXIMUM_BYTES) {
            throw new DataException(
                    "reading "
                            + array.what()
                            + ": its "
                            + array.head()
                            + " are more than the "
                            + Dataset.MAXIMUM_BYTES
                            + " bytes of one set");
        }
        double factor = factor(array);
        byte[] pixels = new byte[(int) bytes];
        NpyHead head = array.head();
        int[] order = head.axesFromFastest();
        int[] index = new int[order.length];
        int[] at = new int[1];
        array.numbers((place, value) -> {
            pixels[at[0]] = (byte) (int) StrictMath.rint(value * factor);
            for (int axis : order) {
                at[0] += (int) axes.steps[axis];
                if (++index[axis] < head.shape().get(axis)) {
                    return;
                }
                at[0] -= (int) (index[axis] * axes.steps[axis]);
                index[axis] = 0;
            }
        });
        return new NpyImages(axes.size, axes.count, pixels);
    }

    /// Understands a shape: `(N, H, W)`, `(N, H, W, C)`, `(N, C, H, W)` or, for squares, `(N, pixels)`.
    private static Axes axes(NpyReader array) throws DataException {
        List<Integer> shape = array.head().shape();
        int count = shape.isEmpty() ? 0 : shape.getFirst();
        if (shape.size() == 3 && count > 0) {
            return axes(count, 1, shape.get(1), shape.get(2), new int[] {0, 2, 3});
        }
        if (shape.size() == 4 && isChannels(shape.get(3))) {
            return axes(count, shape.get(3), shape.get(1), shape.get(2), new int[] {0, 2, 3, 1});
        }
        if (shape.size() == 4 && isChannels(shape.get(1))) {
            return axes(count, shape.get(1), shape.get(2), shape.get(3), new int[] {0, 1, 2, 3});
        }
        if (shape.size() == 2) {
            int side = (int) StrictMath.round(StrictMath.sqrt(shape.get(1)));
            if (side * side == shape.get(1) && side > 0) {
                return new Axes(new ImageSize(1, side, side), count, new long[] {(long) side * side, 1});
            }
        }
        throw new DataException(
                "reading "
                        + array.what()
                        + ": its shape is "
                        + array.head()
                        + "; expected (samples, height, width), (samples, height, width, 1 or 3), (samples, 1 or 3, height,"
                        + " width) or (samples, pixels of a square)");
    }

    private static boolean isChannels(int size) {
        return size == 1 || size == 3;
    }

    /// @param roles for each axis of the array its place in `[samples, channels, height, width]`
    private static Axes axes(int count, int channels, int height, int width, int[] roles) {
        long[] steps = {(long) channels * height * width, (long) height * width, width, 1};
        long[] ofAxes = new long[roles.length];
        for (int axis = 0; axis < roles.length; axis++) {
            ofAxes[axis] = steps[roles[axis]];
        }
        return new Axes(new ImageSize(channels, height, width), count, ofAxes);
    }

    /// What values are multiplied by to become bytes.
    private static double factor(NpyReader array) throws IOException {
        NpyHead head = array.head();
        if (head.kind() == 'b') {
            return 255;
        }
        if (head.kind() == 'u' && head.bytes() == 1) {
            return 1;
        }
        if (head.kind() == 'U' || head.kind() == 'S') {
            throw new DataException(
                    "reading " + array.what() + ": its elements are text; expected the numbers of pixels");
        }
        Range range = new Range();
        array.numbers(range::take);
        if (range.noNumber >= 0) {
            throw new DataException(
                    "reading "
                            + array.what()
                            + ": element "
                            + array.index(range.noNumber)
                            + " is no finite number; expected pixels");
        }
        if (range.least >= 0 && range.most <= 1 && head.kind() == 'f') {
            return 255;
        }
        if (range.least >= 0 && range.most <= 255) {
            return 1;
        }
        if (head.kind() == 'u' && head.bytes() == 2) {
            return 255.0 / 65535;
        }
        throw new DataException(
                "reading "
                        + array.what()
                        + ": its values go from "
                        + range.least
                        + " to "
                        + range.most
                        + "; expected 0 to 255, or 0 to 1 in floating point: save the pixels before they are scaled");
    }
}
