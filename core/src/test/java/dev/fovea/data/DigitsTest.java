package dev.fovea.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.image.Image;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class DigitsTest {
    /// Whoever changes how digits are drawn writes the new sum here and says so in CHANGES.md.
    @Test
    void theSameBitsOnEveryMachineAndAnyNumberOfThreads() {
        String expected = "19d0fe3fb3509c58b17ba7b665fc586738a2732d0b0e05a889ec18fa72bf9483";
        assertEquals(expected, Digits.split(1, 0, 1200, 1).hash());
        assertEquals(expected, Digits.split(1, 0, 1200, 3).hash());
        assertEquals(expected, Digits.draw(1, 2000, 10).train().take(1200).hash());
    }

    @Test
    void seedAndSplitChangeTheDigits() {
        String base = Digits.split(1, 0, 20, 1).hash();
        assertNotEquals(base, Digits.split(2, 0, 20, 1).hash());
        assertNotEquals(base, Digits.split(1, 1, 20, 1).hash());
    }

    @Test
    void theyHaveTheFormOfMnist() {
        Dataset digits = Digits.split(3, 0, 2000, 2);
        assertEquals("digits (2000 samples of 1 x 28 x 28, 10 classes)", digits.toString());
        for (int count : digits.countsPerClass()) {
            assertEquals(200, count, 60);
        }
        double ink = 0;
        for (int i = 0; i < digits.size(); i++) {
            Image image = digits.image(i);
            double mass = 0;
            double massX = 0;
            double massY = 0;
            for (int row = 0; row < 28; row++) {
                for (int column = 0; column < 28; column++) {
                    int value = image.value(0, row, column);
                    mass += value;
                    massX += value * column;
                    massY += value * row;
                }
            }
            assertEquals(14, massX / mass, 1.2, "sample " + i);
            assertEquals(14, massY / mass, 1.2, "sample " + i);
            ink += mass / (28 * 28);
        }
        // MNIST's mean is 33.3.
        assertEquals(33.3, ink / digits.size(), 4);
    }

    @Test
    void theSetIsFoundByName() throws IOException {
        assertTrue(Datasets.names().contains("digits"));
        assertEquals("drawn by the program, seed 1", Digits.draw(1, 1, 1).train().source());
    }

    @Test
    void singleDigitsComeInAnySize() {
        for (int size : new int[] {8, 28, 300}) {
            Image image = Digits.image(7, 1, 0, size);
            assertEquals(size, image.height());
            assertEquals(0, image.value(0, 0, 0));
            int brightest = 0;
            for (byte pixel : image.pixels()) {
                brightest = Math.max(brightest, pixel & 0xFF);
            }
            assertTrue(brightest > 200, size + ": " + brightest);
        }
        assertEquals(
                "drawing the digit 10 on 28 x 28 pixels: expected a digit from 0 to 9 and at least 8 x 8 pixels",
                assertThrows(IllegalArgumentException.class, () -> Digits.image(10, 1, 0, 28)).getMessage());
    }
}
