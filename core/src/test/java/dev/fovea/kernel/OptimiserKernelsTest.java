package dev.fovea.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OptimiserKernelsTest {
    private static final int MARGIN = 2;

    /// Parameter, gradient and two states, changed by one call.
    @FunctionalInterface
    private interface Step {
        void run(OptimiserKernels kernels, float[] w, float[] g, float[] a, float[] b, int n);
    }

    private static final Step[] STEPS = {
        (k, w, g, a, b, n) -> k.descend(w, 1, g, 0, n, 0.1f, 0.01f),
        (k, w, g, a, b, n) -> k.momentum(w, 1, g, 0, a, 1, n, 0.1f, 0.9f, 0.01f),
        (k, w, g, a, b, n) -> k.nesterov(w, 1, g, 0, a, 1, n, 0.1f, 0.9f, 0.01f),
        (k, w, g, a, b, n) -> k.rmsProp(w, 1, g, 0, a, 1, n, 0.01f, 0.99f, 1e-8f, 0.01f),
        (k, w, g, a, b, n) -> k.adam(w, 1, g, 0, a, 1, b, 1, n, 0.01f, 0.9f, 0.999f, 3f, 1e-8f, 0.01f, 0.9995f),
    };

    @Test
    @ParityOf("KOptimiser")
    void vectorsGiveTheBitsOfTheScalarTwin() {
        for (Kernels kernels : KernelSets.vectorsOrSkip()) {
            for (int n : new int[] {0, 1, 3, 4, 15, 16, 17, 61, 257}) {
                for (int i = 0; i < 2 * STEPS.length; i++) {
                    Step step = STEPS[i / 2];
                    boolean awkward = i % 2 == 1;
                    float[][] expected = twoSteps(KernelSets.scalar(), step, n, awkward);
                    float[][] actual = twoSteps(kernels, step, n, awkward);
                    for (int j = 0; j < expected.length; j++) {
                        KernelSets.assertSame(
                                expected[j],
                                actual[j],
                                kernels.describe() + " step " + i / 2 + ", n " + n + ", array " + j);
                    }
                }
            }
        }
    }

    private static float[][] twoSteps(Kernels kernels, Step step, int n, boolean awkward) {
        float[][] arrays = {
            awkward ? KernelSets.awkward(n + MARGIN, 1) : KernelSets.plain(n + MARGIN, 1),
            awkward ? KernelSets.awkward(n + MARGIN, 2) : KernelSets.plain(n + MARGIN, 2),
            new float[n + MARGIN],
            new float[n + MARGIN]
        };
        step.run(kernels.optimiser(), arrays[0], arrays[1], arrays[2], arrays[3], n);
        step.run(kernels.optimiser(), arrays[0], arrays[1], arrays[2], arrays[3], n);
        return arrays;
    }

    /// By hand, from `w = 1`, gradient 0.5 and weight decay 0.1, so `d = 0.6` in the first step.
    @Test
    void examplesByHand() {
        for (Kernels kernels : KernelSets.all()) {
            OptimiserKernels optimiser = kernels.optimiser();
            float[] w = {1f};
            float[] g = {0.5f};
            float[] v = {0f};
            optimiser.descend(w, 0, g, 0, 1, 0.1f, 0.1f);
            assertEquals(0.94, w[0], 1e-6);
            w[0] = 1f;
            optimiser.momentum(w, 0, g, 0, v, 0, 1, 0.1f, 0.9f, 0.1f);
            optimiser.momentum(w, 0, g, 0, v, 0, 1, 0.1f, 0.9f, 0.1f);
            // v = 0.6, w = 0.94; then d = 0.594, v = 0.54 + 0.594 = 1.134, w = 0.94 - 0.1134.
            assertEquals(1.134, v[0], 1e-6);
            assertEquals(0.8266, w[0], 1e-6);
            w[0] = 1f;
            v[0] = 0f;
            optimiser.nesterov(w, 0, g, 0, v, 0, 1, 0.1f, 0.9f, 0.1f);
            // v = 0.6, step 0.9 * 0.6 + 0.6 = 1.14.
            assertEquals(0.886, w[0], 1e-6);
            w[0] = 1f;
            v[0] = 0f;
            optimiser.rmsProp(w, 0, g, 0, v, 0, 1, 0.1f, 0.75f, 0.1f, 0.1f);
            // s = 0.25 * 0.36 = 0.09, step 0.6 / (0.3 + 0.1) = 1.5.
            assertEquals(0.85, w[0], 1e-6);
        }
    }

    /// The first step of Adam is the learning rate with the sign of the gradient, whatever its size.
    @Test
    void theFirstStepOfAdamIsTheLearningRate() {
        for (Kernels kernels : KernelSets.all()) {
            float[] w = {1f, 1f, 1f};
            float[] g = {1e-3f, -20f, 0.3f};
            float stepSize = (float) (0.01 / (1 - 0.9));
            float rootScale = (float) (1 / Math.sqrt(1 - 0.999));
            kernels.optimiser()
                    .adam(
                            w,
                            0,
                            g,
                            0,
                            new float[3],
                            0,
                            new float[3],
                            0,
                            3,
                            stepSize,
                            0.9f,
                            0.999f,
                            rootScale,
                            1e-12f,
                            0f,
                            1f);
            assertEquals(0.99, w[0], 1e-6);
            assertEquals(1.01, w[1], 1e-6);
            assertEquals(0.99, w[2], 1e-6);
        }
    }

    @Test
    void adamWShrinksTheParameterApartFromTheGradient() {
        for (Kernels kernels : KernelSets.all()) {
            float[] w = {2f};
            kernels.optimiser()
                    .adam(
                            w,
                            0,
                            new float[1],
                            0,
                            new float[1],
                            0,
                            new float[1],
                            0,
                            1,
                            0.1f,
                            0.9f,
                            0.999f,
                            1f,
                            1e-8f,
                            0f,
                            0.875f);
            assertEquals(1.75f, w[0]);
        }
    }
}
