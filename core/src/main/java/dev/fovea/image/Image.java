package dev.fovea.image;

import java.util.Arrays;

/// A picture of bytes, row-major `[channels, height, width]`, values 0 to 255.
///
/// One channel is grey (0 is black), three are red, green and blue, four add opacity (0 is transparent, 255 opaque,
/// colours not multiplied by it). An image never changes; equality compares sizes and pixels.
public final class Image {
    private final int channels;
    private final int height;
    private final int width;
    private final byte[] pixels;

    private Image(int channels, int height, int width, byte[] pixels) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.pixels = pixels;
    }

    /// Makes an image of copied pixels.
    ///
    /// @param channels 1, 3 or 4
    /// @param height the number of rows, at least 1
    /// @param width the number of columns, at least 1
    /// @param pixels `channels * height * width` bytes
    /// @return the image
    /// @throws IllegalArgumentException if a size is out of range or does not fit the number of bytes
    public static Image of(int channels, int height, int width, byte[] pixels) {
        return own(channels, height, width, pixels.clone());
    }

    /// Makes an image around an array that nobody else keeps.
    static Image own(int channels, int height, int width, byte[] pixels) {
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException(
                    "making an image: "
                            + channels
                            + " channels; expected 1 (grey), 3 (red, green, blue) or 4 (with opacity)");
        }
        if (height < 1 || width < 1 || (long) channels * height * width != pixels.length) {
            throw new IllegalArgumentException(
                    "making an image of "
                            + channels
                            + " x "
                            + height
                            + " x "
                            + width
                            + " (channels, height, width): got "
                            + pixels.length
                            + " bytes, expected "
                            + (long) channels * height * width);
        }
        return new Image(channels, height, width, pixels);
    }

    /// Makes a grey image of one value.
    ///
    /// @param height the number of rows
    /// @param width the number of columns
    /// @param value 0 to 255
    /// @return the image
    public static Image filled(int height, int width, int value) {
        byte[] pixels = new byte[height * width];
        Arrays.fill(pixels, (byte) value);
        return own(1, height, width, pixels);
    }

    /// The number of channels: 1 (grey), 3 (colour) or 4 (colour and opacity).
    ///
    /// @return the number of channels
    public int channels() {
        return channels;
    }

    /// The number of rows.
    ///
    /// @return the height in pixels
    public int height() {
        return height;
    }

    /// The number of columns.
    ///
    /// @return the width in pixels
    public int width() {
        return width;
    }

    /// One value.
    ///
    /// @param channel from 0
    /// @param row from 0, at the top
    /// @param column from 0, at the left
    /// @return 0 to 255
    /// @throws IndexOutOfBoundsException if the place is not in the image
    public int value(int channel, int row, int column) {
        if (channel < 0 || channel >= channels || row < 0 || row >= height || column < 0 || column >= width) {
            throw new IndexOutOfBoundsException(
                    "reading channel " + channel + ", row " + row + ", column " + column + " of an image of " + this);
        }
        return pixels[(channel * height + row) * width + column] & 0xFF;
    }

    /// All bytes, `[channels, height, width]`.
    ///
    /// @return a new array
    public byte[] pixels() {
        return pixels.clone();
    }

    /// The bytes themselves, for the package's own loops; nobody writes to them.
    byte[] raw() {
        return pixels;
    }

    /// Copies all bytes into an array.
    ///
    /// @param target takes the bytes
    /// @param offset where the first goes
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(pixels, 0, target, offset, pixels.length);
    }

    /// Puts an image with opacity on a white ground: `(a c + (255 - a) 255 + 127) / 255` for each colour, in integers,
    /// so an opaque pixel keeps its colour and a transparent one becomes 255. Others are returned as they are.
    ///
    /// @return an image of 1 or 3 channels
    public Image onWhite() {
        if (channels != 4) {
            return this;
        }
        int area = height * width;
        byte[] colours = new byte[3 * area];
        for (int i = 0; i < area; i++) {
            int opacity = pixels[3 * area + i] & 0xFF;
            for (int channel = 0; channel < 3; channel++) {
                int colour = pixels[channel * area + i] & 0xFF;
                colours[channel * area + i] = (byte) ((opacity * colour + (255 - opacity) * 255 + 127) / 255);
            }
        }
        return own(3, height, width, colours);
    }

    /// Whether red, green and blue are equal everywhere, on white where there is opacity.
    ///
    /// @return true for an image of one channel, and for one of more that [#toGrey] does not change
    public boolean isGrey() {
        byte[] colours = onWhite().pixels;
        int area = height * width;
        boolean grey = true;
        for (int i = 0; grey && channels > 1 && i < area; i++) {
            grey = colours[i] == colours[area + i] && colours[i] == colours[2 * area + i];
        }
        return grey;
    }

    /// Exchanges rows and columns.
    ///
    /// @return an image as wide as this one is high
    public Image transposed() {
        byte[] turned = new byte[pixels.length];
        for (int channel = 0; channel < channels; channel++) {
            int plane = channel * height * width;
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    turned[plane + column * height + row] = pixels[plane + row * width + column];
                }
            }
        }
        return own(channels, width, height, turned);
    }

    /// Exchanges left and right.
    ///
    /// @return the mirror image
    public Image mirrored() {
        byte[] turned = new byte[pixels.length];
        for (int row = 0; row < channels * height; row++) {
            for (int column = 0; column < width; column++) {
                turned[row * width + column] = pixels[row * width + width - 1 - column];
            }
        }
        return own(channels, height, width, turned);
    }

    /// Turns colours into grey: `(299 red + 587 green + 114 blue + 500) / 1000` in integers (the luma weights of ITU-R
    /// BT.601), on white where there is opacity. Equal parts give themselves, so grey stays grey.
    ///
    /// @return an image of one channel
    public Image toGrey() {
        if (channels == 1) {
            return this;
        }
        byte[] colours = onWhite().pixels;
        int area = height * width;
        byte[] grey = new byte[area];
        for (int i = 0; i < area; i++) {
            int red = colours[i] & 0xFF;
            int green = colours[area + i] & 0xFF;
            int blue = colours[2 * area + i] & 0xFF;
            grey[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
        }
        return own(1, height, width, grey);
    }

    /// Gives the image the channels that a network takes: grey for 1; red, green and blue for 3 (grey is repeated); on
    /// white where there is opacity.
    ///
    /// @param wanted 1 or 3
    /// @return an image of that many channels
    /// @throws IllegalArgumentException if another number is wanted
    public Image toChannels(int wanted) {
        if (wanted == 1) {
            return toGrey();
        }
        if (wanted != 3) {
            throw new IllegalArgumentException(
                    "converting an image of " + this + " to " + wanted + " channels: expected 1 or 3");
        }
        if (channels != 1) {
            return onWhite();
        }
        byte[] colours = new byte[3 * pixels.length];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(pixels, 0, colours, channel * pixels.length, pixels.length);
        }
        return own(3, height, width, colours);
    }

    /// Swaps dark and light: `255 - x`; opacity stays.
    ///
    /// @return the negative
    public Image inverted() {
        byte[] negative = pixels.clone();
        int coloured = (channels == 4 ? 3 : channels) * height * width;
        for (int i = 0; i < coloured; i++) {
            negative[i] = (byte) (255 - (pixels[i] & 0xFF));
        }
        return own(channels, height, width, negative);
    }

    /// Cuts out a rectangle.
    ///
    /// @param top the first row
    /// @param left the first column
    /// @param newHeight the number of rows
    /// @param newWidth the number of columns
    /// @return the part
    /// @throws IllegalArgumentException if the rectangle is empty or not inside the image
    public Image crop(int top, int left, int newHeight, int newWidth) {
        if (top < 0
                || left < 0
                || newHeight < 1
                || newWidth < 1
                || newHeight > height - top
                || newWidth > width - left) {
            throw new IllegalArgumentException(
                    "cutting "
                            + newHeight
                            + " rows from row "
                            + top
                            + " and "
                            + newWidth
                            + " columns from column "
                            + left
                            + " out of an image of "
                            + this
                            + ": it must lie inside");
        }
        byte[] part = new byte[channels * newHeight * newWidth];
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < newHeight; row++) {
                int from = (channel * height + top + row) * width + left;
                System.arraycopy(pixels, from, part, (channel * newHeight + row) * newWidth, newWidth);
            }
        }
        return own(channels, newHeight, newWidth, part);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image
                && image.channels == channels
                && image.height == height
                && image.width == width
                && Arrays.equals(image.pixels, pixels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pixels) * 31 + height * 17 + channels;
    }

    /// The sizes, as in `3 x 28 x 28 (channels, height, width)`.
    @Override
    public String toString() {
        return channels + " x " + height + " x " + width + " (channels, height, width)";
    }
}
