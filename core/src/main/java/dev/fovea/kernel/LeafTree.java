package dev.fovea.kernel;

import dev.fovea.kernel.Elementwise.Binary;

/// The fixed tree that joins the partial sums of leaves: neighbours first, then neighbours of pairs, and so on; always
/// older plus newer.
///
/// Seven leaves give `((0+1)+(2+3)) + ((4+5)+6)`. The tree depends on the number of leaves only, never on threads or
/// machines.
///
/// Partial sums are tiles of `size` floats. Either all are kept and [joined at the end][#join], or each is [taken
/// in][#take] as it comes, like a carry in a binary counter, with room for [#slots] tiles.
public final class LeafTree {
    private LeafTree() {}

    /// How many tiles must be kept while `leaves` partial sums come one after another.
    ///
    /// @param leaves at least 1
    /// @return tiles of scratch
    public static int slots(int leaves) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(leaves);
    }

    /// Which tile of the scratch takes the partial sum of a leaf; write it there, then call [#take].
    ///
    /// @param leaf the leaf, from 0
    /// @return the tile's number
    public static int slot(int leaf) {
        return Integer.bitCount(leaf);
    }

    /// Takes in the partial sum of `leaf`, which lies in tile [#slot(int)]. Leaves come in ascending order from 0.
    ///
    /// @param elementwise adds
    /// @param leaf the leaf
    /// @param scratch the tiles, the first at `at`
    /// @param size floats in a tile
    public static void take(Elementwise elementwise, int leaf, float[] scratch, int at, int size) {
        int top = slot(leaf);
        for (int carry = leaf; (carry & 1) != 0; carry >>= 1) {
            add(elementwise, scratch, at + (top - 1) * size, at + top * size, size);
            top--;
        }
    }

    /// Joins what is left when the last leaf has been taken in. The sum is in the first tile.
    ///
    /// @param elementwise adds
    /// @param leaves how many leaves there were
    /// @param scratch the tiles, the first at `at`
    /// @param size floats in a tile
    public static void finish(Elementwise elementwise, int leaves, float[] scratch, int at, int size) {
        for (int top = Integer.bitCount(leaves) - 1; top > 0; top--) {
            add(elementwise, scratch, at + (top - 1) * size, at + top * size, size);
        }
    }

    /// Joins partial sums that were all kept: leaf `l` at `at + l*stride`. The sum is where leaf 0 was; the others are
    /// overwritten.
    ///
    /// @param elementwise adds
    /// @param leaves how many leaves
    /// @param partials the partial sums
    /// @param stride floats from leaf to leaf
    /// @param size floats in a partial sum
    public static void join(Elementwise elementwise, int leaves, float[] partials, int at, int stride, int size) {
        for (int step = 1; step < leaves; step *= 2) {
            for (int leaf = 0; leaf + step < leaves; leaf += 2 * step) {
                add(elementwise, partials, at + leaf * stride, at + (leaf + step) * stride, size);
            }
        }
    }

    private static void add(Elementwise elementwise, float[] x, int older, int newer, int size) {
        elementwise.binary(Binary.ADD, x, older, 1, x, newer, 1, x, older, size);
    }
}
