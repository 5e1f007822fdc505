package dev.fovea.kernel;

/// The gradients of a convolution's weights at [Winograd's points][WinogradTiles], for some of its filters: at each
/// point `dU[c][f] = Σ V[c] Z[f]` over samples and tiles, with the transforms `V` of inputs and `Z` of output
/// gradients.
///
/// Sixteen filters are in the lanes, because they are what the sum is not over: nothing is left to add up between
/// lanes, and sums take a sixteenth of what those of single samples would. For that, output gradients are transposed
/// before they are transformed, which costs little where there are fewer of them than points.
///
/// @param tiles the convolution
/// @param filterBlocks filters, in sixteens
public record WinogradSum(WinogradTiles tiles, int filterBlocks) {
    private static final int LANES = Kernels.LANES;

    /// Floats of the sums of a leaf, at most, unless sixteen filters take more: with the transforms of a row of tiles
    /// they fit a second-level cache of 2 MiB.
    private static final int MOST = 256 * 1024;

    /// All filters of a convolution, or as many as a leaf's sums have room for.
    public static WinogradSum of(WinogradTiles tiles) {
        int blocks = Math.ceilDiv(tiles.filters(), LANES);
        long sums = (long) blocks * LANES * tiles.allPoints() * tiles.channels();
        int parts = (int) Math.min(blocks, Math.ceilDiv(sums, MOST));
        return new WinogradSum(tiles, Math.ceilDiv(blocks, parts));
    }

    /// How often these filters go into those of the convolution; the last may be fewer.
    public int parts() {
        return Math.ceilDiv(Math.ceilDiv(tiles.filters(), LANES), filterBlocks);
    }

    /// Filters, with those that fill the last sixteen.
    public int filters() {
        return filterBlocks * LANES;
    }

    /// A row of tiles of output gradients with filters in the lanes: an "image" is what a sample has of sixteen
    /// filters, `[samples][filterBlocks][rows][columns][16]`. Its transform is `Z`,
    /// `[tiles][points²][samples][filters]`.
    public WinogradTiles gradients() {
        int images = LANES * filterBlocks;
        return new WinogradTiles(1, images, tiles.tile(), tiles.taps(), 1, tiles.tileColumns(), tiles.pooled());
    }
}
