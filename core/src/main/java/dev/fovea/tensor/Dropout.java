package dev.fovea.tensor;

import dev.fovea.random.Philox;
import dev.fovea.random.Purpose;
import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Sets elements to 0 at random and scales the others up: `y = x / (1 - rate)` where the element is kept.
///
/// Inputs: `x [N, ...]`, the number of each sample `[N]`, and a [key][#key] of 6 numbers. Element `e` (row-major,
/// within its sample) is kept if `Philox.toFloat(Philox.word(seed, tag, epoch, sample, e)) >= rate`; what is kept is
/// multiplied by `1f / (1f - rate)`. The mask is a function of its address, so it is computed again for the gradient
/// and never stored. Source: N. Srivastava et al., *Dropout*, JMLR 15, 2014, in its inverted form.
///
/// @param rate the probability of an element to be dropped, at least 0 and below 1
public record Dropout(float rate) implements Op {
    /// Numbers in a key.
    public static final int KEY = 6;

    /// Checks the rate.
    ///
    /// @throws IllegalArgumentException if the rate is outside its range
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "making a dropout: the rate is " + rate + "; expected at least 0 and below 1");
        }
    }

    /// The arguments of a mask as numbers a float holds exactly: the seed in four pieces of 16 bits, lowest first, the
    /// epoch, the site.
    ///
    /// @param seed the seed of the run
    /// @param epoch the epoch, 0 to 2^24 - 1
    /// @param site which dropout of the network, 0 to 2^24 - 1
    /// @return 6 numbers
    /// @throws IllegalArgumentException if epoch or site is outside its range
    public static float[] key(long seed, int epoch, int site) {
        if (epoch < 0 || epoch > Philox.MAXIMUM_SITE || site < 0 || site > Philox.MAXIMUM_SITE) {
            throw new IllegalArgumentException(
                    "making a dropout key: epoch "
                            + epoch
                            + ", site "
                            + site
                            + "; expected both from 0 to "
                            + Philox.MAXIMUM_SITE);
        }
        return new float[] {
            seed & 0xFFFF, seed >>> 16 & 0xFFFF, seed >>> 32 & 0xFFFF, seed >>> 48, epoch, site,
        };
    }

    /// The seed in a key.
    ///
    /// @param key an array that holds what [#key] made
    /// @param at where
    /// @return the seed
    public static long seed(float[] key, int at) {
        return (long) key[at] | (long) key[at + 1] << 16 | (long) key[at + 2] << 32 | (long) key[at + 3] << 48;
    }

    /// The epoch in a key.
    ///
    /// @param key an array that holds what [#key] made
    /// @param at where
    /// @return the epoch
    public static int epoch(float[] key, int at) {
        return (int) key[at + 4];
    }

    /// Purpose and site in a key, for [Philox#word].
    ///
    /// @param key an array that holds what [#key] made
    /// @param at where
    /// @return the tag
    public static int tag(float[] key, int at) {
        return Philox.tag(Purpose.DROPOUT, (int) key[at + 5]);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape x = inputs.get(0);
        if (x.rank() == 0 || !inputs.get(1).equals(Shape.of(x.dim(0))) || !inputs.get(2).equals(Shape.of(KEY))) {
            throw new ShapeException(
                    words(),
                    inputs,
                    "expected [samples, ...], the number of each sample [samples], and a key ["
                            + KEY
                            + "] from Dropout.key(seed, epoch, site)");
        }
        return x;
    }

    @Override
    public Role role(List<Tensor> inputs, Shape result) {
        return Role.perSampleIf(inputs.getFirst().role() == Role.PER_SAMPLE);
    }

    /// Linear in `x`: `dx` is the same dropout of `d`.
    @Override
    public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
        return Arrays.asList(Tensor.apply(this, d, inputs.get(1), inputs.get(2)), null, null);
    }
}
