package dev.fovea.kernel;

/// The geometry of a dense product over blocks: `y[o] = b[o] + Σ i: w[o, i] x[i]`, one fused multiply-add per term in
/// ascending `i`.
///
/// Forward, `w` is read along its rows; for the input gradient the roles of its axes change, which is a change of
/// strides.
///
/// @param outputs outputs
/// @param inputs inputs summed over
/// @param weightOutputStride floats from one output to the next in `w`
/// @param weightInputStride floats from one input to the next in `w`
public record DenseSum(int outputs, int inputs, int weightOutputStride, int weightInputStride) {}
