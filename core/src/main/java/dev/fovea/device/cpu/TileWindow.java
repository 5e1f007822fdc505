package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradImage;
import dev.fovea.kernel.WinogradKernel;
import dev.fovea.kernel.WinogradTiles;

import java.util.Arrays;

/// What a row of tiles sees of an image: some of its rows, where they lie, or, at the upper and the lower end, a copy
/// of them with rows of zeros. Kernels put the padding beside rows themselves, so no image is copied as a whole.
///
/// @param tiles the tiles
record TileWindow(WinogradTiles tiles) {

    private WinogradImage image() {
        return tiles.image();
    }

    /// The first row of the image that a row of tiles sees; before the image's first one where it sees padding.
    private int first(int tileRow) {
        return tileRow * tiles.tile() - image().top();
    }

    /// Rows that a row of tiles shares with the next.
    private int shared() {
        return tiles.taps() - 1;
    }

    /// Whether a row of tiles sees rows of the image only: they begin at [#offset].
    boolean isInside(int tileRow) {
        return first(tileRow) >= 0 && first(tileRow) + tiles.points() <= image().rows();
    }

    /// Floats from the image's beginning to the first row that a row of tiles sees [inside][#isInside].
    int offset(int tileRow) {
        return first(tileRow) * image().rowStride();
    }

    /// Floats of a copy; none where nobody needs it.
    int size() {
        return isInside(0) && isInside(tiles.tileRows() - 1) ? 0 : tiles.points() * image().rowStride();
    }

    /// Copies the rows that a row of tiles shares with the one before.
    ///
    /// @param x an image at `xo`
    void loadShared(float[] x, int xo, int tileRow, float[] buffer, int at) {
        load(x, xo, tileRow, shared(), buffer, at);
    }

    /// Transforms what a row of tiles sees in all channels of a block.
    ///
    /// @param kernel the transform
    /// @param x images of a block
    /// @param at first of the scratch memory: [#size] floats for copies and [WinogradTiles#betweenPasses] behind them
    /// @param to where the transforms go, in the scratch memory
    void transform(WinogradKernel kernel, Site site, Value x, int block, int tileRow, int at, int to) {
        float[] scratch = site.scratchArray();
        int t = at + size();
        int first = site.at(x, block);
        if (isInside(tileRow)) {
            kernel.input(site.array(x), first + offset(tileRow), scratch, t, scratch, to, 0, tiles.channels());
            return;
        }
        for (int channel = 0; channel < tiles.channels(); channel++) {
            load(site.array(x), first + channel * image().stride(), tileRow, tiles.points(), scratch, at);
            kernel.input(scratch, at, scratch, t, scratch, to, channel, channel + 1);
        }
    }

    /// Copies some of the rows that a row of tiles sees, from the first on.
    private void load(float[] x, int xo, int tileRow, int count, float[] buffer, int at) {
        int stride = image().rowStride();
        int end = at + count * stride;
        int from = Math.max(0, first(tileRow));
        int length = Math.min(image().rows(), first(tileRow) + count) - from;
        if (length <= 0) {
            Arrays.fill(buffer, at, end, 0);
            return;
        }
        int to = at + (from - first(tileRow)) * stride;
        Arrays.fill(buffer, at, to, 0);
        System.arraycopy(x, xo + from * stride, buffer, to, length * stride);
        Arrays.fill(buffer, to + length * stride, end, 0);
    }

    /// Copies back the rows that a row of tiles sees.
    ///
    /// @param x an image at `xo`
    void store(float[] buffer, int at, int tileRow, float[] x, int xo) {
        int stride = image().rowStride();
        int from = Math.max(0, first(tileRow));
        int length = Math.min(image().rows(), first(tileRow) + tiles.points()) - from;
        if (length > 0) {
            System.arraycopy(buffer, at + (from - first(tileRow)) * stride, x, xo + from * stride, length * stride);
        }
    }

    /// Zeros in the rows that the first row of tiles adds to.
    ///
    /// @param x an image at `xo`
    void clearFirst(float[] x, int xo) {
        Arrays.fill(x, xo, xo + Math.min(shared(), image().rows()) * image().rowStride(), 0);
    }

    /// Zeros where no tile reaches.
    ///
    /// @param x an image at `xo`
    void clearRest(float[] x, int xo) {
        int stride = image().rowStride();
        int held = tiles.held() * Kernels.LANES;
        int reached = Math.max(0, Math.min(image().rows(), first(0) + tiles.seenRows()));
        for (int row = 0; row < reached && held < stride; row++) {
            Arrays.fill(x, xo + row * stride + held, xo + (row + 1) * stride, 0);
        }
        Arrays.fill(x, xo + reached * stride, xo + image().stride(), 0);
    }
}
