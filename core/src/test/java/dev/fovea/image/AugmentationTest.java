package dev.fovea.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.random.NormalTable;
import dev.fovea.random.Philox;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class AugmentationTest {
    private static final int HEIGHT = 24;
    private static final int WIDTH = 20;

    private static byte[] blob() {
        byte[] pixels = new byte[2 * HEIGHT * WIDTH];
        for (int row = 8; row < 16; row++) {
            for (int column = 7; column < 13; column++) {
                pixels[row * WIDTH + column] = (byte) 200;
                pixels[(HEIGHT + row) * WIDTH + column] = (byte) 100;
            }
        }
        return pixels;
    }

    private static byte[] move(Augmentation augmentation, int sample) {
        byte[] target = new byte[2 * HEIGHT * WIDTH];
        Stream random = new Stream(1, Purpose.AUGMENT, 0).reset(0, sample);
        augmentation.move(random, blob(), target, HEIGHT, WIDTH);
        return target;
    }

    @Test
    void movingByNothingKeepsEveryByte() {
        assertArrayEquals(blob(), move(new Augmentation(0, 0, 0), 3));
    }

    /// The mass stays, and its centre moves by the shift that was drawn.
    @Test
    void shiftsMoveTheCentreOfMass() {
        Augmentation augmentation = new Augmentation(3, 0, 0);
        for (int sample = 0; sample < 20; sample++) {
            Stream random = new Stream(1, Purpose.AUGMENT, 0).reset(0, sample);
            random.nextDouble();
            double shiftX = 3 * random.nextDouble(-1, 1);
            double shiftY = 3 * random.nextDouble(-1, 1);
            byte[] moved = move(augmentation, sample);
            double mass = 0;
            double massX = 0;
            double massY = 0;
            for (int i = 0; i < HEIGHT * WIDTH; i++) {
                mass += moved[i] & 0xFF;
                massX += (moved[i] & 0xFF) * (i % WIDTH);
                massY += (moved[i] & 0xFF) * (i / WIDTH);
            }
            assertEquals(48 * 200, mass, 48);
            assertEquals(9.5 + shiftX, massX / mass, 0.02);
            assertEquals(11.5 + shiftY, massY / mass, 0.02);
        }
    }

    @Test
    void turnsKeepTheMiddleAndTheMass() {
        Augmentation augmentation = new Augmentation(0, 180, 0);
        for (int sample = 0; sample < 20; sample++) {
            byte[] moved = move(augmentation, sample);
            double mass = 0;
            double massX = 0;
            for (int i = 0; i < HEIGHT * WIDTH; i++) {
                mass += moved[i] & 0xFF;
                massX += (moved[i] & 0xFF) * (i % WIDTH);
                int second = moved[HEIGHT * WIDTH + i] & 0xFF;
                assertEquals((moved[i] & 0xFF) / 2.0, second, 1);
            }
            assertEquals(48 * 200, mass, 300);
            assertEquals(9.5, massX / mass, 0.1);
        }
    }

    /// A quarter turn of a square maps pixels onto pixels: checks the direction of the formula.
    @Test
    void aTurnGoesTheSameWayForRowsAndColumns() {
        boolean left = false;
        boolean right = false;
        byte[] source = new byte[81];
        source[4 * 9 + 7] = (byte) 255;
        for (int sample = 0; sample < 400; sample++) {
            Stream random = new Stream(2, Purpose.AUGMENT, 0).reset(0, sample);
            double degrees = 180 * random.nextDouble(-1, 1);
            byte[] target = new byte[81];
            new Augmentation(0, 180, 0).move(random.reset(0, sample), source, target, 9, 9);
            if (Math.abs(degrees - 90) < 3) {
                right |= (target[7 * 9 + 4] & 0xFF) > 200;
            }
            if (Math.abs(degrees + 90) < 3) {
                left |= (target[9 + 4] & 0xFF) > 200;
            }
        }
        assertTrue(left && right);
    }

    @Test
    void noiseIsThatOfTheTable() {
        float[] inputs = new float[7];
        Arrays.fill(inputs, 0.5f);
        Augmentation.ofNoise(0.1f).addNoiseInPlace(new Stream(5, Purpose.NOISE, 0).reset(2, 9), inputs, 1, 5);
        assertEquals(0.5f, inputs[0]);
        assertEquals(0.5f, inputs[6]);
        int tag = Philox.tag(Purpose.NOISE, 0);
        for (int i = 0; i < 5; i++) {
            int word = Philox.word(5, tag, 2, 9, i / 2) >>> 16 * (i % 2);
            assertEquals(0.5f + 0.1f * NormalTable.normal(word), inputs[1 + i]);
        }
    }

    @Test
    void knowsWhetherItChangesAnything() {
        assertFalse(Augmentation.NONE.changes());
        assertTrue(Augmentation.ofNoise(1).changes());
        assertFalse(Augmentation.ofNoise(1).moves());
        assertTrue(new Augmentation(1, 0, 0).moves());
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertEquals(
                "augmenting images by shifts up to -1.0 pixels, turns up to 0.0 degrees and noise of deviation 0.0:"
                        + " expected 0 to 1000, 0 to 180, and at least 0",
                assertThrows(IllegalArgumentException.class, () -> new Augmentation(-1, 0, 0)).getMessage());
    }
}
