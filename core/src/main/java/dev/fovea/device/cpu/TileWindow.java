package dev.fovea.device.cpu;

import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.WinogradTiles;

import java.util.Arrays;

/// What a row of tiles sees of one image: its rows with the padding around them, in a buffer that fits the first-level
/// cache. So no image is copied as a whole to get a border.
///
/// @param tiles the tiles
/// @param rows rows of the image
/// @param columns columns of the image
/// @param top rows of zeros above it
/// @param left columns of zeros at its left
record TileWindow(WinogradTiles tiles, int rows, int columns, int top, int left) {
    private static final int LANES = Kernels.LANES;

    /// Whether tiles lie in the image itself, without a window. With a border, what tiles see may be as large as the
    /// image, but it is another part.
    boolean isNothing() {
        return (top | left) == 0 && rows == tiles.imageRows() && columns == tiles.imageColumns();
    }

    /// Floats of the buffer; none where nobody needs it.
    int size() {
        return isNothing() ? 0 : tiles.points() * tiles.imageRowStride();
    }

    /// Floats of the rows that one row of tiles leaves to the next, of all channels.
    int overlaps() {
        return isNothing() ? 0 : tiles.channels() * overlap();
    }

    /// Floats of the rows that one row of tiles leaves to the next, of a channel.
    int overlap() {
        return (tiles.taps() - 1) * tiles.imageRowStride();
    }

    private int rowStride() {
        return columns * LANES;
    }

    /// Floats of an image.
    int imageStride() {
        return rows * rowStride();
    }

    /// Floats of an image's row that tiles reach; none where they see nothing but the border.
    private int held() {
        return Math.max(0, Math.min(columns, tiles.imageColumns() - left)) * LANES;
    }

    /// Zeros in the buffer: before the first [#load].
    void clear(float[] buffer, int at) {
        Arrays.fill(buffer, at, at + size(), 0);
    }

    /// Fills the buffer with the rows of a row of tiles. Its columns of zeros stay as they are.
    ///
    /// @param x an image at `xo`
    void load(float[] x, int xo, int tileRow, float[] buffer, int at) {
        int to = at + left * LANES;
        for (int point = 0; point < tiles.points(); point++) {
            int row = tileRow * tiles.tile() + point - top;
            if (row >= 0 && row < rows) {
                System.arraycopy(x, xo + row * rowStride(), buffer, to, held());
            } else {
                Arrays.fill(buffer, to, to + held(), 0);
            }
            to += tiles.imageRowStride();
        }
    }

    /// Copies out of the buffer the rows of a row of tiles that no later one adds to: for the last one, all.
    ///
    /// @param x an image at `xo`; where no tile reaches, it becomes zero
    void store(float[] buffer, int at, int tileRow, float[] x, int xo) {
        boolean isLast = tileRow == tiles.tileRows() - 1;
        int first = tileRow * tiles.tile() - top;
        int last = isLast ? rows : Math.min(rows, first + tiles.tile());
        for (int row = Math.max(0, first); row < last; row++) {
            int held = row - first < tiles.points() ? held() : 0;
            int to = xo + row * rowStride();
            if (held > 0) {
                System.arraycopy(buffer, at + (row - first) * tiles.imageRowStride() + left * LANES, x, to, held);
            }
            Arrays.fill(x, to + held, to + rowStride(), 0);
        }
    }
}
