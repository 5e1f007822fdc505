package dev.fovea.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/// With real data at hand (`FOVEA_DATA`, the cache or the machine's own): what is published about them.
class RealDataTest {
    private static Splits load(String name) throws IOException {
        DataOptions options = DataOptions.standard().withOffline(true);
        NamedSet set = NamedSet.find(name).orElseThrow();
        assumeTrue(Datasets.find(set, options.locations()).isPresent(), name + " is not on this machine");
        return Datasets.load(name, options);
    }

    @Test
    void mnistHasItsPublishedCountsMeanAndDeviation() throws IOException {
        Splits mnist = load("mnist");
        assertEquals("mnist (60000 samples of 1 x 28 x 28, 10 classes)", mnist.train().toString());
        assertEquals(10_000, mnist.test().size());
        assertEquals(1135, mnist.test().countsPerClass()[1]);
        assertEquals(5421, mnist.train().countsPerClass()[5]);
        byte[] image = new byte[784];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 60_000; i++) {
            mnist.train().copyPixels(i, image, 0);
            for (byte pixel : image) {
                double value = (pixel & 0xFF) / 255.0;
                sum += value;
                squares += value * value;
            }
        }
        double mean = sum / 60_000 / 784;
        assertEquals(0.1307, mean, 5e-5);
        assertEquals(0.3081, Math.sqrt(squares / 60_000 / 784 - mean * mean), 5e-5);
    }

    @Test
    void fashionMnistHasTenClassesOfEqualSize() throws IOException {
        Splits clothes = load("fashion-mnist");
        for (int label = 0; label < 10; label++) {
            assertEquals(6000, clothes.train().countsPerClass()[label]);
            assertEquals(1000, clothes.test().countsPerClass()[label]);
        }
        assertEquals("Ankle boot", clothes.test().classNames().get(clothes.test().label(0)));
    }

    /// The nearest of 6,000 drawn digits, by the distance of the pixels, names most real digits; a network does better.
    @Test
    void drawnDigitsResembleRealOnes() throws IOException {
        Dataset real = load("mnist").test();
        Dataset drawn = Digits.split(1, 0, 6000, 2);
        byte[][] images = new byte[drawn.size()][784];
        for (int i = 0; i < images.length; i++) {
            drawn.copyPixels(i, images[i], 0);
        }
        byte[] image = new byte[784];
        int right = 0;
        for (int i = 0; i < 300; i++) {
            real.copyPixels(i, image, 0);
            right += drawn.label(nearest(images, image)) == real.label(i) ? 1 : 0;
        }
        assertTrue(right >= 240, right + " of 300");
    }

    private static int nearest(byte[][] images, byte[] image) {
        int nearest = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < images.length; i++) {
            int distance = 0;
            for (int j = 0; j < image.length; j++) {
                int difference = (images[i][j] & 0xFF) - (image[j] & 0xFF);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }
}
