package dev.fovea.device;

import dev.fovea.tensor.Recording;

import java.time.Duration;
import java.util.List;

/// A compiled graph. It holds no values; any number of threads may run it at once.
public interface Program {
    /// Computes the outputs, then writes the updates into the arrays of their parameters.
    ///
    /// @param recording a recording whose graph equals the one that was compiled
    /// @return for each output a new array, row-major
    List<float[]> run(Recording recording);

    /// Gets ready to be run: where code is compiled as it is used, uses it on blank values of its own until it is
    /// compiled. Changes nothing that a run computes. Once is enough: later calls wait for the first and return.
    ///
    /// @param limit how long that may take
    default void warmUp(Duration limit) {}

    /// What a run works in, beside the arrays that it is given.
    ///
    /// @return bytes of the heap for one run at a time; 0 where that is unknown
    default long workspaceBytes() {
        return 0;
    }
}
