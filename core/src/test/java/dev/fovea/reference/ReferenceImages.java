package dev.fovea.reference;

import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;
import dev.fovea.tensor.ConvolutionOp;
import dev.fovea.tensor.PoolingOp;

import java.util.List;

/// Convolution and pooling.
final class ReferenceImages {
    private ReferenceImages() {}

    /// What happens where a tap of a window meets a pixel: output place, pixel and tap.
    @FunctionalInterface
    private interface Meeting {
        void at(int row, int column, int pixelRow, int pixelColumn, int tapRow, int tapColumn);
    }

    /// All meetings inside the image, windows in row-major order, taps in row-major order within each.
    private static void forEachMeeting(Window window, int rows, int columns, Meeting meeting) {
        forEachTap(
                window,
                rows,
                columns,
                (row, column, pixelRow, pixelColumn, i, j) -> {
                    if (pixelRow >= 0 && pixelRow < rows && pixelColumn >= 0 && pixelColumn < columns) {
                        meeting.at(row, column, pixelRow, pixelColumn, i, j);
                    }
                });
    }

    /// As [#forEachMeeting], and with the pixels of the padding too.
    private static void forEachTap(Window window, int rows, int columns, Meeting meeting) {
        for (int row = 0; row < window.outputRows(rows); row++) {
            for (int column = 0; column < window.outputColumns(columns); column++) {
                for (int i = 0; i < window.kernelRows(); i++) {
                    for (int j = 0; j < window.kernelColumns(); j++) {
                        int pixelRow = row * window.strideRows() + i * window.dilationRows() - window.paddingTop();
                        int pixelColumn =
                                column * window.strideColumns() + j * window.dilationColumns() - window.paddingLeft();
                        meeting.at(row, column, pixelRow, pixelColumn, i, j);
                    }
                }
            }
        }
    }

    /// A pixel; the padding is zeros.
    private static double pixel(Values x, int sample, int channel, int row, int column) {
        boolean inside = row >= 0 && row < x.shape().dim(2) && column >= 0 && column < x.shape().dim(3);
        return inside ? x.at(sample, channel, row, column) : 0;
    }

    static Values convolve(ConvolutionOp op, List<Values> inputs, Shape result) {
        Values first = inputs.get(0);
        Values second = inputs.get(1);
        Values y = Values.zeros(result);
        switch (op) {
            case ConvolutionOp.Convolution(Window window, int groups, boolean _) -> {
                if (inputs.size() == 3) {
                    y.forEach(index -> y.add(inputs.get(2).at(index[1]), index));
                }
                forEachTerm(
                        groups,
                        first.shape(),
                        y.shape(),
                        (n, f, c, channel) ->
                                forEachTap(
                                        window,
                                        first.shape().dim(2),
                                        first.shape().dim(3),
                                        (r, q, p, s, i, j) ->
                                                y.add(
                                                        second.at(f, c, i, j) * pixel(first, n, channel, p, s),
                                                        n,
                                                        f,
                                                        r,
                                                        q)));
            }
            case ConvolutionOp.InputGradient(Window window, int groups, int rows, int columns, boolean _) ->
                    forEachTerm(
                            groups,
                            y.shape(),
                            first.shape(),
                            (n, f, c, channel) ->
                                    forEachMeeting(
                                            window,
                                            rows,
                                            columns,
                                            (r, q, p, s, i, j) ->
                                                    y.add(
                                                            second.at(f, c, i, j) * first.at(n, f, r, q),
                                                            n,
                                                            channel,
                                                            p,
                                                            s)));
            case ConvolutionOp.WeightGradient(Window window, int groups, boolean _) ->
                    forEachTerm(
                            groups,
                            first.shape(),
                            second.shape(),
                            (n, f, c, channel) ->
                                    forEachTap(
                                            window,
                                            first.shape().dim(2),
                                            first.shape().dim(3),
                                            (r, q, p, s, i, j) ->
                                                    y.add(
                                                            pixel(first, n, channel, p, s) * second.at(n, f, r, q),
                                                            f,
                                                            c,
                                                            i,
                                                            j)));
        }
        return y;
    }

    /// What happens for each sample, filter and channel that the filter reads, counted in its group and in the image.
    @FunctionalInterface
    private interface Term {
        void at(int sample, int filter, int channelOfGroup, int channel);
    }

    private static void forEachTerm(int groups, Shape images, Shape results, Term term) {
        int channels = images.dim(1) / groups;
        int filters = results.dim(1) / groups;
        for (int n = 0; n < images.dim(0); n++) {
            for (int f = 0; f < results.dim(1); f++) {
                for (int c = 0; c < channels; c++) {
                    term.at(n, f, c, f / filters * channels + c);
                }
            }
        }
    }

    static Values pool(PoolingOp op, List<Values> inputs, Shape result) {
        Values x = inputs.getFirst();
        return switch (op) {
            case PoolingOp.MaxPool(Window window) -> gather(window, x, maxIndex(window, x, result));
            case PoolingOp.MaxPoolIndex(Window window) -> maxIndex(window, x, result);
            case PoolingOp.MaxPoolGather(Window window) -> gather(window, x, inputs.getLast());
            case PoolingOp.MaxPoolGradient(Window window, int rows, int columns) ->
                    scatter(window, x, inputs.getLast(), result);
            case PoolingOp.AveragePool(Window window) -> {
                int[][] pixels = pixels(window, x.shape().dim(2), x.shape().dim(3));
                Values y = Values.zeros(result);
                forEachPlane(
                        result,
                        (n, c) ->
                                forEachMeeting(
                                        window,
                                        x.shape().dim(2),
                                        x.shape().dim(3),
                                        (r, q, p, s, i, j) -> y.add(x.at(n, c, p, s) / pixels[r][q], n, c, r, q)));
                yield y;
            }
            case PoolingOp.AveragePoolGradient(Window window, int rows, int columns) -> {
                int[][] pixels = pixels(window, rows, columns);
                Values y = Values.zeros(result);
                forEachPlane(
                        result,
                        (n, c) ->
                                forEachMeeting(
                                        window,
                                        rows,
                                        columns,
                                        (r, q, p, s, i, j) -> y.add(x.at(n, c, r, q) / pixels[r][q], n, c, p, s)));
                yield y;
            }
        };
    }

    /// How many pixels each window holds.
    private static int[][] pixels(Window window, int rows, int columns) {
        int[][] pixels = new int[window.outputRows(rows)][window.outputColumns(columns)];
        forEachMeeting(window, rows, columns, (r, q, p, s, i, j) -> pixels[r][q]++);
        return pixels;
    }

    @FunctionalInterface
    private interface Plane {
        void at(int sample, int channel);
    }

    private static void forEachPlane(Shape images, Plane plane) {
        for (int n = 0; n < images.dim(0); n++) {
            for (int c = 0; c < images.dim(1); c++) {
                plane.at(n, c);
            }
        }
    }

    private static Values maxIndex(Window window, Values x, Shape result) {
        Values largest = Values.of(result, index -> Double.NEGATIVE_INFINITY);
        Values taken = Values.zeros(result);
        forEachPlane(
                result,
                (n, c) ->
                        forEachMeeting(
                                window,
                                x.shape().dim(2),
                                x.shape().dim(3),
                                (r, q, p, s, i, j) -> {
                                    if (x.at(n, c, p, s) > largest.at(n, c, r, q)) {
                                        largest.set(x.at(n, c, p, s), n, c, r, q);
                                        taken.set(i * window.kernelColumns() + j, n, c, r, q);
                                    }
                                }));
        return taken;
    }

    private static Values gather(Window window, Values x, Values index) {
        Values y = Values.zeros(index.shape());
        forEachPlane(
                x.shape(),
                (n, c) ->
                        forEachMeeting(
                                window,
                                x.shape().dim(2),
                                x.shape().dim(3),
                                (r, q, p, s, i, j) -> {
                                    if (index.at(n, c, r, q) == i * window.kernelColumns() + j) {
                                        y.set(x.at(n, c, p, s), n, c, r, q);
                                    }
                                }));
        return y;
    }

    private static Values scatter(Window window, Values dy, Values index, Shape result) {
        Values dx = Values.zeros(result);
        forEachPlane(
                result,
                (n, c) ->
                        forEachMeeting(
                                window,
                                result.dim(2),
                                result.dim(3),
                                (r, q, p, s, i, j) -> {
                                    if (index.at(n, c, r, q) == i * window.kernelColumns() + j) {
                                        dx.add(dy.at(n, c, r, q), n, c, p, s);
                                    }
                                }));
        return dx;
    }
}
