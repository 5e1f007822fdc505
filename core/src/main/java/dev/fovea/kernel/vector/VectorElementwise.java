package dev.fovea.kernel.vector;

import dev.fovea.kernel.Elementwise;

import jdk.incubator.vector.VectorSpecies;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// [Elementwise] in vectors: a kernel for the whole vectors of a strip, the scalar twin for what is left.
///
/// A kernel is loaded when its function (and combination of steps) is first asked for.
final class VectorElementwise implements Elementwise {
    private static final int STEPS = 8;

    private final VectorSpecies<Float> species;
    private final Elementwise rest;
    private final AtomicReferenceArray<@Nullable UnaryKernel> unary = new AtomicReferenceArray<>(Unary.values().length);
    private final AtomicReferenceArray<@Nullable BinaryKernel> binary =
            new AtomicReferenceArray<>(Binary.values().length * STEPS);
    private final AtomicReferenceArray<@Nullable TernaryKernel> ternary =
            new AtomicReferenceArray<>(Ternary.values().length * STEPS);

    VectorElementwise(VectorSpecies<Float> species, Elementwise rest) {
        this.species = species;
        this.rest = rest;
    }

    @Override
    public void unary(Unary f, float[] x, int xo, float[] y, int yo, int n) {
        int whole = n & -species.length();
        kernel(f).run(x, xo, y, yo, whole);
        if (whole < n) {
            rest.unary(f, x, xo + whole, y, yo + whole, n - whole);
        }
    }

    @Override
    public void binary(Binary f, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
        int whole = n & -species.length();
        kernel(f, as, bs).run(a, ao, b, bo, y, yo, whole);
        if (whole < n) {
            rest.binary(f, a, ao + whole * as, as, b, bo + whole * bs, bs, y, yo + whole, n - whole);
        }
    }

    @Override
    public void ternary(
            Ternary f,
            float[] a,
            int ao,
            int as,
            float[] b,
            int bo,
            int bs,
            float[] c,
            int co,
            int cs,
            float[] y,
            int yo,
            int n) {
        int whole = n & -species.length();
        kernel(f, as, bs, cs).run(a, ao, b, bo, c, co, y, yo, whole);
        if (whole < n) {
            rest.ternary(
                    f,
                    a,
                    ao + whole * as,
                    as,
                    b,
                    bo + whole * bs,
                    bs,
                    c,
                    co + whole * cs,
                    cs,
                    y,
                    yo + whole,
                    n - whole);
        }
    }

    private UnaryKernel kernel(Unary f) {
        UnaryKernel kernel = unary.getPlain(f.ordinal());
        if (kernel == null) {
            kernel =
                    Specialised.load(
                            UnaryKernel.class,
                            switch (f) {
                                case NEGATE, RELU, SQRT, RECIPROCAL, SQUARE, ABSOLUTE -> KUnary.class;
                                case EXP -> KExp.class;
                                case LOG -> KLog.class;
                                case TANH -> KTanh.class;
                                case SIGMOID -> KSigmoid.class;
                            },
                            new Constants(species, f, 1, 1, 1));
            unary.set(f.ordinal(), kernel);
        }
        return kernel;
    }

    private BinaryKernel kernel(Binary f, int as, int bs) {
        int at = f.ordinal() * STEPS + as * 2 + bs;
        BinaryKernel kernel = binary.getPlain(at);
        if (kernel == null) {
            kernel = Specialised.load(BinaryKernel.class, KBinary.class, new Constants(species, f, as, bs, 1));
            binary.set(at, kernel);
        }
        return kernel;
    }

    private TernaryKernel kernel(Ternary f, int as, int bs, int cs) {
        int at = f.ordinal() * STEPS + as * 4 + bs * 2 + cs;
        TernaryKernel kernel = ternary.getPlain(at);
        if (kernel == null) {
            kernel = Specialised.load(TernaryKernel.class, KTernary.class, new Constants(species, f, as, bs, cs));
            ternary.set(at, kernel);
        }
        return kernel;
    }

    /// What an elementwise kernel is compiled for: the vectors, the function and the steps (0: one value for the whole
    /// strip).
    record Constants(VectorSpecies<Float> species, Enum<?> function, int a, int b, int c) {}

    /// `y = f(x)` over `n` values, a multiple of the vector's length.
    interface UnaryKernel {
        void run(float[] x, int xo, float[] y, int yo, int n);
    }

    /// `y = f(a, b)` over `n` values, a multiple of the vector's length.
    interface BinaryKernel {
        void run(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);
    }

    /// `y = f(a, b, c)` over `n` values, a multiple of the vector's length.
    interface TernaryKernel {
        void run(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n);
    }
}
