package dev.fovea.nn;

import dev.fovea.tensor.Tensor;

/// Sets elements to 0 at random in training and scales the others by `1 / (1 - rate)`; does nothing in prediction.
///
/// The mask of a sample depends on the seed, the epoch, the sample's number and the layer's place among the dropouts of
/// the network, not on its batch. Source: N. Srivastava et al., *Dropout*, JMLR 15, 2014.
///
/// @param rate the probability of an element to be dropped, at least 0 and below 1
public record Dropout(double rate) implements Layer {
    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if it is outside its range
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "making a dropout: the rate is " + rate + "; expected at least 0 and below 1");
        }
    }

    /// {@return a dropout}
    ///
    /// @param rate the probability of an element to be dropped
    public static Dropout of(double rate) {
        return new Dropout(rate);
    }

    @Override
    public Tensor forward(Tensor x, Scope scope) {
        return scope.isTraining() ? x.dropout((float) rate, scope.samples(), scope.randomKey()) : x;
    }

    @Override
    public String kind() {
        return "dropout";
    }

    @Override
    public String toString() {
        return "Dropout " + rate;
    }
}
