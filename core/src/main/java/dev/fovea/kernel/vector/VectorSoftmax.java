package dev.fovea.kernel.vector;

import dev.fovea.kernel.Softmax;
import dev.fovea.kernel.SoftmaxGeometry;

import jdk.incubator.vector.VectorSpecies;

/// [Softmax] in vectors along `inner`, which is 16 for blocks; other sizes go to the scalar twin.
final class VectorSoftmax implements Softmax {
    private final int length;
    private final Softmax rest;
    private final Normalised softmax;
    private final Logarithmic logSoftmax;
    private final Logarithmic crossEntropy;

    VectorSoftmax(VectorSpecies<Float> species, Softmax rest) {
        this.length = species.length();
        this.rest = rest;
        softmax = Specialised.load(Normalised.class, KSoftmax.class, species);
        logSoftmax = Specialised.load(Logarithmic.class, KLogSoftmax.class, new Constants(species, false));
        crossEntropy = Specialised.load(Logarithmic.class, KLogSoftmax.class, new Constants(species, true));
    }

    /// What the kernel of logarithms is compiled for.
    record Constants(VectorSpecies<Float> species, boolean crossEntropy) {}

    /// Softmax of `classes` vectors, `inner` values apart, and what follows from it.
    interface Normalised {
        /// `y = e^(x - m) / s`.
        void softmax(float[] x, int xo, int classes, int inner, float[] y, int yo);

        /// `dx = (dx - target) dy`, from `dx = softmax(x)`.
        void gradient(float[] labels, int lo, float[] dy, int dyo, int classes, int inner, float[] dx, int dxo);

        /// `y = target`.
        void oneHot(float[] labels, int lo, int classes, int inner, float[] y, int yo);
    }

    /// Log-softmax or cross-entropy of `classes` vectors, `inner` values apart.
    interface Logarithmic {
        /// Labels are read for the cross-entropy only.
        void run(float[] x, int xo, int classes, int inner, float[] labels, int lo, float[] y, int yo);
    }

    private boolean isRagged(SoftmaxGeometry g) {
        return g.inner() % length != 0;
    }

    @Override
    public void softmax(SoftmaxGeometry g, float[] x, int xo, float[] y, int yo) {
        if (isRagged(g)) {
            rest.softmax(g, x, xo, y, yo);
            return;
        }
        int size = g.classes() * g.inner();
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int inner = 0; inner < g.inner(); inner += length) {
                int at = outer * size + inner;
                softmax.softmax(x, xo + at, g.classes(), g.inner(), y, yo + at);
            }
        }
    }

    @Override
    public void logSoftmax(SoftmaxGeometry g, float[] x, int xo, float[] y, int yo) {
        if (isRagged(g)) {
            rest.logSoftmax(g, x, xo, y, yo);
            return;
        }
        int size = g.classes() * g.inner();
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int inner = 0; inner < g.inner(); inner += length) {
                int at = outer * size + inner;
                logSoftmax.run(x, xo + at, g.classes(), g.inner(), x, xo, y, yo + at);
            }
        }
    }

    @Override
    public void crossEntropy(SoftmaxGeometry g, float[] x, int xo, float[] labels, int lo, float[] y, int yo) {
        if (isRagged(g)) {
            rest.crossEntropy(g, x, xo, labels, lo, y, yo);
            return;
        }
        int size = g.classes() * g.inner();
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int inner = 0; inner < g.inner(); inner += length) {
                int place = outer * g.inner() + inner;
                crossEntropy.run(
                        x, xo + outer * size + inner, g.classes(), g.inner(), labels, lo + place, y, yo + place);
            }
        }
    }

    @Override
    public void crossEntropyGradient(
            SoftmaxGeometry g, float[] x, int xo, float[] labels, int lo, float[] dy, int dyo, float[] dx, int dxo) {
        if (isRagged(g)) {
            rest.crossEntropyGradient(g, x, xo, labels, lo, dy, dyo, dx, dxo);
            return;
        }
        softmax(g, x, xo, dx, dxo);
        int size = g.classes() * g.inner();
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int inner = 0; inner < g.inner(); inner += length) {
                int place = outer * g.inner() + inner;
                int at = dxo + outer * size + inner;
                softmax.gradient(labels, lo + place, dy, dyo + place, g.classes(), g.inner(), dx, at);
            }
        }
    }

    @Override
    public void oneHot(SoftmaxGeometry g, float[] labels, int lo, float[] y, int yo) {
        if (isRagged(g)) {
            rest.oneHot(g, labels, lo, y, yo);
            return;
        }
        int size = g.classes() * g.inner();
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int inner = 0; inner < g.inner(); inner += length) {
                int place = outer * g.inner() + inner;
                softmax.oneHot(labels, lo + place, g.classes(), g.inner(), y, yo + outer * size + inner);
            }
        }
    }
}
