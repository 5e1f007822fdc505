package dev.fovea.device.cpu;

import dev.fovea.kernel.Copy;
import dev.fovea.kernel.Kernels;
import dev.fovea.shape.Shape;

import java.util.List;

/// Moves values between rows and lanes that are channels: sixteen channels of a sample are to a block what sixteen
/// samples are elsewhere.
final class ChannelBlocks {
    private static final int LANES = Kernels.LANES;

    private final Copy copy;

    ChannelBlocks(Copy copy) {
        this.copy = copy;
    }

    /// Puts `[rows][features]` into blocks of sixteen rows, `[rows/16][features][16]`.
    void toBlocks(float[] x, int xo, int rows, int features, float[] y, int yo) {
        for (int row = 0; row < rows; row += LANES) {
            int live = Math.min(LANES, rows - row);
            copy.toBlock(x, xo + row * features, features, features, live, y, yo + row * features);
        }
    }

    /// Puts `[rows/16][features][16]` into `[rows][features]`.
    void toRows(float[] x, int xo, int rows, int features, float[] y, int yo) {
        for (int row = 0; row < rows; row += LANES) {
            int live = Math.min(LANES, rows - row);
            copy.fromBlock(x, xo + row * features, features, live, y, yo + row * features, features);
        }
    }

    /// A step that puts the samples of a value in rows into blocks.
    Step toBlocks(Value from, Value to) {
        int channels = to.shape.dim(1);
        int inner = Block.inner(to.shape);
        return new BlockStep(
                List.of(from),
                to,
                (site, sample) ->
                        toBlocks(
                                site.array(from),
                                site.row(from, sample),
                                channels,
                                inner,
                                site.array(to),
                                site.at(to, sample)));
    }

    /// A step that puts blocks into rows.
    Step toRows(Value from, Value to) {
        int channels = from.shape.dim(1);
        int inner = Block.inner(from.shape);
        return new BlockStep(
                List.of(from),
                to,
                (site, sample) ->
                        toRows(
                                site.array(from),
                                site.at(from, sample),
                                channels,
                                inner,
                                site.array(to),
                                site.row(to, sample)));
    }

    /// A step that gives blocks another shape, by way of rows: one of the two shapes has but one element in a channel,
    /// so its blocks are rows.
    Step reshape(Value from, Value to) {
        Value channels = Block.inner(to.shape) == 1 ? from : to;
        int count = channels.shape.dim(1);
        int inner = Block.inner(channels.shape);
        boolean isFlat = channels == from;
        return new BlockStep(
                List.of(from),
                to,
                (site, sample) -> {
                    float[] x = site.array(from);
                    float[] y = site.array(to);
                    if (isFlat) {
                        toRows(x, site.at(from, sample), count, inner, y, site.at(to, sample));
                    } else {
                        toBlocks(x, site.at(from, sample), count, inner, y, site.at(to, sample));
                    }
                });
    }

    /// A step that puts parameters, several times `[rows][features]`, into blocks of sixteen rows.
    Step packed(Value from, int times, int rows, Value to) {
        int features = from.size / times / rows;
        return new RowsStep(
                List.of(from),
                to,
                site -> {
                    for (int i = 0; i < times; i++) {
                        toBlocks(
                                site.array(from),
                                site.at(from) + i * rows * features,
                                rows,
                                features,
                                site.array(to),
                                site.at(to) + i * (to.size / times));
                    }
                });
    }

    /// The value that [#packed] makes.
    static Value packed(Value from, int times, int rows) {
        int features = from.size / times / rows;
        return Value.rows(Shape.of(times, Math.ceilDiv(rows, LANES), features, LANES));
    }
}
