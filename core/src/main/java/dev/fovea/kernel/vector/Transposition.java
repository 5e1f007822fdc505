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

    /// Transpositions of one tile.
    interface Tiles {
        /// `y[yo + i*ys + j] = x[xo + j*xs + i]`.
        void tile(float[] x, int xo, int xs, float[] y, int yo, int ys);
    }

    /// `y[yo + i*ys + j] = x[xo + j*xs + i]`.
    void tile(float[] x, int xo, int xs, float[] y, int yo, int ys) {
        tiles.tile(x, xo, xs, y, yo, ys);
    }
}
