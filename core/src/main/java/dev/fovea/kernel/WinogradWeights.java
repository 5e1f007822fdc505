package dev.fovea.kernel;

/// The transform of weights for [WinogradTiles], and its transpose for their gradients: `U = G g G^T` and `dg = G^T dU
/// G`, columns before rows, with the matrix of a [WinogradFilter].
public interface WinogradWeights {
    /// Floats of scratch.
    int scratch();

    /// Transforms kernels `from` to `to` (exclusive) of `count`.
    ///
    /// @param w kernels `[count][taps²]`, at `wo`
    /// @param u `[points²][count]`, at `uo`
    /// @param scratch [#scratch] floats at `so`
    void transform(float[] w, int wo, int count, int from, int to, float[] u, int uo, float[] scratch, int so);

    /// The gradients of kernels `from` to `to` (exclusive) of `count` from those of their transforms.
    ///
    /// @param u `[points²][count]`, at `uo`
    /// @param w kernels of `[taps²]`, `stride` floats from one to the next, at `wo`
    /// @param scratch [#scratch] floats at `so`
    void gradient(
            float[] u, int uo, int count, int from, int to, float[] w, int wo, int stride, float[] scratch, int so);
}
