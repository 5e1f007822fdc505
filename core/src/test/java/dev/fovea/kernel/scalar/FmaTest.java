package dev.fovea.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The multiply-add through double precision gives the bits of `Math.fma`, which rounds the exact sum once by
/// definition.
class FmaTest {
    private static final int DRAWS = 1_000_000;

    /// Pairs whose products are 1, 1 + 2^-36, 1 - 2^-46 and 1 - 9 2^-46.
    private static final float[][] NEARLY_ONE = {
        {1f, 1f},
        {1f + 0x1p-12f, 1f - 0x1p-12f + 0x1p-24f},
        {1f + 0x1p-23f, 1f - 0x1p-23f},
        {1f + 0x3p-23f, 1f - 0x3p-23f}
    };

    private long state = 1;

    private int bits() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) (state >>> 32);
    }

    private static void agrees(float a, float b, float c) {
        float expected = Math.fma(a, b, c);
        if (!same(expected, Fma.throughDouble(a, b, c)) || !same(expected, Fma.of(a, b, c))) {
            throw new AssertionError(
                    "fma(%s, %s, %s): expected %s, got %s through double and %s"
                            .formatted(
                                    Float.toHexString(a),
                                    Float.toHexString(b),
                                    Float.toHexString(c),
                                    Float.toHexString(expected),
                                    Float.toHexString(Fma.throughDouble(a, b, c)),
                                    Float.toHexString(Fma.of(a, b, c))));
        }
    }

    /// The same number, the sign of zero included; NaN is NaN.
    private static boolean same(float expected, float got) {
        return Float.floatToIntBits(expected) == Float.floatToIntBits(got);
    }

    /// Whether rounding twice, to double and then to float, goes wrong.
    private static boolean isHard(float a, float b, float c) {
        return !same(Math.fma(a, b, c), (float) ((double) a * b + c));
    }

    @Test
    void anyFloats() {
        for (int i = 0; i < DRAWS; i++) {
            agrees(Float.intBitsToFloat(bits()), Float.intBitsToFloat(bits()), Float.intBitsToFloat(bits()));
        }
    }

    /// All of a size, as in a network, and sums in which the product is nearly taken away.
    @Test
    void floatsOfOneSize() {
        for (int i = 0; i < DRAWS; i++) {
            float a = bits() * 0x1p-31f;
            float b = bits() * 0x1p-31f;
            agrees(a, b, bits() * 0x1p-31f);
            agrees(a, b, -a * b);
            agrees(a, b, Math.nextUp(-a * b));
        }
    }

    /// A product of half a unit in the last place of the summand, and a little: in double precision the little is lost
    /// and a tie remains. Sums are normal, subnormal and at the end of the range.
    @Test
    void halvesThatAreNoTies() {
        int hard = 0;
        int hardSubnormal = 0;
        for (int i = 0; i < DRAWS; i++) {
            float c = Float.intBitsToFloat(bits() & ((i & 64) == 0 ? 0x80ffffff : 0xffffffff));
            if (Float.isFinite(c)) {
                int half =
                        Math.getExponent(Math.ulp(c)) < Float.MIN_EXPONENT
                                ? Integer.numberOfTrailingZeros(Float.floatToIntBits(Math.ulp(c))) - 150
                                : Math.getExponent(Math.ulp(c)) - 1;
                float[] factors = NEARLY_ONE[i % NEARLY_ONE.length];
                float a = (bits() < 0 ? -1 : 1) * Math.scalb(factors[0], half / 2);
                float b = Math.scalb(factors[1], half - half / 2);
                agrees(a, b, c);
                if (isHard(a, b, c)) {
                    hard++;
                    hardSubnormal += Math.abs(c) < Float.MIN_NORMAL ? 1 : 0;
                }
            }
        }
        assertTrue(hard > DRAWS / 100, "of " + DRAWS + " draws only " + hard + " are hard");
        assertTrue(hardSubnormal > 100, "of " + DRAWS + " draws only " + hardSubnormal + " are hard and subnormal");
    }

    @Test
    void everyMeetingOfSpecialValues() {
        float[] special = {
            0f,
            1f,
            1.5f,
            Math.nextUp(1f),
            Math.nextDown(1f),
            Float.MIN_VALUE,
            3 * Float.MIN_VALUE,
            Math.nextDown(Float.MIN_NORMAL),
            Float.MIN_NORMAL,
            Float.MAX_VALUE,
            Math.nextDown(Float.MAX_VALUE),
            0x1p-75f,
            0x1p-74f,
            0x1p104f,
            Float.POSITIVE_INFINITY,
            Float.NaN
        };
        for (int i = 0; i < 8 * special.length * special.length * special.length; i++) {
            int n = i / 8;
            float a = special[n % special.length];
            float b = special[n / special.length % special.length];
            float c = special[n / special.length / special.length];
            agrees((i & 1) == 0 ? a : -a, (i & 2) == 0 ? b : -b, (i & 4) == 0 ? c : -c);
        }
    }

    /// 2^-127 and 2^-150 + 2^-173: just above the middle between two subnormal steps.
    @Test
    void anExampleByHand() {
        float c = 0x1p-127f;
        assertEquals(0x1p-127f + 0x1p-149f, Fma.throughDouble(0x1.000002p-75f, 0x1p-75f, c));
        assertEquals(0x1p-127f, Fma.throughDouble(0x1p-75f, 0x1p-75f, c), "a tie goes to the even neighbour");
    }
}
