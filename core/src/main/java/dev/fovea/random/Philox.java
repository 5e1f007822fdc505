package dev.fovea.random;

/// Philox4x32-10: ten rounds that turn a counter of four words and a key of two words into four random words.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, *Parallel Random Numbers: As Easy as 1, 2, 3*, SC 2011,
/// section 3.3; the constants are those of the Random123 library, whose known answers the tests hold.
///
/// One round maps `(x0, x1, x2, x3)` to `(high(B x2) ^ x1 ^ k0, low(B x2), high(A x0) ^ x3 ^ k1, low(A x0))`, with `A`
/// = [#MULTIPLIER_A], `B` = [#MULTIPLIER_B]; between rounds `k0` grows by [#WEYL_A] and `k1` by [#WEYL_B].
///
/// ## The address of a number
///
/// | word | holds |
/// |---|---|
/// | key 0, key 1 | low and high half of the seed |
/// | counter 0 | element / 4 |
/// | counter 1 | sample |
/// | counter 2 | epoch |
/// | counter 3 | purpose in bits 0 to 7, site in bits 8 to 31 |
///
/// The element's two lowest bits choose one of the four words. A *site* tells apart several users of one purpose: the
/// third dropout layer of a network, the fifth parameter of an initialiser. All methods are pure, allocate nothing and
/// may be called from any thread.
public final class Philox {
    /// The first multiplier of a round, 0xD2511F53.
    public static final int MULTIPLIER_A = 0xD2511F53;

    /// The second multiplier of a round, 0xCD9E8D57.
    public static final int MULTIPLIER_B = 0xCD9E8D57;

    /// What key word 0 grows by between rounds, 0x9E3779B9 (golden ratio).
    public static final int WEYL_A = 0x9E3779B9;

    /// What key word 1 grows by between rounds, 0xBB67AE85 (square root of 3, less 1).
    public static final int WEYL_B = 0xBB67AE85;

    /// The number of rounds.
    public static final int ROUNDS = 10;

    /// The largest site, 2^24 - 1.
    public static final int MAXIMUM_SITE = 0xFFFFFF;

    /// Elements lie below this bound, 2^34: four words for each value of counter word 0.
    public static final long ELEMENTS = 1L << 34;

    private static final long WORD = 0xFFFFFFFFL;

    private Philox() {}

    /// Computes the four words of one counter.
    ///
    /// @param seed the key: its low half is key word 0
    /// @param counter0 the first counter word
    /// @param counter1 the second counter word
    /// @param counter2 the third counter word
    /// @param counter3 the fourth counter word
    /// @param out takes the four words at its first four places
    public static void block(long seed, int counter0, int counter1, int counter2, int counter3, int[] out) {
        int x0 = counter0;
        int x1 = counter1;
        int x2 = counter2;
        int x3 = counter3;
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long a = (MULTIPLIER_A & WORD) * (x0 & WORD);
            long b = (MULTIPLIER_B & WORD) * (x2 & WORD);
            x0 = (int) (b >>> 32) ^ x1 ^ k0;
            x2 = (int) (a >>> 32) ^ x3 ^ k1;
            x1 = (int) b;
            x3 = (int) a;
            k0 += WEYL_A;
            k1 += WEYL_B;
        }
        out[0] = x0;
        out[1] = x1;
        out[2] = x2;
        out[3] = x3;
    }

    /// Computes the word at one address, without an array.
    ///
    /// It does the work of four words: who needs neighbouring elements calls [#block(long,int,int,int,int,int\[\])]
    /// with counter word 0 = `element / 4` instead and gets the same values.
    ///
    /// @param seed the seed of the run
    /// @param tag purpose and site, see [#tag(Purpose,int)]
    /// @param epoch the epoch
    /// @param sample the sample's number
    /// @param element the element within the sample, at least 0 and below [#ELEMENTS]
    /// @return 32 random bits
    public static int word(long seed, int tag, int epoch, int sample, long element) {
        int x0 = (int) (element >>> 2);
        int x1 = sample;
        int x2 = epoch;
        int x3 = tag;
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long a = (MULTIPLIER_A & WORD) * (x0 & WORD);
            long b = (MULTIPLIER_B & WORD) * (x2 & WORD);
            x0 = (int) (b >>> 32) ^ x1 ^ k0;
            x2 = (int) (a >>> 32) ^ x3 ^ k1;
            x1 = (int) b;
            x3 = (int) a;
            k0 += WEYL_A;
            k1 += WEYL_B;
        }
        return switch ((int) element & 3) {
            case 0 -> x0;
            case 1 -> x1;
            case 2 -> x2;
            default -> x3;
        };
    }

    /// Packs purpose and site into counter word 3: `purpose.number() + 256 site`.
    ///
    /// @param purpose what the numbers are for
    /// @param site which user of that purpose, 0 to [#MAXIMUM_SITE]
    /// @return the fourth counter word
    /// @throws IllegalArgumentException if the site is outside its range
    public static int tag(Purpose purpose, int site) {
        if (site < 0 || site > MAXIMUM_SITE) {
            throw new IllegalArgumentException(
                    "addressing random numbers for "
                            + purpose
                            + ": site "
                            + site
                            + " is outside 0 to "
                            + MAXIMUM_SITE
                            + "; number the sites from 0");
        }
        return purpose.number() | site << 8;
    }

    /// Turns 32 random bits into a float in [0, 1): the upper 24 bits times 2^-24, every value equally likely.
    ///
    /// @param word 32 random bits
    /// @return a multiple of 2^-24, at least 0 and below 1
    public static float toFloat(int word) {
        return (word >>> 8) * 0x1p-24f;
    }

    /// Turns 64 random bits into a double in [0, 1): 53 bits times 2^-53, every value equally likely.
    ///
    /// @param high gives the upper 32 bits
    /// @param low gives, with its upper 21 bits, the rest
    /// @return a multiple of 2^-53, at least 0 and below 1
    public static double toDouble(int high, int low) {
        return ((high & WORD) << 21 | low >>> 11) * 0x1p-53;
    }
}
