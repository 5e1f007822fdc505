package dev.fovea.train;

import dev.fovea.data.Dataset;
import dev.fovea.tensor.Parameter;

/// What a training takes of the heap, in bytes, as far as it can be known before the first step. Java takes more for
/// itself, and a collector more than is in use.
///
/// @param data pixels and labels, of what is trained on and of what is evaluated
/// @param weights parameters, the optimiser's state, averages, and the copy of all these that a training goes back to
///   when numbers are none any more
/// @param step what a step works in: all that lies between the layers, gradients, transforms
/// @param evaluation what an evaluation works in; 0 where nothing is evaluated
public record MemoryNeeds(long data, long weights, long step, long evaluation) {
    /// All together.
    ///
    /// @return bytes
    public long total() {
        return data + weights + step + evaluation;
    }

    static long of(Dataset data) {
        return (long) data.size() * (data.imageSize().bytes() + Integer.BYTES);
    }

    static long withLastGood(Parameter parameter) {
        return 2L * parameter.shape().size() * Float.BYTES;
    }
}
