package dev.fovea.tensor;

import dev.fovea.shape.Shape;

import java.util.List;

/// What a tensor has to do with the samples of a batch; inferred with each operation, like its shape.
///
/// Layout, the cut into segments and, later, into machines follow the role. An operation that loses the batch axis
/// (moves, slices or merges axis 0 of a per-sample tensor) is legal: its result is shared, and such a graph cannot be
/// divided among machines.
public enum Role {
    /// Axis 0 counts the samples, and row `i` depends on sample `i` alone.
    PER_SAMPLE,
    /// A sum (or maximum) over the samples: a weight gradient, a batch statistic, a loss.
    SUMMED,
    /// All else: parameters, scalars, what is computed from sums.
    SHARED;

    /// The role of a result that treats each row of the inputs alone.
    ///
    /// @param kept whether the batch axis stayed where it was
    /// @return per sample, or shared
    static Role perSampleIf(boolean kept) {
        return kept ? PER_SAMPLE : SHARED;
    }

    /// The role of a reduction of one tensor.
    ///
    /// @param input what is reduced
    /// @param overSamples whether axis 0 is among the reduced axes
    /// @return summed if samples were added up, else what the input was as to samples
    static Role reduced(Tensor input, boolean overSamples) {
        if (input.role() != PER_SAMPLE) {
            return SHARED;
        }
        return overSamples ? SUMMED : PER_SAMPLE;
    }

    /// The role of tensors that meet by broadcasting: per sample if every per-sample input has its batch axis as axis 0
    /// of the result. (`[N]` and `[K, N]` meet with samples at axis 1: shared.)
    ///
    /// @param inputs what meets
    /// @param result the shape in which they meet
    /// @return per sample, or shared
    static Role together(List<Tensor> inputs, Shape result) {
        boolean any = false;
        for (Tensor input : inputs) {
            if (input.role() == PER_SAMPLE) {
                if (input.shape().rank() != result.rank() || input.shape().dim(0) != result.dim(0)) {
                    return SHARED;
                }
                any = true;
            }
        }
        return perSampleIf(any);
    }

    /// The role of a result that treats each row of its first inputs alone and takes the other inputs whole.
    ///
    /// @param inputs the inputs
    /// @param rows how many of them are taken row by row
    /// @return per sample, or shared
    static Role ofRows(List<Tensor> inputs, int rows) {
        int of = Math.min(rows, inputs.size());
        return perSampleIf(anyPerSample(inputs.subList(0, of)) && !anyPerSample(inputs.subList(of, inputs.size())));
    }

    // Two walks, not one that tells the rows by their index: the second compiler of JDK 25 gives up on a loop that does
    // ("bad AD file"), and says so on standard output.
    private static boolean anyPerSample(List<Tensor> inputs) {
        for (Tensor input : inputs) {
            if (input.role() == PER_SAMPLE) {
                return true;
            }
        }
        return false;
    }

    /// In words: "per sample".
    @Override
    public String toString() {
        return this == PER_SAMPLE ? "per sample" : this == SUMMED ? "summed" : "shared";
    }
}
