package dev.fovea.image;

/// How far training images may be moved and bent. Every amount is drawn evenly between its limits, both ways, but for
/// the bends, which are normal.
///
/// @param shift pixels up, down, left or right, at most
/// @param turn degrees around the middle, at most
/// @param scale how much larger or smaller around the middle, at most: .1 is a factor from .9 to 1.1
/// @param elastic the standard deviation, in pixels, of the points of a grid that bends the image; between them the
///   displacement is a cubic B-spline, so it is smooth, and at most about half as large. After P. Simard et al., *Best
///   Practices for Convolutional Neural Networks*, ICDAR 2003, section 2, where the smoothing is Gaussian.
/// @param elasticGrid pixels from one point of that grid to the next
public record Warp(double shift, double turn, double scale, double elastic, int elasticGrid) {
    /// The grid where none is given.
    public static final int USUAL_GRID = 7;

    /// Leaves images where they are.
    public static final Warp NONE = new Warp(0, 0, 0, 0, USUAL_GRID);

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is outside its range
    public Warp {
        boolean good =
                within(shift, 1000)
                        && within(turn, 180)
                        && within(scale, 0.9)
                        && within(elastic, 100)
                        && elasticGrid >= 2
                        && elasticGrid <= 1000;
        if (!good) {
            throw new IllegalArgumentException(
                    "moving images by shifts up to "
                            + shift
                            + " pixels, turns up to "
                            + turn
                            + " degrees, scales up to "
                            + scale
                            + " and bends of deviation "
                            + elastic
                            + " on a grid of "
                            + elasticGrid
                            + " pixels: expected 0 to 1000, 0 to 180, 0 to 0.9, 0 to 100, and 2 to 1000");
        }
    }

    private static boolean within(double value, double most) {
        return value >= 0 && value <= most;
    }

    /// {@return the same with another largest shift}
    ///
    /// @param pixels 0 to 1000
    public Warp withShift(double pixels) {
        return new Warp(pixels, turn, scale, elastic, elasticGrid);
    }

    /// {@return the same with another largest turn}
    ///
    /// @param degrees 0 to 180
    public Warp withTurn(double degrees) {
        return new Warp(shift, degrees, scale, elastic, elasticGrid);
    }

    /// {@return the same with another largest change of size}
    ///
    /// @param part 0 to .9
    public Warp withScale(double part) {
        return new Warp(shift, turn, part, elastic, elasticGrid);
    }

    /// {@return the same with other bends}
    ///
    /// @param deviation in pixels, 0 to 100
    /// @param grid in pixels, 2 to 1000
    public Warp withElastic(double deviation, int grid) {
        return new Warp(shift, turn, scale, deviation, grid);
    }

    /// Whether images are moved at all.
    ///
    /// @return false if every amount is 0
    public boolean moves() {
        return shift > 0 || turn > 0 || scale > 0 || elastic > 0;
    }
}
