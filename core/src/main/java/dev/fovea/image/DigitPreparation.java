package dev.fovea.image;

import org.jspecify.annotations.Nullable;

/// Gives the picture of a single digit, of any size and colour, the form of MNIST's: light ink on a ground of 0, scaled
/// into a box, with the centre of mass in the middle.
///
/// All steps are integer arithmetic:
///
/// 1. The picture becomes grey, on white where there is opacity; dark ink on a light ground is inverted.
/// 2. A picture that already has the wanted size is done: it is taken as prepared.
/// 3. With the ground `g` (median of the border) and the lightest value `l`, values up to `g + (l - g) / 5` become 0,
///    which takes away the grain of paper, and the rest is stretched to 255.
/// 4. The smallest rectangle with all ink is [resized by area][Resize#area] so that its longer side fills the box, and
///    stretched like that again.
/// 5. It is placed so that the centre of mass lies in the middle of the picture, as nearly as whole pixels allow and as
///    it fits.
///
/// Source: Y. LeCun, C. Cortes, C. J. C. Burges, *The MNIST database of handwritten digits*: "size normalized to fit in
/// a 20x20 pixel box while preserving their aspect ratio ... centered in a 28x28 image by computing the center of
/// mass".
///
/// @param size the rows and columns of the result, 28 for MNIST
/// @param box the longer side of the ink, 20 for MNIST
/// @param polarity what the ink is, or null to [judge][Polarity#of] each picture
public record DigitPreparation(int size, int box, @Nullable Polarity polarity) {
    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if the box does not fit
    public DigitPreparation {
        if (box < 1 || size < box) {
            throw new IllegalArgumentException(
                    "preparing digits of "
                            + size
                            + " x "
                            + size
                            + " pixels with ink in a box of "
                            + box
                            + ": the box must be at least 1 and at most the size");
        }
    }

    /// The form of MNIST: 28 x 28, ink in 20 x 20, polarity judged for each picture.
    ///
    /// @return the preparation
    public static DigitPreparation mnist() {
        return new DigitPreparation(28, 20, null);
    }

    /// Prepares a picture.
    ///
    /// @param image a digit, of any size and colour
    /// @return one channel, [#size] x [#size], ink 255 on ground 0; all 0 where there is no ink
    public Image apply(Image image) {
        Image grey = image.toGrey();
        Polarity ink = polarity == null ? Polarity.of(grey) : polarity;
        if (ink == Polarity.DARK_ON_LIGHT) {
            grey = grey.inverted();
        }
        if (grey.height() == size && grey.width() == size) {
            return grey;
        }
        Image clean = stretch(grey, Polarity.ground(grey));
        Image digit = cutOut(clean);
        return digit == null ? Image.filled(size, size, 0) : place(stretch(scale(digit), 0));
    }

    /// Maps the ground and all that is hardly lighter to 0, the lightest value to 255.
    private static Image stretch(Image grey, int ground) {
        byte[] pixels = grey.pixels();
        int lightest = 0;
        for (byte pixel : pixels) {
            lightest = Math.max(lightest, pixel & 0xFF);
        }
        int range = Math.max(1, lightest - ground);
        for (int i = 0; i < pixels.length; i++) {
            int above = (pixels[i] & 0xFF) - ground;
            pixels[i] = (byte) (above <= range / 8 ? 0 : (above * 255 + range / 2) / range);
        }
        return Image.own(1, grey.height(), grey.width(), pixels);
    }

    /// The smallest rectangle with all ink, or null where there is none.
    private static @Nullable Image cutOut(Image grey) {
        int top = grey.height();
        int bottom = -1;
        int left = grey.width();
        int right = -1;
        for (int row = 0; row < grey.height(); row++) {
            for (int column = 0; column < grey.width(); column++) {
                if (grey.value(0, row, column) > 0) {
                    top = Math.min(top, row);
                    bottom = row;
                    left = Math.min(left, column);
                    right = Math.max(right, column);
                }
            }
        }
        return bottom < 0 ? null : grey.crop(top, left, bottom - top + 1, right - left + 1);
    }

    private Image scale(Image digit) {
        int longer = Math.max(digit.height(), digit.width());
        return Resize.area(digit, scaled(digit.height(), longer), scaled(digit.width(), longer));
    }

    private int scaled(int side, int longer) {
        return Math.max(1, (int) ((2L * side * box + longer) / (2L * longer)));
    }

    private Image place(Image digit) {
        long mass = 0;
        long massX = 0;
        long massY = 0;
        for (int row = 0; row < digit.height(); row++) {
            for (int column = 0; column < digit.width(); column++) {
                int value = digit.value(0, row, column);
                mass += value;
                massX += (long) value * column;
                massY += (long) value * row;
            }
        }
        int left = offset(massX, mass, digit.width());
        int top = offset(massY, mass, digit.height());
        byte[] pixels = new byte[size * size];
        for (int row = 0; row < digit.height(); row++) {
            System.arraycopy(digit.raw(), row * digit.width(), pixels, (top + row) * size + left, digit.width());
        }
        return Image.own(1, size, size, pixels);
    }

    /// `ceil(size / 2 - 1 / 2 - moment / mass)`, as MNIST rounded, kept within the picture.
    private int offset(long moment, long mass, int length) {
        long centred = Math.ceilDiv((size - 1L) * mass - 2 * moment, 2 * mass);
        return (int) Math.max(0, Math.min(size - length, centred));
    }
}
