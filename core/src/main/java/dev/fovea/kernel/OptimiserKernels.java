package dev.fovea.kernel;

/// One step of an optimiser over a strip of `n` parameters, in place. Numbers that change from step to step are
/// arguments.
///
/// `w` is the parameter, `g` its gradient, `d = fma(weightDecay, w, g)` the gradient with weight decay as in PyTorch
/// (an L2 penalty). Whatever is stored has +0 added, so that no -0 is kept. Source of the formulas: the papers named,
/// in PyTorch's form.
public interface OptimiserKernels {
    /// Gradient descent: `w = fma(-learningRate, d, w)`.
    void descend(float[] w, int wo, float[] g, int go, int n, float learningRate, float weightDecay);

    /// Gradient descent with momentum: `v = fma(momentum, v, d)`, `w = fma(-learningRate, v, w)`. Source: I. Sutskever
    /// et al., *On the importance of initialization and momentum in deep learning*, ICML 2013.
    void momentum(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] v,
            int vo,
            int n,
            float learningRate,
            float momentum,
            float weightDecay);

    /// Nesterov's momentum: `v = fma(momentum, v, d)`, `w = fma(-learningRate, fma(momentum, v, d), w)`.
    void nesterov(
            float[] w,
            int wo,
            float[] g,
            int go,
            float[] v,
            int vo,
            int n,
            float learningRate,
            float momentum,
            float weightDecay);

    /// RMSProp: `s = fma(decay, s, (1 - decay) (d d))`, `w = fma(-learningRate, d / (sqrt(s) + epsilon), w)`. Source:
    /// T. Tieleman, G. Hinton, *Lecture 6.5*, Coursera 2012.
    void rmsProp(
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
            float weightDecay);

    /// Adam and AdamW: `u = w keep`, `d = fma(weightDecay, w, g)`, `m = fma(beta1, m, (1 - beta1) d)`, `v = fma(beta2,
    /// v, (1 - beta2) (d d))`, `w = fma(-stepSize, m / fma(sqrt(v), rootScale, epsilon), u)`.
    ///
    /// For step `t` from 1 the caller computes in double `stepSize = learningRate / (1 - beta1^t)` and `rootScale = 1 /
    /// sqrt(1 - beta2^t)`. Adam has `keep = 1`; AdamW has `weightDecay = 0` and `keep = 1 - learningRate weightDecay`.
    /// Source: D. Kingma, J. Ba, *Adam*, ICLR 2015, algorithm 1; I. Loshchilov, F. Hutter, *Decoupled Weight Decay
    /// Regularization*, ICLR 2019, algorithm 2.
    void adam(
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
            float keep);
}
