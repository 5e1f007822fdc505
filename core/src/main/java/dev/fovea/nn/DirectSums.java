package dev.fovea.nn;

import java.util.List;

/// Networks without Winograd's filtering.
public final class DirectSums {
    private DirectSums() {}

    /// Replaces every convolution by one [whose sums are computed term by term][Conv#withDirectSums], also within
    /// chains, residual and parallel layers. Layers of other classes stay as they are.
    ///
    /// @param layers of a network
    /// @return as many
    public static List<Layer> of(List<Layer> layers) {
        return layers.stream().map(DirectSums::of).toList();
    }

    private static Layer of(Layer layer) {
        return switch (layer) {
            case Conv conv -> conv.withDirectSums();
            case Chain chain -> new Chain(of(chain.layers()));
            case Residual residual -> {
                Layer shortcut = residual.shortcut();
                yield new Residual(of(residual.body()), shortcut == null ? null : of(shortcut));
            }
            case Parallel parallel -> new Parallel(of(parallel.branches()));
            default -> layer;
        };
    }
}
