package dev.fovea.image;

/// Changes the size of pictures, in integers.
public final class Resize {
    private Resize() {}

    /// Resizes by area: each new pixel is the mean of the old ones that it covers, weighted by how much of each it
    /// covers.
    ///
    /// Laying `n` old over `m` new pixels along an axis, old pixel `p` reaches from `p m` to `(p + 1) m` and new pixel
    /// `o` from `o n` to `(o + 1) n`, so the length `w(o, p)` that they share is an integer, and those of one new pixel
    /// sum to `n`. With these for rows and columns a new value is
    ///
    /// `(sum over p, q of w(o, p) w'(u, q) v(p, q) + n n' / 2) / (n n')`
    ///
    /// in integers without rounding in between. Enlarging by whole factors repeats pixels. An image with opacity is put
    /// on white first.
    ///
    /// @param image the picture
    /// @param height the new number of rows, at least 1
    /// @param width the new number of columns, at least 1
    /// @return a picture of that size, of 1 or 3 channels
    /// @throws IllegalArgumentException if a size is below 1
    public static Image area(Image image, int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "resizing an image of "
                            + image
                            + " to "
                            + height
                            + " x "
                            + width
                            + " (height, width): both must be at least 1");
        }
        Image source = image.onWhite();
        if (source.height() == height && source.width() == width) {
            return source;
        }
        byte[] resized = new byte[Math.multiplyExact(source.channels(), Math.multiplyExact(height, width))];
        long[] sums = new long[width];
        for (int channel = 0; channel < source.channels(); channel++) {
            for (int row = 0; row < height; row++) {
                sumRows(source, channel, row, height, sums);
                int at = (channel * height + row) * width;
                long total = (long) source.height() * source.width();
                for (int column = 0; column < width; column++) {
                    resized[at + column] = (byte) ((sums[column] + total / 2) / total);
                    sums[column] = 0;
                }
            }
        }
        return Image.own(source.channels(), height, width, resized);
    }

    /// Adds up what one new row covers.
    private static void sumRows(Image source, int channel, int row, int height, long[] sums) {
        int old = source.height();
        int first = (int) ((long) row * old / height);
        for (int y = first; y < old && (long) y * height < (row + 1L) * old; y++) {
            long shared = shared(row, y, old, height);
            sumColumns(source, channel * old + y, shared, sums);
        }
    }

    private static void sumColumns(Image source, int plane, long weight, long[] sums) {
        byte[] pixels = source.raw();
        int old = source.width();
        int width = sums.length;
        for (int column = 0; column < width; column++) {
            int first = (int) ((long) column * old / width);
            long sum = 0;
            for (int x = first; x < old && (long) x * width < (column + 1L) * old; x++) {
                sum += shared(column, x, old, width) * (pixels[plane * old + x] & 0xFF);
            }
            sums[column] += weight * sum;
        }
    }

    /// The length that new pixel `to` of `count` and old pixel `from` of `old` share, in units of `1 / (old count)`.
    private static long shared(int to, int from, int old, int count) {
        long start = Math.max((long) to * old, (long) from * count);
        long end = Math.min((to + 1L) * old, (from + 1L) * count);
        return end - start;
    }
}
