package dev.fovea.random;

/// A cursor over the random words of one (seed, purpose, site, epoch, sample): it draws element 0, then 1, and so on.
///
/// Two streams of the same address give the same numbers; a stream of another sample needs no knowledge of the first. A
/// stream belongs to one thread. [#reset(int,int)] moves it to another sample, so that a loop over samples needs one
/// stream only.
///
/// ```java
/// Stream stream = new Stream(seed, Purpose.AUGMENT, 0);
/// for (int sample = 0; sample < count; sample++) {
///     stream.reset(epoch, sample);
///     int shift = stream.nextInt(5) - 2;
/// }
/// ```
public final class Stream {
    private static final long WORD = 0xFFFFFFFFL;

    private final long seed;
    private final int tag;
    private final int[] block = new int[4];
    private int epoch;
    private int sample;
    private long element;
    private double spareNormal;
    private boolean hasSpareNormal;

    /// Starts at element 0 of epoch 0, sample 0.
    ///
    /// @param seed the seed of the run
    /// @param purpose what the numbers are for
    /// @param site which user of that purpose, 0 to [Philox#MAXIMUM_SITE]
    /// @throws IllegalArgumentException if the site is outside its range
    public Stream(long seed, Purpose purpose, int site) {
        this.seed = seed;
        this.tag = Philox.tag(purpose, site);
    }

    /// Moves to element 0 of a sample.
    ///
    /// @param newEpoch the epoch
    /// @param newSample the sample's number
    /// @return this stream
    public Stream reset(int newEpoch, int newSample) {
        epoch = newEpoch;
        sample = newSample;
        element = 0;
        hasSpareNormal = false;
        return this;
    }

    /// Draws 32 random bits: the word at the cursor, which then moves on by one.
    ///
    /// @return any int, all equally likely
    /// @throws IllegalStateException after 2^34 words of one sample
    public int nextWord() {
        int lane = (int) element & 3;
        if (lane == 0) {
            if (element == Philox.ELEMENTS) {
                throw new IllegalStateException(
                        "drawing random numbers: all "
                                + Philox.ELEMENTS
                                + " words of one sample are used; divide the work into several samples");
            }
            Philox.block(seed, (int) (element >>> 2), sample, epoch, tag, block);
        }
        element++;
        return block[lane];
    }

    /// Draws an integer from 0 to `bound - 1`, all equally likely.
    ///
    /// The upper half of `word * bound` is the answer; a word whose lower half is below `2^32 mod bound` is thrown away
    /// and the next one taken, which removes the bias. Source: D. Lemire, *Fast Random Integer Generation in an
    /// Interval*, ACM TOMACS 29(1), 2019, algorithm 5.
    ///
    /// @param bound how many values there are, at least 1
    /// @return a value at least 0 and below the bound
    /// @throws IllegalArgumentException if the bound is below 1
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException(
                    "drawing a random integer below " + bound + ": the bound must be at least 1");
        }
        long product = (nextWord() & WORD) * bound;
        if ((product & WORD) < bound) {
            long threshold = (1L << 32) % bound;
            while ((product & WORD) < threshold) {
                product = (nextWord() & WORD) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /// Draws a float in [0, 1), a multiple of 2^-24, from one word.
    ///
    /// @return at least 0 and below 1
    public float nextFloat() {
        return Philox.toFloat(nextWord());
    }

    /// Draws a double in [0, 1), a multiple of 2^-53, from two words.
    ///
    /// @return at least 0 and below 1
    public double nextDouble() {
        int high = nextWord();
        return Philox.toDouble(high, nextWord());
    }

    /// Draws a double in [low, high) from two words: `low + (high - low) u`.
    ///
    /// @param low the lower end
    /// @param high the upper end
    /// @return a value between the ends
    public double nextDouble(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /// Draws from the normal distribution of mean 0 and deviation 1.
    ///
    /// Pairs come from two uniform doubles `u`, `v` (four words): `r = sqrt(-2 ln(1 - u))`, then `r cos(2 pi v)`, and
    /// at the next call `r sin(2 pi v)`. Everything is computed in double with [StrictMath], so the bits are the same
    /// on every machine; the largest magnitude is 8.6. Source: G. E. P. Box, M. E. Muller, *A Note on the Generation of
    /// Random Normal Deviates*, Ann. Math. Statist. 29, 1958.
    ///
    /// @return a normal deviate
    public double nextNormal() {
        if (hasSpareNormal) {
            hasSpareNormal = false;
            return spareNormal;
        }
        double u = nextDouble();
        double angle = 2 * Math.PI * nextDouble();
        double radius = Math.sqrt(-2 * StrictMath.log(1 - u));
        spareNormal = radius * StrictMath.sin(angle);
        hasSpareNormal = true;
        return radius * StrictMath.cos(angle);
    }
}
