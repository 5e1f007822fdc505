package dev.fovea.kernel;

/// The transforms of [WinogradTiles], lane by lane, for one row of tiles of one block. The sums over channels or
/// filters in between are a [DenseSum] for each point, those over samples a [WinogradSum].
///
/// All have one definition, in terms of [WinogradFilter]: points of a pair share the sums over even and over odd terms,
/// and each sum goes on in one stated order, with one fused multiply-add per term.
///
/// Every method takes [WinogradTiles#betweenPasses] floats of scratch `t` at `to`.
public interface WinogradKernel {
    /// `V = B^T d B` of channels `first` to `last` (exclusive); columns before rows.
    ///
    /// @param x the first row that the row of tiles sees, in the first channel's image, at `xo`: rows without their
    ///   padding
    /// @param v `[tiles][points²][channels][16]`, at `vo`, as [WinogradTiles#tileStride] says
    void input(float[] x, int xo, float[] t, int to, float[] v, int vo, int first, int last);

    /// `y = A^T m A + bias` of filters `first` to `last` (exclusive), or its maxima over windows of 2x2 and their
    /// indices; columns before rows.
    ///
    /// @param m `[tiles][points²][filters][16]`, at `mo`, as [WinogradTiles#tileStride] says
    /// @param b one bias per filter, or `[filters][16]` where [WinogradTiles#inLanes]
    /// @param y where the first filter's row of tiles begins
    /// @param z where pooled: the index (0 to 3) of each maximum, with the layout of `y`
    void output(
            float[] m,
            int mo,
            float[] b,
            int bo,
            float[] t,
            int to,
            float[] y,
            int yo,
            float[] z,
            int zo,
            int first,
            int last);

    /// `Z = A y A^T` of the gradients of all filters; columns before rows.
    ///
    /// @param dy where the row of tiles begins in the first filter
    /// @param index where pooled: which position of its window each gradient belongs to
    /// @param z `[tiles][points²][filters][16]`, at `zo`, as [WinogradTiles#tileStride] says
    void gradient(float[] dy, int dyo, float[] index, int io, float[] t, int to, float[] z, int zo);

    /// Adds `B n B^T` of channels `first` to `last` (exclusive) to the rows of an input gradient that a row of tiles
    /// has: rows before columns. Of the tiles that overlap in a row, and of the rows of tiles, the earlier have written
    /// there; what no earlier one has is written, not added to. To its first taps - 1 rows a row of tiles always adds:
    /// before the first one they are to be zeros.
    ///
    /// @param n `[tiles][points²][channels][16]`, at `no`, as [WinogradTiles#tileStride] says
    /// @param dx where the first row that the row of tiles reaches begins in channel `first`, with the layout of the
    ///   image: what falls on the padding of a row is left out
    void inputGradient(float[] n, int no, float[] t, int to, float[] dx, int dxo, int first, int last);
}
