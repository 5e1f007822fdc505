package dev.fovea.kernel;

/// The products of [WinogradSum], for one point and one row of tiles of one block.
public interface WinogradSumKernel {
    /// Channels that sums have room for: those of the convolution, and what fills the last tile of a kernel. Behind the
    /// transforms of inputs as many floats may be read as those have.
    int channels();

    /// `dU[c][f] += Σ V[c] Z[f]`, by one fused multiply-add for each tile and sample of it in ascending order, and at
    /// last +0.
    ///
    /// @param z `[tiles][points²][samples][filters]`, at `zo`: a point of the first tile
    /// @param v `[tiles][points²][channels][samples]`, at `vo`: that point of the first tile
    /// @param sums `[channels][filters]`, at `so`
    void add(float[] z, int zo, float[] v, int vo, float[] sums, int so);
}
