package dev.fovea.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class PhiloxTest {
    /// The three `philox4x32 10` lines of Random123's `tests/kat_vectors`.
    @Test
    void givesTheKnownAnswersOfRandom123() {
        assertBlock(new int[] {0, 0, 0, 0}, 0, 0, new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
        assertBlock(new int[] {-1, -1, -1, -1}, -1, -1, new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
        assertBlock(
                new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                0xa4093822,
                0x299f31d0,
                new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
    }

    private static void assertBlock(int[] counter, int key0, int key1, int[] expected) {
        int[] out = new int[4];
        long seed = (key0 & 0xFFFFFFFFL) | (long) key1 << 32;
        Philox.block(seed, counter[0], counter[1], counter[2], counter[3], out);
        assertArrayEquals(expected, out);
        for (int lane = 0; lane < 4; lane++) {
            long element = ((counter[0] & 0xFFFFFFFFL) << 2) + lane;
            assertEquals(expected[lane], Philox.word(seed, counter[3], counter[2], counter[1], element));
        }
    }

    @Test
    void purposesKeepTheirNumbers() {
        int[] numbers = Arrays.stream(Purpose.values()).mapToInt(Purpose::number).toArray();
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6, 7, 8}, numbers);
        assertEquals("SHUFFLE", Purpose.values()[0].name());
        assertEquals(3 | 7 << 8, Philox.tag(Purpose.DROPOUT, 7));
    }

    @Test
    void aSiteOutsideItsRangeIsNamed() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> Philox.tag(Purpose.DROPOUT, 1 << 24)).getMessage();
        assertEquals(
                "addressing random numbers for DROPOUT: site 16777216 is outside 0 to 16777215; number the sites from"
                        + " 0",
                message);
    }

    @Test
    void uniformsStayBelowOne() {
        assertEquals(1 - 0x1p-24f, Philox.toFloat(-1));
        assertEquals(0f, Philox.toFloat(0xFF));
        assertEquals(1 - 0x1p-53, Philox.toDouble(-1, -1));
        assertEquals(0.5, Philox.toDouble(0x80000000, 0));
    }
}
