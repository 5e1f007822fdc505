package dev.fovea.nn;

import java.util.List;

/// Which layers record the same operations in every pass over as many samples.
///
/// Those of this package do, from pass to pass of an epoch. Functions and layers of someone's own may read what changes
/// meanwhile, and then they mean to be asked each time.
final class Repeatable {
    private Repeatable() {}

    static boolean areAll(List<Layer> layers) {
        for (Layer layer : layers) {
            if (!is(layer)) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(Layer layer) {
        return switch (layer) {
            case Chain chain -> areAll(chain.layers());
            case Parallel parallel -> areAll(parallel.branches());
            case Residual residual -> is(residual.body()) && (residual.shortcut() == null || is(residual.shortcut()));
            case Activation _, AveragePool _, BatchNorm _, Conv _, Dense _, Dropout _ -> true;
            case Flatten _, GlobalAveragePool _, MaxPool _, Softmax _ -> true;
            default -> false;
        };
    }
}
