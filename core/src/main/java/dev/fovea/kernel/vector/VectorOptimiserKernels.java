package dev.fovea.kernel.vector;

import dev.fovea.kernel.OptimiserKernels;

import jdk.incubator.vector.VectorSpecies;

/// [OptimiserKernels] in vectors; what is left of a strip goes to the scalar twin.
final class VectorOptimiserKernels implements OptimiserKernels {
    private final int length;
    private final OptimiserKernels rest;
    private final OptimiserKernels whole;

    VectorOptimiserKernels(VectorSpecies<Float> species, OptimiserKernels rest) {
        this.length = species.length();
        this.rest = rest;
        whole = Specialised.load(OptimiserKernels.class, KOptimiser.class, species);
    }

    @Override
    public void descend(float[] w, int wo, float[] g, int go, int n, float learningRate, float weightDecay) {
        int m = n & -length;
        whole.descend(w, wo, g, go, m, learningRate, weightDecay);
        rest.descend(w, wo + m, g, go + m, n - m, learningRate, weightDecay);
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
        int m = n & -length;
        whole.momentum(w, wo, g, go, v, vo, m, learningRate, momentum, weightDecay);
        rest.momentum(w, wo + m, g, go + m, v, vo + m, n - m, learningRate, momentum, weightDecay);
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
        int m = n & -length;
        whole.nesterov(w, wo, g, go, v, vo, m, learningRate, momentum, weightDecay);
        rest.nesterov(w, wo + m, g, go + m, v, vo + m, n - m, learningRate, momentum, weightDecay);
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
        int m = n & -length;
        whole.rmsProp(w, wo, g, go, s, so, m, learningRate, decay, epsilon, weightDecay);
        rest.rmsProp(w, wo + m, g, go + m, s, so + m, n - m, learningRate, decay, epsilon, weightDecay);
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
        int k = n & -length;
        whole.adam(w, wo, g, go, m, mo, v, vo, k, stepSize, beta1, beta2, rootScale, epsilon, weightDecay, keep);
        rest.adam(
                w,
                wo + k,
                g,
                go + k,
                m,
                mo + k,
                v,
                vo + k,
                n - k,
                stepSize,
                beta1,
                beta2,
                rootScale,
                epsilon,
                weightDecay,
                keep);
    }
}
