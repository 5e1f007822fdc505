package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradTiles;

/// What a row of tiles sees of an image: some of its rows, where they lie, or, at the upper and the lower end, a copy
/// of them with rows of zeros. Kernels put the padding beside rows themselves, so no image is copied as a whole.
final class TileWindow {
    private final WinogradTiles tiles;

    // What is asked for at each row of tiles.
    private final int tile;
    private final int top;
    private final int rows;
    private final int rowStride;
    private final int imageStride;
    private final int points;

    /// Rows that a row of tiles shares with the next.
    private final int shared;

    /// Rows of the image that tiles reach, and floats that they reach of each.
    private final int reached;

    private final int held;

    private final int size;

    TileWindow(WinogradTiles tiles) {
        this.tiles = tiles;
        tile = tiles.tile();
        top = tiles.image().top();
        rows = tiles.image().rows();
        rowStride = tiles.image().rowStride();
        imageStride = tiles.image().stride();
        points = tiles.points();
        shared = tiles.taps() - 1;
        reached = Math.max(0, Math.min(rows, first(0) + tiles.seenRows()));
        held = tiles.held() * Kernels.LANES;
        size = isInside(0) && isInside(tiles.tileRows() - 1) ? 0 : points * rowStride;
    }

    /// Floats of a copy; none where nobody needs it.
    int size() {
        return size;
    }

    /// The first row of the image that a row of tiles sees; before the image's first one where it sees padding.
    private int first(int tileRow) {
        return tileRow * tile - top;
    }

    /// Whether a row of tiles sees rows of the image only: they begin at [#offset].
    boolean isInside(int tileRow) {
        return first(tileRow) >= 0 && first(tileRow) + points <= rows;
    }

    /// Floats from the image's beginning to the first row that a row of tiles sees [inside][#isInside].
    int offset(int tileRow) {
        return first(tileRow) * rowStride;
    }

    /// Copies the rows that a row of tiles shares with the one before.
    ///
    /// @param x an image at `xo`
    void loadShared(float[] x, int xo, int tileRow, float[] buffer, int at) {
        load(x, xo, tileRow, shared, buffer, at);
    }

    /// Transforms what a row of tiles sees in all channels of a block.
    ///
    /// @param kernel the transform
    /// @param x images of a block
    /// @param at first of the scratch memory: [#size] floats for copies and [WinogradTiles#betweenPasses] behind them
    /// @param to where the transforms go, in the scratch memory
    void transform(WinogradKernel kernel, Site site, Value x, int block, int tileRow, int at, int to) {
        float[] scratch = site.scratchArray();
        int t = at + size;
        int first = site.at(x, block);
        if (isInside(tileRow)) {
            kernel.input(site.array(x), first + offset(tileRow), scratch, t, scratch, to, 0, tiles.channels());
            return;
        }
        for (int channel = 0; channel < tiles.channels(); channel++) {
            load(site.array(x), first + channel * imageStride, tileRow, points, scratch, at);
            kernel.input(scratch, at, scratch, t, scratch, to, channel, channel + 1);
        }
    }

    /// Copies some of the rows that a row of tiles sees, from the first on.
    private void load(float[] x, int xo, int tileRow, int count, float[] buffer, int at) {
        int end = at + count * rowStride;
        int from = Math.max(0, first(tileRow));
        int length = Math.min(rows, first(tileRow) + count) - from;
        if (length <= 0) {
            Zeros.fill(buffer, at, end);
            return;
        }
        int to = at + (from - first(tileRow)) * rowStride;
        Zeros.fill(buffer, at, to);
        System.arraycopy(x, xo + from * rowStride, buffer, to, length * rowStride);
        Zeros.fill(buffer, to + length * rowStride, end);
    }

    /// Copies back the rows that a row of tiles sees.
    ///
    /// @param x an image at `xo`
    void store(float[] buffer, int at, int tileRow, float[] x, int xo) {
        int from = Math.max(0, first(tileRow));
        int length = Math.min(rows, first(tileRow) + points) - from;
        if (length > 0) {
            System.arraycopy(
                    buffer, at + (from - first(tileRow)) * rowStride, x, xo + from * rowStride, length * rowStride);
        }
    }

    /// Zeros in the rows that the first row of tiles adds to.
    ///
    /// @param x an image at `xo`
    void clearFirst(float[] x, int xo) {
        Zeros.fill(x, xo, xo + Math.min(shared, rows) * rowStride);
    }

    /// Zeros where no tile reaches.
    ///
    /// @param x an image at `xo`
    void clearRest(float[] x, int xo) {
        for (int row = 0; row < reached && held < rowStride; row++) {
            Zeros.fill(x, xo + row * rowStride + held, xo + (row + 1) * rowStride);
        }
        Zeros.fill(x, xo + reached * rowStride, xo + imageStride);
    }
}
