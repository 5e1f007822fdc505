package dev.fovea.bench.peers.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/// What flows from layer to layer: images are `[samples, rows, columns, channels]` here.
///
/// @param value the operand
/// @param flattened rows, columns and channels of the images that were flattened just before, else empty: the weights
///   of the next layer have to follow their order
record Flow(Operand<TFloat32> value, int flattened) {
    Flow(Operand<TFloat32> value) {
        this(value, 0);
    }

    int extent(int axis) {
        return (int) value.shape().get(axis);
    }
}
