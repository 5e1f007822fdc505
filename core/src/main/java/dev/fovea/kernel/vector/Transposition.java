package dev.fovea.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Transpositions of tiles of 4 or 8 rows, in vectors of at most 256 bits.
///
/// @param rows rows and columns of a tile
/// @param tiles the kernel, loaded once for all that transpose
record Transposition(int rows, Tiles tiles) {
    private static final int MOST = 8;

    static Transposition of(VectorSpecies<Float> species) {
        VectorSpecies<Float> own = species.length() > MOST ? FloatVector.SPECIES_256 : species;
        return new Transposition(own.length(), Specialised.load(Tiles.class, KTranspose.class, own));
    }

    /// Transpositions of tiles.
    interface Tiles {
        /// `y[yo + t*yStep + i*ys + j] = x[xo + t*xStep + j*xs + i]` for each tile `t`: one call, so that what all
        /// tiles need is in registers once.
        ///
        /// @param count tiles
        void tiles(float[] x, int xo, int xs, int xStep, float[] y, int yo, int ys, int yStep, int count);
    }

    /// As [Tiles#tiles].
    void tiles(float[] x, int xo, int xs, int xStep, float[] y, int yo, int ys, int yStep, int count) {
        tiles.tiles(x, xo, xs, xStep, y, yo, ys, yStep, count);
    }
}
