package dev.fovea.insight.picture;

/// A colour of a screen (sRGB).
///
/// @param red 0 to 255
/// @param green 0 to 255
/// @param blue 0 to 255
public record Colour(int red, int green, int blue) {
    /// The ground of drawings.
    public static final Colour WHITE = new Colour(255, 255, 255);

    /// Text.
    public static final Colour INK = new Colour(0x1f, 0x24, 0x2b);

    /// Text of less weight.
    public static final Colour FAINT = new Colour(0x5c, 0x65, 0x70);

    /// Frames and lines of a grid.
    public static final Colour RULE = new Colour(0xc9, 0xce, 0xd4);

    /// Checks the parts.
    ///
    /// @throws IllegalArgumentException if one is out of range
    public Colour {
        if ((red | green | blue) < 0 || red > 255 || green > 255 || blue > 255) {
            throw new IllegalArgumentException(
                    "making a colour of " + red + ", " + green + ", " + blue + ": expected parts from 0 to 255");
        }
    }

    /// Lays this colour over another.
    ///
    /// @param ground what lies below
    /// @param opacity from 0 (the ground) to 1 (this colour)
    /// @return the mixture
    public Colour over(Colour ground, double opacity) {
        return new Colour(
                mixed(red, ground.red, opacity),
                mixed(green, ground.green, opacity),
                mixed(blue, ground.blue, opacity));
    }

    private static int mixed(int above, int below, double opacity) {
        return (int) StrictMath.floor(below + (above - below) * opacity + 0.5);
    }

    /// {@return the colour as pages write it, like `#1f242b`}
    public String hex() {
        return "#" + two(red) + two(green) + two(blue);
    }

    private static String two(int part) {
        String digits = Integer.toHexString(part);
        return digits.length() == 1 ? "0" + digits : digits;
    }
}
