package dev.fovea.kernel.scalar;

import dev.fovea.kernel.Softmax;
import dev.fovea.kernel.SoftmaxGeometry;

/// Softmax position by position.
final class ScalarSoftmax implements Softmax {
    @Override
    public void softmax(SoftmaxGeometry g, float[] x, int xo, float[] y, int yo) {
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int inner = 0; inner < g.inner(); inner++) {
                int at = outer * g.classes() * g.inner() + inner;
                float m = largest(g, x, xo + at);
                float s = 0f;
                for (int c = 0; c < g.classes(); c++) {
                    float e = Functions.exp(x[xo + at + c * g.inner()] - m);
                    y[yo + at + c * g.inner()] = e;
                    s += e;
                }
                for (int c = 0; c < g.classes(); c++) {
                    y[yo + at + c * g.inner()] /= s;
                }
            }
        }
    }

    @Override
    public void logSoftmax(SoftmaxGeometry g, float[] x, int xo, float[] y, int yo) {
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int inner = 0; inner < g.inner(); inner++) {
                int at = outer * g.classes() * g.inner() + inner;
                float m = largest(g, x, xo + at);
                float logarithm = Functions.log(sum(g, x, xo + at, m));
                for (int c = 0; c < g.classes(); c++) {
                    y[yo + at + c * g.inner()] = (x[xo + at + c * g.inner()] - m) - logarithm;
                }
            }
        }
    }

    @Override
    public void crossEntropy(SoftmaxGeometry g, float[] x, int xo, float[] labels, int lo, float[] y, int yo) {
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int inner = 0; inner < g.inner(); inner++) {
                int at = outer * g.classes() * g.inner() + inner;
                int place = outer * g.inner() + inner;
                float m = largest(g, x, xo + at);
                float logarithm = Functions.log(sum(g, x, xo + at, m));
                float label = 0f;
                for (int c = 0; c < g.classes(); c++) {
                    label = labels[lo + place] == c ? x[xo + at + c * g.inner()] - m : label;
                }
                y[yo + place] = logarithm - label;
            }
        }
    }

    @Override
    public void crossEntropyGradient(
            SoftmaxGeometry g, float[] x, int xo, float[] labels, int lo, float[] dy, int dyo, float[] dx, int dxo) {
        softmax(g, x, xo, dx, dxo);
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int c = 0; c < g.classes(); c++) {
                for (int inner = 0; inner < g.inner(); inner++) {
                    int at = dxo + (outer * g.classes() + c) * g.inner() + inner;
                    int place = outer * g.inner() + inner;
                    float target = labels[lo + place] == c ? 1f : 0f;
                    dx[at] = (dx[at] - target) * dy[dyo + place];
                }
            }
        }
    }

    @Override
    public void oneHot(SoftmaxGeometry g, float[] labels, int lo, float[] y, int yo) {
        for (int outer = 0; outer < g.outer(); outer++) {
            for (int c = 0; c < g.classes(); c++) {
                for (int inner = 0; inner < g.inner(); inner++) {
                    float label = labels[lo + outer * g.inner() + inner];
                    y[yo + (outer * g.classes() + c) * g.inner() + inner] = label == c ? 1f : 0f;
                }
            }
        }
    }

    private static float largest(SoftmaxGeometry g, float[] x, int at) {
        float m = x[at];
        for (int c = 1; c < g.classes(); c++) {
            float value = x[at + c * g.inner()];
            m = value > m ? value : m;
        }
        return m;
    }

    private static float sum(SoftmaxGeometry g, float[] x, int at, float m) {
        float s = 0f;
        for (int c = 0; c < g.classes(); c++) {
            s += Functions.exp(x[at + c * g.inner()] - m);
        }
        return s;
    }
}
