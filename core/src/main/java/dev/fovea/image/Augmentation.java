package dev.fovea.image;

import dev.fovea.random.NormalTable;
import dev.fovea.random.Stream;

/// Small random changes of training images: shifts, turns, and noise on the scaled inputs.
///
/// What happens to an image is decided by the [Stream] that is handed in, which is to be [reset][Stream#reset(int,int)]
/// to epoch and sample; so a sample meets the same change however it is batched.
///
/// @param maximumShift the largest shift in pixels, up, down, left or right; 0 for none
/// @param maximumTurn the largest turn in degrees, both ways; 0 for none
/// @param noise the standard deviation of the normal noise on every scaled input; 0 for none
public record Augmentation(double maximumShift, double maximumTurn, float noise) {
    /// Leaves images as they are.
    public static final Augmentation NONE = new Augmentation(0, 0, 0);

    private static final int ONE = 1 << 16;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is negative or not finite, the shift above 1000 pixels or the turn above
    ///   180 degrees
    public Augmentation {
        if (!(maximumShift >= 0 && maximumShift <= 1000)
                || !(maximumTurn >= 0 && maximumTurn <= 180)
                || !(noise >= 0 && noise < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "augmenting images by shifts up to "
                            + maximumShift
                            + " pixels, turns up to "
                            + maximumTurn
                            + " degrees and noise of deviation "
                            + noise
                            + ": expected 0 to 1000, 0 to 180, and at least 0");
        }
    }

    /// Noise alone.
    ///
    /// @param deviation the standard deviation on every scaled input
    /// @return the augmentation
    /// @throws IllegalArgumentException if the deviation is negative or not finite
    public static Augmentation ofNoise(float deviation) {
        return new Augmentation(0, 0, deviation);
    }

    /// Whether images are shifted or turned.
    ///
    /// @return true if [#move] does something
    public boolean moves() {
        return maximumShift > 0 || maximumTurn > 0;
    }

    /// Whether anything is changed at all.
    ///
    /// @return true if images are moved or get noise
    public boolean changes() {
        return moves() || noise > 0;
    }

    /// Turns an image around its middle and shifts it, by amounts drawn evenly between the limits.
    ///
    /// Where an output pixel comes from is computed in integers of 1/65536 pixel; its value is the mean of the four
    /// pixels around that place, weighted in integers of 1/256 by nearness and rounded; outside the image all is 0.
    ///
    /// @param random decides shift and turn; six words of it are used
    /// @param source bytes `[channels, height, width]`
    /// @param target takes as many bytes
    /// @param height the number of rows
    /// @param width the number of columns
    public void move(Stream random, byte[] source, byte[] target, int height, int width) {
        double angle = random.nextDouble(-1, 1) * maximumTurn * Math.PI / 180;
        int shiftX = (int) (random.nextDouble(-1, 1) * maximumShift * ONE);
        int shiftY = (int) (random.nextDouble(-1, 1) * maximumShift * ONE);
        int cosine = (int) StrictMath.rint(StrictMath.cos(angle) * ONE);
        int sine = (int) StrictMath.rint(StrictMath.sin(angle) * ONE);
        for (int row = 0; row < height; row++) {
            // The place of column 0 from the middle, in 1/65536 pixel, turned; each column adds one pixel, turned.
            long dx = (1L - width) * (ONE / 2) - shiftX;
            long dy = (2L * row - (height - 1)) * (ONE / 2) - shiftY;
            long x = cosine * dx + sine * dy + (width - 1L) * (ONE / 2) * ONE;
            long y = cosine * dy - sine * dx + (height - 1L) * (ONE / 2) * ONE;
            for (int column = 0; column < width; column++) {
                for (int plane = 0; plane < target.length; plane += height * width) {
                    int value = between(source, plane, height, width, x >> 16, y >> 16);
                    target[plane + row * width + column] = (byte) value;
                }
                x += (long) cosine * ONE;
                y -= (long) sine * ONE;
            }
        }
    }

    private static int between(byte[] source, int plane, int height, int width, long x, long y) {
        int left = (int) (x >> 16);
        int top = (int) (y >> 16);
        if (left < -1 || left >= width || top < -1 || top >= height) {
            return 0;
        }
        int right = (int) (x >> 8) & 0xFF;
        int low = (int) (y >> 8) & 0xFF;
        int above;
        int below;
        if (left >= 0 && left < width - 1 && top >= 0 && top < height - 1) {
            int first = plane + top * width + left;
            above = (256 - right) * (source[first] & 0xFF) + right * (source[first + 1] & 0xFF);
            int second = first + width;
            below = (256 - right) * (source[second] & 0xFF) + right * (source[second + 1] & 0xFF);
        } else {
            above =
                    (256 - right) * at(source, plane, height, width, top, left)
                            + right * at(source, plane, height, width, top, left + 1);
            below =
                    (256 - right) * at(source, plane, height, width, top + 1, left)
                            + right * at(source, plane, height, width, top + 1, left + 1);
        }
        return ((256 - low) * above + low * below + (1 << 15)) >> 16;
    }

    private static int at(byte[] source, int plane, int height, int width, int row, int column) {
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? source[plane + row * width + column] & 0xFF : 0;
    }

    /// Adds normal noise to scaled inputs: `x + noise * z`, `z` from [NormalTable] by half a random word, the lower
    /// half first.
    ///
    /// @param random decides the noise; a word for every two inputs is used
    /// @param inputs scaled inputs, changed in place
    /// @param offset the first input
    /// @param length the number of inputs
    public void addNoiseInPlace(Stream random, float[] inputs, int offset, int length) {
        for (int i = 0; i < length; i += 2) {
            int word = random.nextWord();
            inputs[offset + i] += noise * NormalTable.normal(word);
            if (i + 1 < length) {
                inputs[offset + i + 1] += noise * NormalTable.normal(word >>> 16);
            }
        }
    }
}
