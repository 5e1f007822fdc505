package dev.fovea.image;

/// Small random changes of training images, anew in each epoch: [an Augmenter][Augmenter] makes them.
///
/// In this order: the image is mirrored, [moved and bent][Warp] in one resampling, made brighter or darker, a square of
/// it is erased; its pixels are scaled to inputs, and the inputs get noise.
///
/// ```java
/// Augmentation.NONE.with(Warp.NONE.withShift(2).withTurn(10)).withErase(6)
/// ```
///
/// @param warp how far images are moved and bent
/// @param flip the probability that left and right are exchanged
/// @param brightness how much brighter or darker, at most: .2 is a factor from .8 to 1.2; 255 stays the lightest value
/// @param erase the side, in pixels, of a square that becomes 0; its middle is any pixel, so it may stand over the
///   edge. T. DeVries, G. Taylor, *Improved Regularization of Convolutional Neural Networks with Cutout*, 2017, section
///   3
/// @param noise the standard deviation of the normal noise on every scaled input
public record Augmentation(Warp warp, double flip, double brightness, int erase, float noise) {
    /// Leaves images as they are.
    public static final Augmentation NONE = new Augmentation(Warp.NONE, 0, 0, 0, 0);

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is outside its range
    public Augmentation {
        boolean good =
                flip >= 0
                        && flip <= 1
                        && brightness >= 0
                        && brightness <= 1
                        && erase >= 0
                        && erase <= 1000
                        && noise >= 0
                        && noise < Float.POSITIVE_INFINITY;
        if (!good) {
            throw new IllegalArgumentException(
                    "augmenting images by mirroring with probability "
                            + flip
                            + ", brightness up to "
                            + brightness
                            + ", erasing a square of "
                            + erase
                            + " pixels and noise of deviation "
                            + noise
                            + ": expected 0 to 1, 0 to 1, 0 to 1000, and at least 0");
        }
    }

    /// Noise alone.
    ///
    /// @param deviation the standard deviation on every scaled input
    /// @return the augmentation
    /// @throws IllegalArgumentException if the deviation is negative or not finite
    public static Augmentation ofNoise(float deviation) {
        return NONE.withNoise(deviation);
    }

    /// {@return the same with other movements}
    ///
    /// @param next how far images are moved and bent
    public Augmentation with(Warp next) {
        return new Augmentation(next, flip, brightness, erase, noise);
    }

    /// {@return the same with another probability of mirroring}
    ///
    /// @param probability 0 to 1
    public Augmentation withFlip(double probability) {
        return new Augmentation(warp, probability, brightness, erase, noise);
    }

    /// {@return the same with other brightness}
    ///
    /// @param part 0 to 1
    public Augmentation withBrightness(double part) {
        return new Augmentation(warp, flip, part, erase, noise);
    }

    /// {@return the same with another square erased}
    ///
    /// @param side in pixels, 0 for none
    public Augmentation withErase(int side) {
        return new Augmentation(warp, flip, brightness, side, noise);
    }

    /// {@return the same with other noise}
    ///
    /// @param deviation the standard deviation on every scaled input
    public Augmentation withNoise(float deviation) {
        return new Augmentation(warp, flip, brightness, erase, deviation);
    }

    /// Whether pixels are changed before they are scaled.
    ///
    /// @return true if anything but noise is asked for
    public boolean changesPixels() {
        return warp.moves() || flip > 0 || brightness > 0 || erase > 0;
    }

    /// Whether anything is changed at all.
    ///
    /// @return true if pixels are changed or inputs get noise
    public boolean changes() {
        return changesPixels() || noise > 0;
    }
}
