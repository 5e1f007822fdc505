package dev.fovea.kernel;

/// Moving values without changing them: between shapes, and between rows of samples and blocks of samples.
public interface Copy {
    /// Copies a box of values.
    ///
    /// @param geometry the box
    /// @param source the source, the box's first value at `so`; it may not overlap the target
    /// @param target the target, the box's first value at `to`
    void copy(CopyGeometry geometry, float[] source, int so, float[] target, int to);

    /// `target[to+i] = value` for `0 <= i < n`.
    void fill(float value, float[] target, int to, int n);

    /// Rows of samples to one block: `block[bo + f*16 + l] = samples[so + l*stride + f]`, +0 in the lanes from `live`
    /// on.
    ///
    /// @param samples rows, `stride` values apart
    /// @param features values in a row
    /// @param live samples in this block, 1 to 16
    void toBlock(float[] samples, int so, int stride, int features, int live, float[] block, int bo);

    /// One block to rows of samples: `samples[so + l*stride + f] = block[bo + f*16 + l]` for the lanes below `live`.
    void fromBlock(float[] block, int bo, int features, int live, float[] samples, int so, int stride);

    /// Transposes squares of sixteen values of each of up to sixteen rows: `y[yo + 16*k + i*ys + j] = x[xo + 16*k +
    /// j*xs + i]`, +0 for `j` from `live` on.
    ///
    /// @param x rows, `xs` values apart
    /// @param live rows, 0 to 16
    /// @param y sixteen rows, `ys` values apart
    /// @param count squares
    void transpose(float[] x, int xo, int xs, int live, float[] y, int yo, int ys, int count);

    /// Puts +0 into the lanes from `live` on.
    void clearDeadLanes(float[] block, int bo, int features, int live);
}
