package dev.fovea.kernel;

/// The geometry of a dense product over blocks: `y[o] = b[o] + Σ i: w[o, i] x[i]`, one fused multiply-add per term in
/// ascending `i`.
///
/// Forward, `w` is read along its rows; for the input gradient the roles of its axes change, which is a change of
/// strides. With the outputs in the lanes, weights and samples change their roles: `x` holds blocks of sixteen rows of
/// the weights, `w` the rows of some samples, and what is called an output is a sample.
///
/// @param outputs outputs
/// @param inputs inputs summed over
/// @param weightOutputStride floats from one output to the next in `w`
/// @param weightInputStride floats from one input to the next in `w`
/// @param outputStride floats from one output to the next in a block of `y`
/// @param biasInLanes whether the bias is sixteen values for each block and not one for each output
public record DenseSum(
        int outputs, int inputs, int weightOutputStride, int weightInputStride, int outputStride, boolean biasInLanes) {

    /// A sum with samples in the lanes.
    ///
    /// @param outputs outputs
    /// @param inputs inputs summed over
    /// @param weightOutputStride floats from one output to the next in `w`
    /// @param weightInputStride floats from one input to the next in `w`
    public DenseSum(int outputs, int inputs, int weightOutputStride, int weightInputStride) {
        this(outputs, inputs, weightOutputStride, weightInputStride, Kernels.LANES, false);
    }

    /// A sum with outputs in the lanes.
    ///
    /// @param samples samples at a time
    /// @param inputs inputs summed over
    /// @param sampleStride floats from the inputs of one sample to those of the next
    /// @param outputStride floats from the outputs of one sample to those of the next
    /// @return the sum
    public static DenseSum withOutputsInLanes(int samples, int inputs, int sampleStride, int outputStride) {
        return new DenseSum(samples, inputs, sampleStride, 1, outputStride, true);
    }
}
