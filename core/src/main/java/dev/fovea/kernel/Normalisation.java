package dev.fovea.kernel;

/// Batch normalisation of blocks, `[channels][pixels][16]`, with statistics per channel.
///
/// Sums over samples are left as 16 lane sums per channel, `[channels][16]`, with the order of [BlockSum]: fold them
/// and join the leaves with [LeafTree]. `d = x - mean` and `h = d inverseDeviation` are rounded as written. Source: S.
/// Ioffe, C. Szegedy, *Batch Normalization*, ICML 2015, algorithm 1 and the equations of section 3.
///
/// Arrays per channel (`mean`, ...) start at the offset that follows them.
public interface Normalisation {
    /// Lane sums of squared deviations: `acc = fma(d, d, acc)`.
    ///
    /// @param x the leaf's blocks, the first values at `base`, `base + stride`, ...
    /// @param samples samples in the leaf, 1 to 64
    void squaredDeviations(
            float[] x,
            int base,
            int stride,
            int samples,
            int channels,
            int pixels,
            float[] mean,
            int mo,
            float[] lanes,
            int lo);

    /// `y = fma(h, gamma, beta)` for one block; `y` may be `x`.
    void normalise(
            float[] x,
            int xo,
            int channels,
            int pixels,
            float[] mean,
            int mo,
            float[] inverseDeviation,
            int io,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] y,
            int yo);

    /// `y = fma(h, gamma, beta)` for one block whose lanes are channels, `[channels/16][pixels][16]`: so are those of
    /// the arrays per channel, `[channels/16][16]`.
    ///
    /// @param blocks sixteens of channels
    void normaliseLanes(
            float[] x,
            int xo,
            int blocks,
            int pixels,
            float[] mean,
            int mo,
            float[] inverseDeviation,
            int io,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] y,
            int yo);

    /// Lane sums of `dy h`, the gradient of gamma: `acc = fma(dy, h, acc)`; and, read in the same pass, those of `dy`,
    /// the gradient of beta, with the bits of [BlockSum#laneSums].
    ///
    /// @param x the leaf's blocks, the first values at `base`, `base + stride`, ...
    /// @param dy laid out as `x`, with the same stride, the first values at `dyBase`
    /// @param lanes takes `[2][channels][16]` at `lo`: of `dy h`, then of `dy`
    void gradientSums(
            float[] dy,
            int dyBase,
            float[] x,
            int base,
            int stride,
            int samples,
            int channels,
            int pixels,
            float[] mean,
            int mo,
            float[] inverseDeviation,
            int io,
            float[] lanes,
            int lo);

    /// Gradient of the input where mean and deviation are those of the batch, for one block: `dx = (gamma
    /// inverseDeviation) fma(-h, meanDyH, dy - meanDy)`; `dx` may be `dy` or `x`.
    ///
    /// @param meanDy per channel, `Σ dy` over batch and pixels, divided by their count
    /// @param meanDyH per channel, `Σ dy h`, divided by their count
    void inputGradient(
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            int channels,
            int pixels,
            float[] mean,
            int mo,
            float[] inverseDeviation,
            int io,
            float[] gamma,
            int go,
            float[] meanDy,
            int so,
            float[] meanDyH,
            int ho,
            float[] dx,
            int dxo);
}
