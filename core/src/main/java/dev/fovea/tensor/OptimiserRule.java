package dev.fovea.tensor;

import java.util.List;

/// How an optimiser changes weights `w` by their gradient `g`, in place, in one pass over weights and state.
///
/// All numbers are scalars handed in with each run, in the order of [#scalars]: `a` learning rate, `c` weight decay,
/// `u` momentum, `e` epsilon. State starts at 0, in the order of [#state]. Except for [#ADAM_W], `h = g + c w` stands
/// in for the gradient.
public enum OptimiserRule {
    /// `w = w - a h`
    SGD,
    /// `v = u v + h`, `w = w - a v`. B. T. Polyak, 1964, in the form of Sutskever et al., ICML 2013.
    MOMENTUM,
    /// `v = u v + h`, `w = w - a (h + u v)`. Y. Nesterov, 1983, in the form of Bengio et al., 2013, equation 7.
    NESTEROV,
    /// `s = r s + (1 - r) h h`, `w = w - a h / (sqrt(s) + e)` with the decay `r`. T. Tieleman, G. Hinton, lecture 6.5,
    /// 2012.
    RMS_PROP,
    /// `m = b1 m + (1 - b1) h`, `s = b2 s + (1 - b2) h h`, `w = w - a (m / k1) / (sqrt(s / k2) + e)` with the
    /// corrections `k = 1 - b^t` at step `t` from 1. D. Kingma, J. Ba, *Adam*, ICLR 2015, algorithm 1.
    ADAM,
    /// As [#ADAM] with `h = g`, and `w = w - a ((m / k1) / (sqrt(s / k2) + e) + c w)`. I. Loshchilov, F. Hutter,
    /// *Decoupled Weight Decay Regularization*, ICLR 2019, algorithm 2.
    ADAM_W;

    /// The names of the numbers, in their order.
    ///
    /// @return at least the learning rate
    public List<String> scalars() {
        return switch (this) {
            case SGD -> List.of("learning rate", "weight decay");
            case MOMENTUM, NESTEROV -> List.of("learning rate", "weight decay", "momentum");
            case RMS_PROP -> List.of("learning rate", "weight decay", "decay", "epsilon");
            case ADAM, ADAM_W ->
                    List.of("learning rate", "weight decay", "beta1", "beta2", "epsilon", "correction1", "correction2");
        };
    }

    /// The names of the state, each of the weights' shape, in their order.
    ///
    /// @return possibly empty
    public List<String> state() {
        return switch (this) {
            case SGD -> List.of();
            case MOMENTUM, NESTEROV -> List.of("velocity");
            case RMS_PROP -> List.of("square");
            case ADAM, ADAM_W -> List.of("mean", "square");
        };
    }
}
