package dev.fovea.tensor;

import dev.fovea.kernel.Elementwise;
import dev.fovea.shape.Broadcasting;
import dev.fovea.shape.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One function applied to each element, the inputs meeting by [broadcasting][Broadcasting].
///
/// Each record gives its *partials*, in the result's shape; the gradient of an input that was repeated is its partial
/// summed over the repeated axes.
public sealed interface ElementwiseOp extends Op {

    /// The gradients before they are summed over repeated axes.
    ///
    /// @param inputs the inputs
    /// @param y the result
    /// @param d the gradient with respect to the result
    /// @return for each input a tensor of the result's shape, or null
    List<@Nullable Tensor> partials(List<Tensor> inputs, Tensor y, Tensor d);

    @Override
    default Shape shape(List<Shape> inputs) {
        return Broadcasting.common(this::words, inputs);
    }

    @Override
    default Role role(List<Tensor> inputs, Shape result) {
        return Role.together(inputs, result);
    }

    @Override
    default List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
        List<@Nullable Tensor> gradients = new ArrayList<>(partials(inputs, y, d));
        for (int i = 0; i < gradients.size(); i++) {
            Tensor partial = gradients.get(i);
            gradients.set(i, partial == null ? null : ShapeOp.unbroadcast(partial, inputs.get(i).shape()));
        }
        return gradients;
    }

    /// `y = f(x)`
    ///
    /// @param function the function
    record Unary(Elementwise.Unary function) implements ElementwiseOp {

        /// | `f` | `dx` |
        /// |---|---|
        /// | `-x` | `-d` |
        /// | `relu`, `tanh`, `sigmoid` | the function of that name in [Elementwise.Binary], of `d` and `y` |
        /// | `exp x` | `d y` |
        /// | `log x` | `d / x` |
        /// | `sqrt x` | `d / 2y` |
        /// | `1 / x` | `-d y y` |
        /// | `x x` | `2 d x` |
        /// | `abs x` | `d sign(x)`, 0 at 0 |
        @Override
        public List<@Nullable Tensor> partials(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor x = inputs.getFirst();
            return List.of(
                    switch (function) {
                        case NEGATE -> d.negate();
                        case RELU -> Binary.of(Elementwise.Binary.RELU_GRADIENT, d, y);
                        case TANH -> Binary.of(Elementwise.Binary.TANH_GRADIENT, d, y);
                        case SIGMOID -> Binary.of(Elementwise.Binary.SIGMOID_GRADIENT, d, y);
                        case EXP -> d.multiply(y);
                        case LOG -> d.divide(x);
                        case SQRT -> d.divide(y.multiply(2));
                        case RECIPROCAL -> d.multiply(y.square()).negate();
                        case SQUARE -> d.multiply(x.multiply(2));
                        case ABSOLUTE -> d.multiply(x.greater(0).subtract(x.less(0)));
                    });
        }

        @Override
        public String words() {
            return function.name().toLowerCase(Locale.ROOT);
        }
    }

    /// `y = f(a, b)`
    ///
    /// @param function the function
    record Binary(Elementwise.Binary function) implements ElementwiseOp {

        static Tensor of(Elementwise.Binary function, Tensor a, Tensor b) {
            return Tensor.apply(new Binary(function), a, b);
        }

        /// | `f` | `da` | `db` |
        /// |---|---|---|
        /// | `a + b`, `a - b` | `d` | `d`, `-d` |
        /// | `a b` | `d b` | `d a` |
        /// | `a / b` | `d / b` | `-d y / b` |
        /// | `max`, `min` | `d` where `a` was taken (ties too) | `d` elsewhere |
        /// | comparisons | | |
        /// | `leakyRelu(a, slope b)` | `leakyReluGradient(d, a, b)` | 0 where `a > 0`, else `d a` |
        /// | `reluGradient = a where b > 0` | `d` where `b > 0` | |
        /// | `tanhGradient = a (1 - b b)` | `d (1 - b b)` | `-2 d a b` |
        /// | `sigmoidGradient = a b (1 - b)` | `d b (1 - b)` | `d a (1 - 2b)` |
        @Override
        public List<@Nullable Tensor> partials(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor a = inputs.getFirst();
            Tensor b = inputs.getLast();
            return switch (function) {
                case ADD -> List.of(d, d);
                case SUBTRACT -> List.of(d, d.negate());
                case MULTIPLY -> List.of(d.multiply(b), d.multiply(a));
                case DIVIDE -> List.of(d.divide(b), d.multiply(y).divide(b).negate());
                case MAXIMUM -> either(d, b, a);
                case MINIMUM -> either(d, a, b);
                case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> Arrays.asList(null, null);
                case LEAKY_RELU ->
                        List.of(
                                Ternary.of(Elementwise.Ternary.LEAKY_RELU_GRADIENT, d, a, b),
                                a.greater(0).where(Tensor.scalar(0), d.multiply(a)));
                case RELU_GRADIENT -> Arrays.asList(of(function, d, b), null);
                case TANH_GRADIENT -> List.of(of(function, d, b), d.multiply(a).multiply(b.multiply(-2)));
                case SIGMOID_GRADIENT -> List.of(of(function, d, b), d.multiply(a).multiply(b.multiply(-2).add(1)));
            };
        }

        /// `d` for the second argument where `p > q`, else for the first.
        private static List<@Nullable Tensor> either(Tensor d, Tensor p, Tensor q) {
            return List.of(
                    Ternary.of(Elementwise.Ternary.ZERO_IF_GREATER, d, p, q),
                    Ternary.of(Elementwise.Ternary.KEEP_IF_GREATER, d, p, q));
        }

        @Override
        public String words() {
            return function.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /// `y = f(a, b, c)`
    ///
    /// @param function the function
    record Ternary(Elementwise.Ternary function) implements ElementwiseOp {

        static Tensor of(Elementwise.Ternary function, Tensor a, Tensor b, Tensor c) {
            return Tensor.apply(new Ternary(function), a, b, c);
        }

        /// | `f` | `da` | `db` | `dc` |
        /// |---|---|---|---|
        /// | `where(a, b, c)` | | `d` where `a` holds | `d` elsewhere |
        /// | `a b + c` | `d b` | `d a` | `d` |
        /// | `leakyReluGradient = a` where `b > 0`, else `c a` | `d` where `b > 0`, else `c d` | | 0 where `b > 0`, else `d a` |
        /// | `keepIfGreater = a` where `b > c`, else 0 | `d` where `b > c` | | |
        /// | `zeroIfGreater = 0` where `b > c`, else `a` | `d` elsewhere | | |
        @Override
        public List<@Nullable Tensor> partials(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor a = inputs.getFirst();
            return switch (function) {
                case WHERE -> Arrays.asList(null, a.where(d, Tensor.scalar(0)), a.where(Tensor.scalar(0), d));
                case MULTIPLY_ADD -> List.of(d.multiply(inputs.get(1)), d.multiply(a), d);
                case LEAKY_RELU_GRADIENT -> {
                    Tensor b = inputs.get(1);
                    Tensor slope = inputs.get(2);
                    Tensor dSlope = b.greater(0).where(Tensor.scalar(0), d.multiply(a));
                    yield Arrays.asList(of(function, d, b, slope), null, dSlope);
                }
                case KEEP_IF_GREATER, ZERO_IF_GREATER ->
                        Arrays.asList(of(function, d, inputs.get(1), inputs.get(2)), null, null);
            };
        }

        @Override
        public String words() {
            return function.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
