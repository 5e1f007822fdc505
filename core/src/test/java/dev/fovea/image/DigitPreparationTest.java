package dev.fovea.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DigitPreparationTest {
    private static final DigitPreparation MNIST = DigitPreparation.mnist();

    /// A bar of 10 x 40 in a picture of 100 x 80.
    private static Image bar(int ground, int ink) {
        byte[] pixels = new byte[100 * 80];
        for (int row = 0; row < 100; row++) {
            for (int column = 0; column < 80; column++) {
                boolean inside = row >= 5 && row < 45 && column >= 60 && column < 70;
                pixels[row * 80 + column] = (byte) (inside ? ink : ground);
            }
        }
        return Image.of(1, 100, 80, pixels);
    }

    @Test
    void polarityIsJudgedByTheBorder() {
        assertEquals(Polarity.DARK_ON_LIGHT, Polarity.of(bar(255, 0)));
        assertEquals(Polarity.LIGHT_ON_DARK, Polarity.of(bar(0, 255)));
        assertEquals(Polarity.DARK_ON_LIGHT, Polarity.of(bar(110, 20)));
        assertEquals(Polarity.LIGHT_ON_DARK, Polarity.of(bar(110, 150)));
        assertEquals(Polarity.LIGHT_ON_DARK, Polarity.of(Image.filled(3, 1, 255)));
        assertEquals(Polarity.DARK_ON_LIGHT, Polarity.of(bar(255, 0).toChannels(3)));
    }

    @Test
    void inkIsFittedIntoTheBoxAndCentredByMass() {
        Image expected = MNIST.apply(bar(0, 255));
        for (int row = 0; row < 28; row++) {
            for (int column = 0; column < 28; column++) {
                boolean inside = row >= 4 && row < 24 && column >= 12 && column < 17;
                assertEquals(inside ? 255 : 0, expected.value(0, row, column), "row " + row + ", column " + column);
            }
        }
        assertEquals(expected, MNIST.apply(bar(255, 0)));
        assertEquals(expected, MNIST.apply(bar(200, 90)));
        assertEquals(expected, MNIST.apply(bar(90, 200).toChannels(3)));
    }

    @Test
    void aPictureOfTheWantedSizeKeepsItsPixels() {
        byte[] pixels = new byte[28 * 28];
        pixels[100] = 60;
        pixels[101] = (byte) 200;
        Image digit = Image.of(1, 28, 28, pixels);
        assertEquals(digit, MNIST.apply(digit));
        assertEquals(digit, MNIST.apply(digit.inverted()));
        assertEquals(digit, MNIST.apply(digit.toChannels(3)));
    }

    @Test
    void aGivenPolarityIsObeyed() {
        DigitPreparation light = new DigitPreparation(28, 20, Polarity.LIGHT_ON_DARK);
        assertEquals(Image.filled(28, 28, 0), light.apply(bar(255, 0)));
        assertEquals(MNIST.apply(bar(0, 255)), light.apply(bar(0, 255)));
    }

    @Test
    void aPictureWithoutInkGivesNone() {
        assertEquals(Image.filled(28, 28, 0), MNIST.apply(Image.filled(50, 60, 0)));
        assertEquals(Image.filled(28, 28, 0), MNIST.apply(Image.filled(50, 60, 255)));
        assertEquals(255, MNIST.apply(single()).value(0, 14, 14));
    }

    private static Image single() {
        byte[] pixels = new byte[9];
        pixels[4] = 40;
        return Image.of(1, 3, 3, pixels);
    }

    @Test
    void aBoxLargerThanThePictureIsRefused() {
        assertEquals(
                "preparing digits of 28 x 28 pixels with ink in a box of 29: the box must be at least 1 and at most the"
                        + " size",
                assertThrows(IllegalArgumentException.class, () -> new DigitPreparation(28, 29, null)).getMessage());
    }
}
