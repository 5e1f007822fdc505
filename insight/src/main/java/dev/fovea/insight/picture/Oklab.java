package dev.fovea.insight.picture;

/// A space in which equal distances look about equally different: B. Ottosson, *A perceptual color space for image
/// processing*, 2020 (<https://bottosson.github.io/posts/oklab/>).
///
/// @param lightness 0 (black) to 1 (white)
/// @param a green (below 0) to red
/// @param b blue (below 0) to yellow
record Oklab(double lightness, double a, double b) {
    /// A colour by its lightness, chroma and hue.
    ///
    /// @param degrees of the hue: about 30 is red, 110 yellow, 140 green, 260 blue
    static Oklab ofHue(double lightness, double chroma, double degrees) {
        double angle = StrictMath.toRadians(degrees);
        return new Oklab(lightness, chroma * StrictMath.cos(angle), chroma * StrictMath.sin(angle));
    }

    static Oklab of(Colour colour) {
        double red = linear(colour.red());
        double green = linear(colour.green());
        double blue = linear(colour.blue());
        double l = StrictMath.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = StrictMath.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = StrictMath.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new Oklab(
                0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    double distance(Oklab other) {
        double byLightness = lightness - other.lightness;
        double byA = a - other.a;
        double byB = b - other.b;
        return StrictMath.sqrt(byLightness * byLightness + byA * byA + byB * byB);
    }

    Oklab towards(Oklab other, double part) {
        return new Oklab(
                lightness + (other.lightness - lightness) * part, a + (other.a - a) * part, b + (other.b - b) * part);
    }

    /// Whether screens show it.
    boolean isOfScreens() {
        boolean inside = true;
        for (double part : linearParts()) {
            inside &= part >= 0 && part <= 1;
        }
        return inside;
    }

    /// The nearest byte in each part.
    Colour colour() {
        double[] parts = linearParts();
        return new Colour(encoded(parts[0]), encoded(parts[1]), encoded(parts[2]));
    }

    private double[] linearParts() {
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double cube(double x) {
        return x * x * x;
    }

    /// The transfer function of sRGB (IEC 61966-2-1).
    private static int encoded(double part) {
        double inside = StrictMath.clamp(part, 0.0, 1.0);
        double value = inside <= 0.0031308 ? 12.92 * inside : 1.055 * StrictMath.pow(inside, 1 / 2.4) - 0.055;
        return (int) StrictMath.floor(255 * value + 0.5);
    }

    private static double linear(int part) {
        double value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4);
    }
}
