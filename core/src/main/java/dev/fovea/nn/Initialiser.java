package dev.fovea.nn;

import dev.fovea.random.Stream;
import dev.fovea.shape.Shape;

import java.util.Arrays;

/// The values a parameter starts with, computed in double with [StrictMath] and rounded to float once.
///
/// For weights `[out, in]` and `[out, in, rows, columns]`, *fan-in* is the number of inputs that an output is summed
/// from, `in rows columns`, and *fan-out* is `out rows columns`.
public sealed interface Initialiser {
    /// The values of a parameter.
    ///
    /// @param name the parameter, for errors
    /// @param shape its shape
    /// @param stream random numbers of its own
    /// @return row-major
    float[] values(String name, Shape shape, Stream stream);

    /// {@return 0 everywhere}
    static Initialiser zeros() {
        return new Constant(0);
    }

    /// {@return one value everywhere}
    static Initialiser constant(double value) {
        return new Constant(value);
    }

    /// {@return uniform between two bounds}
    static Initialiser uniform(double low, double high) {
        return new Uniform(low, high);
    }

    /// {@return normal with a mean and a deviation}
    static Initialiser normal(double mean, double deviation) {
        return new Normal(mean, deviation);
    }

    /// {@return uniform in +-sqrt(6 / (fan-in + fan-out)), for tanh and outputs}
    static Initialiser xavierUniform() {
        return new Xavier(false);
    }

    /// {@return normal of variance 2 / (fan-in + fan-out), for tanh and outputs}
    static Initialiser xavierNormal() {
        return new Xavier(true);
    }

    /// {@return uniform in +-sqrt(6 / fan-in), for relu}
    static Initialiser heUniform() {
        return new He(false);
    }

    /// {@return normal of variance 2 / fan-in, for relu}
    static Initialiser heNormal() {
        return new He(true);
    }

    /// {@return rows or columns that are orthogonal and of length `gain`}
    static Initialiser orthogonal(double gain) {
        return new Orthogonal(gain);
    }

    /// {@return these values, row-major; copied}
    static Initialiser given(float... values) {
        return new Given(values);
    }

    /// One value everywhere.
    ///
    /// @param value the value
    record Constant(double value) implements Initialiser {
        @Override
        public float[] values(String name, Shape shape, Stream stream) {
            float[] values = new float[shape.size()];
            Arrays.fill(values, (float) value);
            return values;
        }
    }

    /// Uniform in [low, high).
    ///
    /// @param low the lower bound
    /// @param high the upper bound, above it
    record Uniform(double low, double high) implements Initialiser {
        /// Checks the bounds.
        ///
        /// @throws IllegalArgumentException if they are not finite and in order
        public Uniform {
            if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException(
                        "making a uniform initialiser: from " + low + " to " + high + "; expected low < high");
            }
        }

        @Override
        public float[] values(String name, Shape shape, Stream stream) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) stream.nextDouble(low, high);
            }
            return values;
        }
    }

    /// Normal.
    ///
    /// @param mean the mean
    /// @param deviation the standard deviation, above 0
    record Normal(double mean, double deviation) implements Initialiser {
        /// Checks the numbers.
        ///
        /// @throws IllegalArgumentException if the deviation is not above 0
        public Normal {
            if (!(deviation > 0) || Double.isInfinite(deviation) || !Double.isFinite(mean)) {
                throw new IllegalArgumentException(
                        "making a normal initialiser: mean "
                                + mean
                                + ", deviation "
                                + deviation
                                + "; expected a deviation above 0");
            }
        }

        @Override
        public float[] values(String name, Shape shape, Stream stream) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (mean + deviation * stream.nextNormal());
            }
            return values;
        }
    }

    /// Keeps the variance of values and gradients through a layer. Source: X. Glorot, Y. Bengio, *Understanding the
    /// difficulty of training deep feedforward neural networks*, AISTATS 2010, equation 16.
    ///
    /// @param normal whether normal, else uniform
    record Xavier(boolean normal) implements Initialiser {
        @Override
        public float[] values(String name, Shape shape, Stream stream) {
            double fans = fanIn(name, shape) + fanOut(shape);
            return withVariance(2 / fans, normal).values(name, shape, stream);
        }
    }

    /// Keeps the variance of values through a layer with relu. Source: K. He et al., *Delving Deep into Rectifiers*,
    /// ICCV 2015, equation 10.
    ///
    /// @param normal whether normal, else uniform
    record He(boolean normal) implements Initialiser {
        @Override
        public float[] values(String name, Shape shape, Stream stream) {
            return withVariance(2 / fanIn(name, shape), normal).values(name, shape, stream);
        }
    }

    /// Orthogonal rows, or columns if there are fewer of them, of the matrix `[out, in rows columns]`, drawn uniformly.
    /// Source: A. Saxe et al., *Exact solutions to the nonlinear dynamics of learning in deep linear neural networks*,
    /// ICLR 2014.
    ///
    /// @param gain the length of each, above 0
    record Orthogonal(double gain) implements Initialiser {
        /// Checks the gain.
        ///
        /// @throws IllegalArgumentException if it is not above 0
        public Orthogonal {
            if (!(gain > 0) || Double.isInfinite(gain)) {
                throw new IllegalArgumentException(
                        "making an orthogonal initialiser: the gain is " + gain + "; expected above 0");
            }
        }

        @Override
        public float[] values(String name, Shape shape, Stream stream) {
            return OrthogonalMatrix.draw((int) out(name, shape), shape.size() / (int) out(name, shape), gain, stream);
        }
    }

    /// Values that are given.
    final class Given implements Initialiser {
        private final float[] values;

        private Given(float[] values) {
            this.values = values.clone();
        }

        /// The values.
        ///
        /// @return a copy
        public float[] values() {
            return values.clone();
        }

        @Override
        public float[] values(String name, Shape shape, Stream stream) {
            if (values.length != shape.size()) {
                throw new IllegalArgumentException(
                        "giving "
                                + name
                                + " its first values: got "
                                + values.length
                                + "; expected "
                                + shape.size()
                                + " for "
                                + shape);
            }
            return values.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Given that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Given[" + values.length + " values]";
        }
    }

    private static Initialiser withVariance(double variance, boolean normal) {
        double bound = StrictMath.sqrt(3 * variance);
        return normal ? new Normal(0, StrictMath.sqrt(variance)) : new Uniform(-bound, bound);
    }

    private static double fanIn(String name, Shape shape) {
        return shape.size() / out(name, shape);
    }

    private static double fanOut(Shape shape) {
        return shape.size() / (double) shape.dim(1);
    }

    private static double out(String name, Shape shape) {
        if (shape.rank() < 2) {
            throw new IllegalArgumentException(
                    "initialising "
                            + name
                            + " "
                            + shape
                            + " by its fans: it has "
                            + shape.rank()
                            + " axes; expected weights [out, in, ...]; take zeros, constant, uniform or normal");
        }
        return shape.dim(0);
    }
}
