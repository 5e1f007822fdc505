package dev.fovea.kernel.scalar;

import dev.fovea.kernel.OptimiserKernels;

/// The formulas of the optimisers, parameter by parameter.
final class ScalarOptimiserKernels implements OptimiserKernels {
    @Override
    public void descend(float[] w, int wo, float[] g, int go, int n, float learningRate, float weightDecay) {
        for (int i = 0; i < n; i++) {
            float d = Fma.of(weightDecay, w[wo + i], g[go + i]);
            w[wo + i] = Fma.of(-learningRate, d, w[wo + i]) + 0f;
        }
    }

    @Override
    public void momentum(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] v,
            int vo,
            int n,
            float learningRate,
            float momentum,
            float weightDecay) {
        for (int i = 0; i < n; i++) {
            float d = Fma.of(weightDecay, w[wo + i], g[go + i]);
            float velocity = Fma.of(momentum, v[vo + i], d) + 0f;
            v[vo + i] = velocity;
            w[wo + i] = Fma.of(-learningRate, velocity, w[wo + i]) + 0f;
        }
    }

    @Override
    public void nesterov(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] v,
            int vo,
            int n,
            float learningRate,
            float momentum,
            float weightDecay) {
        for (int i = 0; i < n; i++) {
            float d = Fma.of(weightDecay, w[wo + i], g[go + i]);
            float velocity = Fma.of(momentum, v[vo + i], d) + 0f;
            v[vo + i] = velocity;
            w[wo + i] = Fma.of(-learningRate, Fma.of(momentum, velocity, d), w[wo + i]) + 0f;
        }
    }

    @Override
    public void rmsProp(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] s,
            int so,
            int n,
            float learningRate,
            float decay,
            float epsilon,
            float weightDecay) {
        float rest = 1f - decay;
        for (int i = 0; i < n; i++) {
            float d = Fma.of(weightDecay, w[wo + i], g[go + i]);
            float square = Fma.of(decay, s[so + i], rest * (d * d)) + 0f;
            s[so + i] = square;
            float step = d / ((float) Math.sqrt(square) + epsilon);
            w[wo + i] = Fma.of(-learningRate, step, w[wo + i]) + 0f;
        }
    }

    @Override
    public void adam(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] m,
            int mo,
            float[] v,
            int vo,
            int n,
            float stepSize,
            float beta1,
            float beta2,
            float rootScale,
            float epsilon,
            float weightDecay,
            float keep) {
        float rest1 = 1f - beta1;
        float rest2 = 1f - beta2;
        for (int i = 0; i < n; i++) {
            float d = Fma.of(weightDecay, w[wo + i], g[go + i]);
            float mean = Fma.of(beta1, m[mo + i], rest1 * d) + 0f;
            float square = Fma.of(beta2, v[vo + i], rest2 * (d * d)) + 0f;
            m[mo + i] = mean;
            v[vo + i] = square;
            float step = mean / Fma.of((float) Math.sqrt(square), rootScale, epsilon);
            w[wo + i] = Fma.of(-stepSize, step, w[wo + i] * keep) + 0f;
        }
    }
}
