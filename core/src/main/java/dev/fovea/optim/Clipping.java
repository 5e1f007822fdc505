package dev.fovea.optim;

import dev.fovea.tensor.Tensor;

import java.util.List;

/// Keeps gradients from being too large, as operations of the graph.
public sealed interface Clipping {
    /// Clips.
    ///
    /// @param gradients of all parameters
    /// @return as many, of the same shapes
    List<Tensor> clip(List<Tensor> gradients);

    /// All gradients together shrink so that their length is at most `maximum`: `g min(1, maximum / (norm + 1e-6))`
    /// with `norm` the root of the sum of all squares. Source: R. Pascanu et al., *On the difficulty of training
    /// recurrent neural networks*, ICML 2013, algorithm 1, with PyTorch's 1e-6.
    ///
    /// @param maximum the largest length, above 0
    record ByNorm(double maximum) implements Clipping {
        /// Checks the length.
        ///
        /// @throws IllegalArgumentException if it is not above 0
        public ByNorm {
            Ranges.positive("clipping by norm", "maximum", maximum);
        }

        @Override
        public List<Tensor> clip(List<Tensor> gradients) {
            if (gradients.isEmpty()) {
                return gradients;
            }
            Tensor squares =
                    gradients.stream().map(gradient -> gradient.square().sum()).reduce(Tensor::add).orElseThrow();
            Tensor scale = Tensor.scalar((float) maximum).divide(squares.sqrt().add(1e-6f)).minimum(1);
            return gradients.stream().map(gradient -> gradient.multiply(scale)).toList();
        }
    }

    /// Each element is kept within `+-maximum`.
    ///
    /// @param maximum the largest magnitude, above 0
    record ByValue(double maximum) implements Clipping {
        /// Checks the magnitude.
        ///
        /// @throws IllegalArgumentException if it is not above 0
        public ByValue {
            Ranges.positive("clipping by value", "maximum", maximum);
        }

        @Override
        public List<Tensor> clip(List<Tensor> gradients) {
            return gradients.stream()
                    .map(gradient -> gradient.maximum((float) -maximum).minimum((float) maximum))
                    .toList();
        }
    }
}
