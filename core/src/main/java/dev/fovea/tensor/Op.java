package dev.fovea.tensor;

import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// An operation on tensors: a record of its attributes, with its rules for shape, role and gradient side by side.
///
/// The set is sealed: whoever compiles or interprets operations does so by one `switch` without `default`. Attributes
/// never hold a number that may change from run to run; learning rates, seeds and counters are inputs.
///
/// In the formulas `y` is the result, `d` the gradient of the loss with respect to it, `dx` that with respect to input
/// `x`.
public sealed interface Op
        permits Leaf,
                ElementwiseOp,
                ShapeOp,
                ReductionOp,
                MatMul,
                ConvolutionOp,
                PoolingOp,
                SoftmaxOp,
                NormalisationOp,
                Dropout {

    /// The shape of the result.
    ///
    /// @param inputs the shapes of the inputs
    /// @return the result's shape
    /// @throws dev.fovea.shape.ShapeException if they do not fit, saying what was probably meant
    Shape shape(List<Shape> inputs);

    /// The role of the result.
    ///
    /// @param inputs the inputs
    /// @param result the result's shape
    /// @return the result's role
    Role role(List<Tensor> inputs, Shape result);

    /// The gradients with respect to the inputs, as tensors: so they have gradients of their own.
    ///
    /// @param inputs the inputs
    /// @param y the result
    /// @param d the gradient with respect to the result, of its shape
    /// @return for each input a tensor of the input's shape, or null where the result does not vary with it
    List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d);

    /// The operation in words, for messages: "max pool gradient".
    ///
    /// @return lower case
    default String words() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
