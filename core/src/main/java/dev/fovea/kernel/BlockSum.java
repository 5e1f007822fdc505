package dev.fovea.kernel;

/// Sums over the samples of a leaf: up to 64 samples in up to four blocks, of which the last may be short.
///
/// First 16 lane sums per channel, from +0, one value after another in ascending (block, row, column); then the fold of
/// 16 lanes to one: lane `l` plus lane `l + 8`, then `l + 4`, `l + 2`, `l + 1`. Lanes without a sample take part as +0,
/// whatever they hold.
///
/// Leaves are joined by [LeafTree].
public interface BlockSum {
    /// Lane sums of every channel: `lanes[lo + c*16 + l] = Σ x[base + b*stride + (c*pixels + p)*16 + l]` over block `b`
    /// and pixel `p`.
    ///
    /// @param x blocks of `[channels][pixels][16]` whose first values lie at `base`, `base + stride`, ...
    /// @param samples samples in the leaf, 1 to 64
    /// @param pixels values per channel and sample
    void laneSums(float[] x, int base, int stride, int samples, int channels, int pixels, float[] lanes, int lo);

    /// Folds groups of 16 values: `out[oo + i]` is the sum of `lanes[at + i*16 ..]` in the order 8-4-2-1, for `0 <= i <
    /// count`. What is written does not overlap what is read.
    void fold(float[] lanes, int at, int count, float[] out, int oo);
}
