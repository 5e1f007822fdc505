package dev.fovea.tensor;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// The parts of batch normalisation, of `x [N, C]` or `[N, C, H, W]`, each channel alone.
///
/// In the formulas `m` and `v` are mean and variance `[C]`, `i = 1 / sqrt(v + epsilon)`, `n = (x - m) i` the normalised
/// `x`, and `M` the number of elements per channel, `N` or `N H W`. Source: S. Ioffe, C. Szegedy, *Batch
/// Normalization*, ICML 2015, algorithm 1 and the gradients of section 3.
public sealed interface NormalisationOp extends Op {

    /// `sum of (x - m)^2` per channel: the variance times `M`; inputs `x`, `m`.
    record DeviationSquares() implements NormalisationOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return checked(this, inputs, 1, 1);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.reduced(inputs.getFirst(), true);
        }

        /// `dx = 2 d (x - m)`, `dm = -2 d sum(x - m)`
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor x = inputs.get(0);
            Tensor definition = sum(x.subtract(perChannel(inputs.get(1), x)).square());
            return Gradients.ofDefinition(definition, d, inputs);
        }
    }

    /// `y = gamma n + beta`; inputs `x`, `m`, `v`, `gamma`, `beta`.
    ///
    /// @param epsilon added to the variance
    /// @param batchStatistics whether `m` and `v` are those of `x` itself: then `dx` is complete, through `m` and `v`,
    ///   and they have no gradients of their own
    record Normalise(float epsilon, boolean batchStatistics) implements NormalisationOp {
        void checkChannels(Shape x) {
            checked(this, List.of(x), 1, 0);
        }

        @Override
        public Shape shape(List<Shape> inputs) {
            checked(this, inputs, 1, 4);
            return inputs.getFirst();
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.ofRows(inputs, 1);
        }

        /// `dbeta = sum(d)`, `dgamma = sum(d n)`; for batch statistics `dx` is the [NormaliseGradient], else `dx = d
        /// gamma i`, `dm = -gamma i sum(d)`, `dv = -gamma i i sum(d n) / 2`.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor x = inputs.get(0);
            Tensor mean = inputs.get(1);
            Tensor variance = inputs.get(2);
            Tensor gamma = inputs.get(3);
            Tensor sum = sum(d);
            Tensor normalisedSum = Tensor.apply(new NormalisedSum(epsilon), d, x, mean, variance);
            if (batchStatistics) {
                Tensor dx =
                        Tensor.apply(new NormaliseGradient(epsilon), d, x, mean, variance, gamma, sum, normalisedSum);
                return Arrays.asList(dx, null, null, normalisedSum, sum);
            }
            Tensor scale = gamma.divide(variance.add(epsilon).sqrt());
            Tensor dv = gamma.multiply(-.5f).divide(variance.add(epsilon)).multiply(normalisedSum);
            return List.of(d.multiply(perChannel(scale, x)), scale.multiply(sum).negate(), dv, normalisedSum, sum);
        }
    }

    /// `sum of dY n` per channel; inputs `dY`, `x`, `m`, `v`.
    ///
    /// @param epsilon added to the variance
    record NormalisedSum(float epsilon) implements NormalisationOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            return checked(this, inputs, 2, 2);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.reduced(inputs.getFirst(), true);
        }

        /// By its definition in elementwise operations.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor n = normalised(inputs.get(1), inputs.get(2), inputs.get(3), epsilon);
            return Gradients.ofDefinition(sum(inputs.get(0).multiply(n)), d, inputs);
        }
    }

    /// `dx = gamma i (dY - s / M - n t / M)`: the gradient through batch statistics; inputs `dY`, `x`, `m`, `v`,
    /// `gamma`, `s = sum(dY)`, `t = sum(dY n)`.
    ///
    /// @param epsilon added to the variance
    record NormaliseGradient(float epsilon) implements NormalisationOp {
        @Override
        public Shape shape(List<Shape> inputs) {
            checked(this, inputs, 2, 5);
            return inputs.get(1);
        }

        @Override
        public Role role(List<Tensor> inputs, Shape result) {
            return Role.ofRows(inputs, 2);
        }

        /// By its definition in elementwise operations.
        @Override
        public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
            Tensor x = inputs.get(1);
            Tensor variance = inputs.get(3);
            int count = x.shape().size() / x.shape().dim(1);
            Tensor n = normalised(x, inputs.get(2), variance, epsilon);
            Tensor scale = perChannel(inputs.get(4).divide(variance.add(epsilon).sqrt()), x);
            Tensor s = perChannel(inputs.get(5).divide(count), x);
            Tensor t = perChannel(inputs.get(6).divide(count), x);
            return Gradients.ofDefinition(inputs.get(0).subtract(s).subtract(n.multiply(t)).multiply(scale), d, inputs);
        }
    }

    /// One value per channel, in a shape that meets `x`.
    ///
    /// @param values `[C]`
    /// @param x `[N, C]` or `[N, C, H, W]`
    /// @return `[C]` or `[C, 1, 1]`
    static Tensor perChannel(Tensor values, Tensor x) {
        return x.shape().rank() == 4 ? values.reshape(-1, 1, 1) : values;
    }

    /// The sum over all axes but that of the channels.
    ///
    /// @param x `[N, C]` or `[N, C, H, W]`
    /// @return `[C]`
    static Tensor sum(Tensor x) {
        return x.shape().rank() == 4 ? x.sum(0, 2, 3) : x.sum(0);
    }

    private static Tensor normalised(Tensor x, Tensor mean, Tensor variance, float epsilon) {
        return x.subtract(perChannel(mean, x)).divide(perChannel(variance.add(epsilon).sqrt(), x));
    }

    /// Checks `images` inputs of one shape and then `vectors` of one value per channel.
    private static Shape checked(Op op, List<Shape> inputs, int images, int vectors) {
        Shape x = inputs.getFirst();
        if (x.rank() != 2 && x.rank() != 4) {
            throw new ShapeException(
                    op.words(), inputs, "expected [samples, channels] or [samples, channels, rows, columns]");
        }
        Shape channels = Shape.of(x.dim(1));
        for (int i = 0; i < images + vectors; i++) {
            Shape expected = i < images ? x : channels;
            if (!inputs.get(i).equals(expected)) {
                throw new ShapeException(
                        op.words(),
                        inputs,
                        "expected "
                                + expected
                                + " as input "
                                + (i + 1)
                                + ", "
                                + (i < images ? "the shape of the first" : "one value per channel (axis 1)"));
            }
        }
        return channels;
    }
}
