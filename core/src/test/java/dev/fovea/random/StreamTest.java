package dev.fovea.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class StreamTest {
    @Test
    void drawsTheWordsOfItsAddressInOrder() {
        Stream stream = new Stream(42, Purpose.NOISE, 5).reset(3, 17);
        int tag = Philox.tag(Purpose.NOISE, 5);
        for (int element = 0; element < 11; element++) {
            assertEquals(Philox.word(42, tag, 3, 17, element), stream.nextWord(), "element " + element);
        }
    }

    @Test
    void resetForgetsWhatWasDrawn() {
        Stream fresh = new Stream(1, Purpose.DRAW, 0).reset(0, 9);
        Stream used = new Stream(1, Purpose.DRAW, 0);
        used.nextNormal();
        used.nextWord();
        used.reset(0, 9);
        assertEquals(fresh.nextNormal(), used.nextNormal());
        assertEquals(fresh.nextWord(), used.nextWord());
    }

    @Test
    void everyPartOfTheAddressChangesTheNumber() {
        int base = new Stream(1, Purpose.DRAW, 0).reset(0, 0).nextWord();
        assertTrue(base != new Stream(1L << 32 | 1, Purpose.DRAW, 0).reset(0, 0).nextWord());
        assertTrue(base != new Stream(1, Purpose.SPLIT, 0).reset(0, 0).nextWord());
        assertTrue(base != new Stream(1, Purpose.DRAW, 1).reset(0, 0).nextWord());
        assertTrue(base != new Stream(1, Purpose.DRAW, 0).reset(1, 0).nextWord());
        assertTrue(base != new Stream(1, Purpose.DRAW, 0).reset(0, 1).nextWord());
    }

    @Test
    void boundedDrawIsEvenAndKeepsItsBits() {
        Stream stream = new Stream(7, Purpose.DRAW, 0);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[stream.nextInt(7)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 10_000.0) * (count - 10_000.0) / 10_000;
        }
        // 6 degrees of freedom: 22.46 is passed by chance once in a thousand.
        assertTrue(chiSquare < 22.46, "chi-square " + chiSquare + " of " + Arrays.toString(counts));
        assertEquals(0, stream.nextInt(1));
    }

    /// With a bound of 3 * 2^29 a plain multiplication would give every third value twice as often.
    @Test
    void boundedDrawIsUnbiasedForLargeBounds() {
        int bound = 3 << 29;
        Stream stream = new Stream(11, Purpose.DRAW, 0);
        int[] thirds = new int[3];
        for (int i = 0; i < 30_000; i++) {
            int value = stream.nextInt(bound);
            assertTrue(value >= 0 && value < bound);
            thirds[value % 3]++;
        }
        for (int third : thirds) {
            assertEquals(10_000, third, 400);
        }
    }

    @Test
    void boundBelowOneIsRefused() {
        Stream stream = new Stream(0, Purpose.DRAW, 0);
        String message = assertThrows(IllegalArgumentException.class, () -> stream.nextInt(0)).getMessage();
        assertEquals("drawing a random integer below 0: the bound must be at least 1", message);
    }

    @Test
    void normalsHaveTheirMoments() {
        Stream stream = new Stream(3, Purpose.NOISE, 0);
        int count = 100_000;
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        for (int i = 0; i < count; i++) {
            double value = stream.nextNormal();
            sum += value;
            squares += value * value;
            fourths += value * value * value * value;
        }
        assertEquals(0, sum / count, 0.015);
        assertEquals(1, squares / count, 0.02);
        assertEquals(3, fourths / count, 0.15);
    }

    @Test
    void uniformsFillTheirInterval() {
        Stream stream = new Stream(3, Purpose.NOISE, 1);
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            float value = stream.nextFloat();
            assertTrue(value >= 0 && value < 1);
            sum += value;
            double between = stream.nextDouble(-2, 3);
            assertTrue(between >= -2 && between < 3);
        }
        assertEquals(0.5, sum / 20_000, 0.01);
    }

    @Test
    void permutationHoldsEveryNumberOnceAndDiffersByEpoch() {
        int[] first = new int[1000];
        int[] again = new int[1000];
        int[] next = new int[1000];
        Permutation.fill(5, Purpose.SHUFFLE, 0, first);
        Permutation.fill(5, Purpose.SHUFFLE, 0, again);
        Permutation.fill(5, Purpose.SHUFFLE, 1, next);
        assertArrayEquals(first, again);
        assertFalse(Arrays.equals(first, next));
        int[] sorted = first.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            assertEquals(i, sorted[i]);
        }
    }

    @Test
    void permutationsOfThreeAreEquallyLikely() {
        int[] counts = new int[9];
        int[] order = new int[3];
        for (int epoch = 0; epoch < 6000; epoch++) {
            Permutation.fill(1, Purpose.SPLIT, epoch, order);
            counts[order[0] * 3 + order[1]]++;
        }
        for (int first = 0; first < 3; first++) {
            for (int second = 0; second < 3; second++) {
                assertEquals(first == second ? 0 : 1000, counts[first * 3 + second], 120);
            }
        }
    }
}
