package dev.fovea.tensor;

import dev.fovea.kernel.Elementwise;
import dev.fovea.shape.Shape;

/// What can be written with a tensor element by element: arithmetic, functions, comparisons. [Tensor] is the only class
/// of this kind; it says what a tensor is.
abstract sealed class ElementwiseMethods permits TensorMethods {
    /// {@return the shape}
    public abstract Shape shape();

    final Tensor self() {
        return (Tensor) this;
    }

    // Element by element.

    /// {@return `this + other`}
    public Tensor add(Tensor other) {
        return binary(Elementwise.Binary.ADD, other);
    }

    /// {@return `this + other`}
    public Tensor add(float other) {
        return add(Tensor.scalar(other));
    }

    /// {@return `this - other`}
    public Tensor subtract(Tensor other) {
        return binary(Elementwise.Binary.SUBTRACT, other);
    }

    /// {@return `this - other`}
    public Tensor subtract(float other) {
        return subtract(Tensor.scalar(other));
    }

    /// {@return `this * other`, element by element}
    public Tensor multiply(Tensor other) {
        return binary(Elementwise.Binary.MULTIPLY, other);
    }

    /// {@return `this * other`}
    public Tensor multiply(float other) {
        return multiply(Tensor.scalar(other));
    }

    /// {@return `this / other`, element by element}
    public Tensor divide(Tensor other) {
        return binary(Elementwise.Binary.DIVIDE, other);
    }

    /// {@return `this / other`}
    public Tensor divide(float other) {
        return divide(Tensor.scalar(other));
    }

    /// {@return the larger of each pair; the first where they tie}
    public Tensor maximum(Tensor other) {
        return binary(Elementwise.Binary.MAXIMUM, other);
    }

    /// {@return each element, but at least the bound}
    public Tensor maximum(float bound) {
        return maximum(Tensor.scalar(bound));
    }

    /// {@return the smaller of each pair; the first where they tie}
    public Tensor minimum(Tensor other) {
        return binary(Elementwise.Binary.MINIMUM, other);
    }

    /// {@return each element, but at most the bound}
    public Tensor minimum(float bound) {
        return minimum(Tensor.scalar(bound));
    }

    /// {@return `-this`}
    public Tensor negate() {
        return unary(Elementwise.Unary.NEGATE);
    }

    /// {@return `1 / this`}
    public Tensor reciprocal() {
        return unary(Elementwise.Unary.RECIPROCAL);
    }

    /// {@return `this * this`, element by element}
    public Tensor square() {
        return unary(Elementwise.Unary.SQUARE);
    }

    /// {@return the square root of each element}
    public Tensor sqrt() {
        return unary(Elementwise.Unary.SQRT);
    }

    /// {@return the magnitude of each element}
    public Tensor abs() {
        return unary(Elementwise.Unary.ABSOLUTE);
    }

    /// {@return e to the power of each element}
    public Tensor exp() {
        return unary(Elementwise.Unary.EXP);
    }

    /// {@return the natural logarithm of each element}
    public Tensor log() {
        return unary(Elementwise.Unary.LOG);
    }

    /// {@return each element where it is above 0, else 0}
    public Tensor relu() {
        return unary(Elementwise.Unary.RELU);
    }

    /// {@return each element where it is above 0, else `slope` times it}
    public Tensor leakyRelu(float slope) {
        return binary(Elementwise.Binary.LEAKY_RELU, Tensor.scalar(slope));
    }

    /// {@return the hyperbolic tangent of each element}
    public Tensor tanh() {
        return unary(Elementwise.Unary.TANH);
    }

    /// {@return `1 / (1 + exp(-x))` of each element}
    public Tensor sigmoid() {
        return unary(Elementwise.Unary.SIGMOID);
    }

    private Tensor unary(Elementwise.Unary function) {
        return Tensor.apply(new ElementwiseOp.Unary(function), self());
    }

    private Tensor binary(Elementwise.Binary function, Tensor other) {
        return Tensor.apply(new ElementwiseOp.Binary(function), self(), other);
    }

    // Comparing: 1 where it holds, else 0.

    /// {@return 1 where the elements are equal, else 0}
    public Tensor equal(Tensor other) {
        return binary(Elementwise.Binary.EQUAL, other);
    }

    /// {@return 1 where the elements differ, else 0}
    public Tensor notEqual(Tensor other) {
        return binary(Elementwise.Binary.NOT_EQUAL, other);
    }

    /// {@return 1 where `this < other`, else 0}
    public Tensor less(Tensor other) {
        return binary(Elementwise.Binary.LESS, other);
    }

    /// {@return 1 where `this < other`, else 0}
    public Tensor less(float other) {
        return less(Tensor.scalar(other));
    }

    /// {@return 1 where `this <= other`, else 0}
    public Tensor lessOrEqual(Tensor other) {
        return binary(Elementwise.Binary.LESS_OR_EQUAL, other);
    }

    /// {@return 1 where `this > other`, else 0}
    public Tensor greater(Tensor other) {
        return binary(Elementwise.Binary.GREATER, other);
    }

    /// {@return 1 where `this > other`, else 0}
    public Tensor greater(float other) {
        return greater(Tensor.scalar(other));
    }

    /// {@return 1 where `this >= other`, else 0}
    public Tensor greaterOrEqual(Tensor other) {
        return binary(Elementwise.Binary.GREATER_OR_EQUAL, other);
    }

    /// {@return `yes` where this is not 0, else `no`}
    ///
    /// @param yes taken where this is not 0
    /// @param no taken elsewhere
    public Tensor where(Tensor yes, Tensor no) {
        return Tensor.apply(new ElementwiseOp.Ternary(Elementwise.Ternary.WHERE), self(), yes, no);
    }
}
