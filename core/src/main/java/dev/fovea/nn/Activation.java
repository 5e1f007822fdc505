package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// A function of each element.
///
/// @param function which one
/// @param slope the slope of leaky relu below 0, .01 by default; 0 for the others
public record Activation(Function function, double slope) implements Layer {
    /// The functions.
    public enum Function {
        /// `x` above 0, else 0.
        RELU("relu", "Relu"),
        /// `x` above 0, else `slope x`.
        LEAKY_RELU("leakyRelu", "LeakyRelu"),
        /// The hyperbolic tangent.
        TANH("tanh", "Tanh"),
        /// `1 / (1 + exp(-x))`.
        SIGMOID("sigmoid", "Sigmoid");

        private final String word;
        private final String title;

        Function(String word, String title) {
            this.word = word;
            this.title = title;
        }

        /// The word in descriptions.
        ///
        /// @return like `relu`
        public String word() {
            return word;
        }
    }

    /// The usual slope of leaky relu.
    public static final double SLOPE = 0.01;

    /// Checks the slope.
    ///
    /// @throws IllegalArgumentException if it is not finite, or given for another function
    public Activation {
        if (!Double.isFinite(slope) || (slope != 0 && function != Function.LEAKY_RELU)) {
            throw new IllegalArgumentException(
                    "making "
                            + function.word
                            + ": the slope is "
                            + slope
                            + "; expected a finite number, and 0 for all but leakyRelu");
        }
    }

    /// {@return `x` above 0, else 0}
    public static Activation relu() {
        return new Activation(Function.RELU, 0);
    }

    /// {@return `x` above 0, else `slope x`}
    public static Activation leakyRelu(double slope) {
        return new Activation(Function.LEAKY_RELU, slope);
    }

    /// {@return the hyperbolic tangent}
    public static Activation tanh() {
        return new Activation(Function.TANH, 0);
    }

    /// {@return `1 / (1 + exp(-x))`}
    public static Activation sigmoid() {
        return new Activation(Function.SIGMOID, 0);
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        return switch (function) {
            case RELU -> x.relu();
            case LEAKY_RELU -> x.leakyRelu((float) slope);
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
        };
    }

    @Override
    public String kind() {
        return function.word;
    }

    @Override
    public String toString() {
        return function == Function.LEAKY_RELU ? function.title + " " + slope : function.title;
    }
}
