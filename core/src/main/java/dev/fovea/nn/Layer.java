package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// A part of a network: a record of its options, which says with tensors what it computes.
///
/// A layer holds no values. Its [#forward] both names the parameters and uses them: the first time, when a [Network] is
/// made, nothing is computed and [Scope#parameter] creates them; afterwards it answers with their present values. Own
/// layers are written the same way as those of this package:
///
/// ```java
/// record Scale() implements Layer {
///     public Tensor forward(Tensor x, Scope scope) {
///         return x.multiply(scope.parameter("factor", Shape.of(x.shape().dim(1)), Initialiser.constant(1)));
///     }
///
///     public String kind() {
///         return "scale";
///     }
/// }
/// ```
public interface Layer {
    /// Records what this layer computes.
    ///
    /// It must ask for the same parameters in every pass, whatever the batch size.
    ///
    /// @param x the input; axis 0 counts the samples
    /// @param scope gives parameters, states and mode
    /// @return the output; axis 0 counts the samples
    /// @throws dev.fovea.shape.ShapeException if the input does not fit
    Tensor forward(Tensor x, Scope scope);

    /// The word that names layers of this sort: the second `conv` of a network is `conv2`, its weights are
    /// `conv2.weight`.
    ///
    /// @return letters
    String kind();
}
