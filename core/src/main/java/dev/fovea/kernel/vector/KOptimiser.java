package dev.fovea.kernel.vector;

import dev.fovea.kernel.OptimiserKernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.lang.invoke.MethodHandles;

/// Steps of the optimisers over whole vectors; bound by memory.
final class KOptimiser implements OptimiserKernels {
    @SuppressWarnings("unchecked")
    private static final VectorSpecies<Float> S = Specialised.constants(MethodHandles.lookup(), VectorSpecies.class);

    KOptimiser() {}

    @Override
    public void descend(float[] w, int wo, float[] g, int go, int n, float learningRate, float weightDecay) {
        descent(w, wo, g, go, n, learningRate, weightDecay);
    }

    private static void descent(float[] w, int wo, float[] g, int go, int n, float learningRate, float weightDecay) {
        FloatVector decay = FloatVector.broadcast(S, weightDecay);
        FloatVector rate = FloatVector.broadcast(S, -learningRate);
        for (int i = 0; i < n; i += S.length()) {
            FloatVector p = FloatVector.fromArray(S, w, wo + i);
            FloatVector d = decay.fma(p, FloatVector.fromArray(S, g, go + i));
            rate.fma(d, p).add(0f).intoArray(w, wo + i);
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
        heavyBall(w, wo, g, go, v, vo, n, learningRate, momentum, weightDecay);
    }

    private static void heavyBall(
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
        FloatVector decay = FloatVector.broadcast(S, weightDecay);
        FloatVector rate = FloatVector.broadcast(S, -learningRate);
        FloatVector mass = FloatVector.broadcast(S, momentum);
        for (int i = 0; i < n; i += S.length()) {
            FloatVector p = FloatVector.fromArray(S, w, wo + i);
            FloatVector d = decay.fma(p, FloatVector.fromArray(S, g, go + i));
            FloatVector velocity = mass.fma(FloatVector.fromArray(S, v, vo + i), d).add(0f);
            velocity.intoArray(v, vo + i);
            rate.fma(velocity, p).add(0f).intoArray(w, wo + i);
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
        lookAhead(w, wo, g, go, v, vo, n, learningRate, momentum, weightDecay);
    }

    private static void lookAhead(
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
        FloatVector decay = FloatVector.broadcast(S, weightDecay);
        FloatVector rate = FloatVector.broadcast(S, -learningRate);
        FloatVector mass = FloatVector.broadcast(S, momentum);
        for (int i = 0; i < n; i += S.length()) {
            FloatVector p = FloatVector.fromArray(S, w, wo + i);
            FloatVector d = decay.fma(p, FloatVector.fromArray(S, g, go + i));
            FloatVector velocity = mass.fma(FloatVector.fromArray(S, v, vo + i), d).add(0f);
            velocity.intoArray(v, vo + i);
            rate.fma(mass.fma(velocity, d), p).add(0f).intoArray(w, wo + i);
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
        scaled(w, wo, g, go, s, so, n, learningRate, decay, epsilon, weightDecay);
    }

    private static void scaled(
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
        FloatVector shrink = FloatVector.broadcast(S, weightDecay);
        FloatVector rate = FloatVector.broadcast(S, -learningRate);
        FloatVector memory = FloatVector.broadcast(S, decay);
        float rest = 1f - decay;
        for (int i = 0; i < n; i += S.length()) {
            FloatVector p = FloatVector.fromArray(S, w, wo + i);
            FloatVector d = shrink.fma(p, FloatVector.fromArray(S, g, go + i));
            FloatVector square = memory.fma(FloatVector.fromArray(S, s, so + i), d.mul(d).mul(rest)).add(0f);
            square.intoArray(s, so + i);
            FloatVector step = d.div(square.sqrt().add(epsilon));
            rate.fma(step, p).add(0f).intoArray(w, wo + i);
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
        moments(w, wo, g, go, m, mo, v, vo, n, stepSize, beta1, beta2, rootScale, epsilon, weightDecay, keep);
    }

    private static void moments(
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
        FloatVector shrink = FloatVector.broadcast(S, weightDecay);
        FloatVector rate = FloatVector.broadcast(S, -stepSize);
        FloatVector first = FloatVector.broadcast(S, beta1);
        FloatVector second = FloatVector.broadcast(S, beta2);
        FloatVector root = FloatVector.broadcast(S, rootScale);
        FloatVector small = FloatVector.broadcast(S, epsilon);
        float rest1 = 1f - beta1;
        float rest2 = 1f - beta2;
        for (int i = 0; i < n; i += S.length()) {
            FloatVector p = FloatVector.fromArray(S, w, wo + i);
            FloatVector d = shrink.fma(p, FloatVector.fromArray(S, g, go + i));
            FloatVector mean = first.fma(FloatVector.fromArray(S, m, mo + i), d.mul(rest1)).add(0f);
            FloatVector square = second.fma(FloatVector.fromArray(S, v, vo + i), d.mul(d).mul(rest2)).add(0f);
            mean.intoArray(m, mo + i);
            square.intoArray(v, vo + i);
            FloatVector step = mean.div(square.sqrt().fma(root, small));
            rate.fma(step, p.mul(keep)).add(0f).intoArray(w, wo + i);
        }
    }
}
