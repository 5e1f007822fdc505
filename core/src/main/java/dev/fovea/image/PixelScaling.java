package dev.fovea.image;

/// Turns a byte into a network's input: `x * scale + shift`, one float32 multiplication and one float32 addition, each
/// rounded.
///
/// The 256 results are tabulated, so whoever scales with these two constants, in a kernel, in a table or in a model
/// file, gets the same bits.
///
/// @param scale what the pixel value 0 to 255 is multiplied by
/// @param shift what is added then
public record PixelScaling(float scale, float shift) {
    /// Leaves pixels as they are: 0 to 255.
    public static final PixelScaling NONE = new PixelScaling(1, 0);

    /// Maps pixels to 0 to 1: `x * (1 / 255)`.
    public static final PixelScaling UNIT = new PixelScaling(1 / 255f, 0);

    /// Checks the constants.
    ///
    /// @throws IllegalArgumentException if one of them is not finite, or the scale is 0
    public PixelScaling {
        if (!Float.isFinite(scale) || !Float.isFinite(shift) || scale == 0) {
            throw new IllegalArgumentException(
                    "scaling pixels by x * "
                            + scale
                            + " + "
                            + shift
                            + ": both constants must be finite, and the scale not 0");
        }
    }

    /// Gives pixels, taken as 0 to 1, the mean 0 and the deviation 1: `x * 1 / (255 deviation) - mean / deviation`,
    /// both constants computed in double and rounded to float32.
    ///
    /// @param mean the mean of the pixels over 255, for MNIST 0.1307
    /// @param deviation their standard deviation over 255, for MNIST 0.3081
    /// @return the scaling
    /// @throws IllegalArgumentException if the deviation is not above 0
    public static PixelScaling ofMeanAndDeviation(double mean, double deviation) {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException(
                    "scaling pixels to deviation 1: the deviation is " + deviation + ", it must be above 0");
        }
        return new PixelScaling((float) (1 / (255 * deviation)), (float) (-mean / deviation));
    }

    /// Scales one pixel.
    ///
    /// @param pixel 0 to 255
    /// @return the network's input
    public float apply(int pixel) {
        return pixel * scale + shift;
    }

    /// Tabulates all pixels.
    ///
    /// @return a new array of 256 inputs, by unsigned byte
    public float[] table() {
        float[] table = new float[256];
        for (int pixel = 0; pixel < 256; pixel++) {
            table[pixel] = apply(pixel);
        }
        return table;
    }
}
