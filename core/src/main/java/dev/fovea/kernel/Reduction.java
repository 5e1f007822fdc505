package dev.fovea.kernel;

/// Sums, maxima and arg-maxima over axes of a row-major tensor. The reduced values are taken in ascending row-major
/// order of their index, for every kept element.
public interface Reduction {
    /// `y = Σ x`, from +0, `acc + x`.
    ///
    /// @param y takes the kept axes, row-major
    void sum(ReductionGeometry geometry, float[] x, int xo, float[] y, int yo);

    /// Largest value: from -inf, `x > best ? x : best`. NaN is passed over; nothing but NaN gives -inf.
    ///
    /// @param y takes the kept axes, row-major
    void maximum(ReductionGeometry geometry, float[] x, int xo, float[] y, int yo);

    /// The first largest value and its row-major index among the reduced axes, as a float; 0 where nothing is above
    /// -inf.
    ///
    /// @param best takes the values, as [#maximum]
    /// @param y takes the indices
    void argMax(ReductionGeometry geometry, float[] x, int xo, float[] best, int bo, float[] y, int yo);
}
