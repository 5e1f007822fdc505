package dev.fovea.kernel;

/// Dropout of one block, `[features][16]`: forward and gradient are the same function, so the mask is computed again,
/// never stored.
///
/// A value's random word is [dev.fovea.random.Philox#word] of (seed, tag, epoch, the lane's sample, feature): it
/// depends on nothing else. Source: N. Srivastava et al., *Dropout*, JMLR 15, 2014, in the form that scales while
/// training.
public interface Dropout {
    /// `y = keep ? x (1 / (1 - rate)) : 0`, where `keep` is `toFloat(word) >= rate`.
    ///
    /// @param x the block; may be `y` at the same offset
    /// @param firstFeature the number of the first feature here, a multiple of 4
    /// @param features features here
    /// @param seed the run's seed
    /// @param tag purpose and site, see [dev.fovea.random.Philox#tag]
    /// @param epoch the epoch
    /// @param samples each lane's sample number, 16 from `so` on; those of dead lanes do not matter
    /// @param rate share of values that are dropped, at least 0 and below 1
    void dropout(
            float[] x,
            int xo,
            float[] y,
            int yo,
            int firstFeature,
            int features,
            long seed,
            int tag,
            int epoch,
            int[] samples,
            int so,
            float rate);
}
