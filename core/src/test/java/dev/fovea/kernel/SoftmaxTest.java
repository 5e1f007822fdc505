package dev.fovea.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SoftmaxTest {
    private static final int MARGIN = 3;
    private static final SoftmaxGeometry[] GEOMETRIES = {
        new SoftmaxGeometry(1, 10, 16),
        new SoftmaxGeometry(1, 1, 16),
        new SoftmaxGeometry(3, 7, 32),
        new SoftmaxGeometry(2, 10, 1),
        new SoftmaxGeometry(5, 3, 15),
        new SoftmaxGeometry(1, 2, 17),
        new SoftmaxGeometry(2, 101, 48)
    };

    @Test
    @ParityOf({"KSoftmax", "KLogSoftmax"})
    void vectorsGiveTheBitsOfTheScalarTwin() {
        Softmax scalar = KernelSets.scalar().softmax();
        for (Kernels kernels : KernelSets.vectorsOrSkip()) {
            for (SoftmaxGeometry g : GEOMETRIES) {
                for (boolean awkward : new boolean[] {false, true}) {
                    float[][] expected = all(scalar, g, awkward);
                    float[][] actual = all(kernels.softmax(), g, awkward);
                    for (int i = 0; i < expected.length; i++) {
                        KernelSets.assertSame(expected[i], actual[i], kernels.describe() + " " + g + " result " + i);
                    }
                }
            }
        }
    }

    private static float[][] all(Softmax softmax, SoftmaxGeometry g, boolean awkward) {
        int positions = g.outer() * g.inner();
        int size = positions * g.classes();
        float[] x = awkward ? KernelSets.awkward(size + 1, 1) : KernelSets.plain(size + 1, 1);
        float[] dy = KernelSets.plain(positions, 2);
        float[] labels = labels(g);
        float[][] results = {
            new float[size + 2 * MARGIN],
            new float[size + 2 * MARGIN],
            new float[positions + 2 * MARGIN],
            new float[size + 2 * MARGIN],
            new float[size + 2 * MARGIN],
            x.clone()
        };
        softmax.softmax(g, x, 1, results[0], MARGIN);
        softmax.logSoftmax(g, x, 1, results[1], MARGIN);
        softmax.crossEntropy(g, x, 1, labels, 0, results[2], MARGIN);
        softmax.crossEntropyGradient(g, x, 1, labels, 0, dy, 0, results[3], MARGIN);
        softmax.oneHot(g, labels, 0, results[4], MARGIN);
        softmax.logSoftmax(g, results[5], 1, results[5], 1);
        return results;
    }

    private static float[] labels(SoftmaxGeometry g) {
        float[] labels = new float[g.outer() * g.inner()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (i * 7 + 3) % g.classes();
        }
        return labels;
    }

    @Test
    void valuesAreThoseOfTheDefinitionInDouble() {
        for (Kernels kernels : KernelSets.all()) {
            for (SoftmaxGeometry g : GEOMETRIES) {
                float[] x = KernelSets.plain(g.outer() * g.classes() * g.inner() + 1, 1);
                float[] labels = labels(g);
                float[] dy = KernelSets.plain(labels.length, 2);
                float[][] results = all(kernels.softmax(), g, false);
                for (int place = 0; place < labels.length; place++) {
                    int first = place / g.inner() * g.classes() * g.inner() + place % g.inner();
                    double sum = 0;
                    for (int c = 0; c < g.classes(); c++) {
                        sum += StrictMath.exp(x[1 + first + c * g.inner()]);
                    }
                    for (int c = 0; c < g.classes(); c++) {
                        int at = first + c * g.inner();
                        double p = StrictMath.exp(x[1 + at]) / sum;
                        double target = labels[place] == c ? 1 : 0;
                        assertEquals(p, results[0][MARGIN + at], 1e-6 * p);
                        assertEquals(StrictMath.log(p), results[1][MARGIN + at], 3e-6);
                        assertEquals((p - target) * dy[place], results[3][MARGIN + at], 3e-6);
                        assertEquals(target, results[4][MARGIN + at]);
                        if (target == 1) {
                            assertEquals(-StrictMath.log(p), results[2][MARGIN + place], 3e-6);
                        }
                    }
                }
            }
        }
    }

    @Test
    void largeLogitsAreSafe() {
        SoftmaxGeometry g = new SoftmaxGeometry(1, 2, 16);
        float[] x = new float[32];
        java.util.Arrays.fill(x, 0, 16, 1e30f);
        float[] y = new float[32];
        for (Kernels kernels : KernelSets.all()) {
            kernels.softmax().softmax(g, x, 0, y, 0);
            assertEquals(1f, y[4]);
            assertEquals(0f, y[20]);
            kernels.softmax().crossEntropy(g, x, 0, new float[16], 0, y, 0);
            assertEquals(0f, y[9]);
            x[1] = Float.NaN;
            kernels.softmax().softmax(g, x, 0, y, 0);
            assertTrue(Float.isNaN(y[1]) && Float.isNaN(y[17]), "a NaN makes its position NaN");
            x[1] = 1e30f;
        }
    }
}
