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
        new Augmenter(augmentation, 1, HEIGHT, WIDTH).change(0, sample, blob(), target);
        return target;
    }

    @Test
    void movingByNothingKeepsEveryByte() {
        assertArrayEquals(blob(), move(Augmentation.NONE, 3));
    }

    /// The mass stays, and its centre moves by the shift that was drawn.
    @Test
    void shiftsMoveTheCentreOfMass() {
        Augmentation augmentation = Augmentation.NONE.with(Warp.NONE.withShift(3));
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
        Augmentation augmentation = Augmentation.NONE.with(Warp.NONE.withTurn(180));
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
            new Augmenter(Augmentation.NONE.with(Warp.NONE.withTurn(180)), 2, 9, 9).change(0, sample, source, target);
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
        new Augmenter(Augmentation.ofNoise(0.1f), 5, 1, 7).addNoiseInPlace(2, 9, inputs, 1, 5);
        assertEquals(0.5f, inputs[0]);
        assertEquals(0.5f, inputs[6]);
        int tag = Philox.tag(Purpose.NOISE, 0);
        for (int i = 0; i < 5; i++) {
            int word = Philox.word(5, tag, 2, 9, i / 2) >>> 16 * (i % 2);
            assertEquals(0.5f + 0.1f * NormalTable.normal(word), inputs[1 + i]);
        }
    }

    /// The mass grows with the square of the factor that was drawn, up to what sampling 48 pixels leaves open, and the
    /// middle stays.
    @Test
    void scalesKeepTheMiddleAndMultiplyTheArea() {
        Augmentation augmentation = Augmentation.NONE.with(Warp.NONE.withScale(.3));
        for (int sample = 0; sample < 20; sample++) {
            Stream random = new Stream(1, Purpose.AUGMENT, 0).reset(0, sample);
            for (int skipped = 0; skipped < 3; skipped++) {
                random.nextDouble();
            }
            double size = 1 + .3 * random.nextDouble(-1, 1);
            byte[] moved = move(augmentation, sample);
            double mass = 0;
            double massX = 0;
            for (int i = 0; i < HEIGHT * WIDTH; i++) {
                mass += moved[i] & 0xFF;
                massX += (moved[i] & 0xFF) * (i % WIDTH);
            }
            assertEquals(size * size, mass / (48 * 200), .1);
            assertEquals(9.5, massX / mass, 0.05);
        }
    }

    @Test
    void mirroringExchangesColumnsExactly() {
        byte[] source = new byte[2 * HEIGHT * WIDTH];
        for (int i = 0; i < source.length; i++) {
            source[i] = (byte) (i * 37);
        }
        byte[] target = new byte[source.length];
        new Augmenter(Augmentation.NONE.withFlip(1), 1, HEIGHT, WIDTH).change(0, 0, source, target);
        for (int row = 0; row < 2 * HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                assertEquals(source[row * WIDTH + column], target[row * WIDTH + WIDTH - 1 - column]);
            }
        }
        int mirrored = 0;
        for (int sample = 0; sample < 1000; sample++) {
            new Augmenter(Augmentation.NONE.withFlip(.3), 1, HEIGHT, WIDTH).change(0, sample, source, target);
            mirrored += Arrays.equals(source, target) ? 0 : 1;
        }
        assertEquals(300, mirrored, 45);
    }

    @Test
    void brightnessMultipliesAndStopsAtWhite() {
        byte[] source = {0, 100, (byte) 200, (byte) 255};
        byte[] target = new byte[4];
        for (int sample = 0; sample < 20; sample++) {
            Stream random = new Stream(3, Purpose.AUGMENT, 0).reset(0, sample);
            for (int skipped = 0; skipped < 5; skipped++) {
                random.nextDouble();
            }
            double factor = 1 + .5 * random.nextDouble(-1, 1);
            new Augmenter(Augmentation.NONE.withBrightness(.5), 3, 2, 2).change(0, sample, source, target);
            assertEquals(0, target[0]);
            assertEquals(100 * factor, target[1] & 0xFF, .8);
            assertEquals(Math.min(255, 200 * factor), target[2] & 0xFF, 1.1);
            assertEquals(Math.min(255, 255 * factor), target[3] & 0xFF, 1.1);
        }
    }

    @Test
    void aSquareIsErasedWhereItsMiddleFalls() {
        byte[] source = new byte[HEIGHT * WIDTH];
        Arrays.fill(source, (byte) 9);
        byte[] target = new byte[source.length];
        Stream random = new Stream(4, Purpose.AUGMENT, 0).reset(1, 2);
        for (int skipped = 0; skipped < 6; skipped++) {
            random.nextDouble();
        }
        int row = random.nextInt(HEIGHT);
        int column = random.nextInt(WIDTH);
        new Augmenter(Augmentation.NONE.withErase(6), 4, HEIGHT, WIDTH).change(1, 2, source, target);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean inside = y >= row - 3 && y < row + 3 && x >= column - 3 && x < column + 3;
                assertEquals(inside ? 0 : 9, target[y * WIDTH + x], y + ", " + x);
            }
        }
    }

    /// With a grid so wide that all its points have nearly one weight, a bend moves neighbours nearly alike; with any,
    /// it is smooth: the displacement of a ramp's pixels changes slowly.
    @Test
    void bendsAreSmoothAndAsLargeAsAskedFor() {
        int size = 64;
        Bend bend = new Bend(Warp.NONE.withElastic(2, 8), new Stream(1, Purpose.AUGMENT, 1), size, size);
        double squares = 0;
        int steepest = 0;
        int samples = 50;
        for (int sample = 0; sample < samples; sample++) {
            bend.draw(0, sample);
            for (int row = 0; row < size; row++) {
                int[] across = bend.across(row);
                for (int column = 0; column < size; column++) {
                    squares += Math.pow(across[column] / 65536.0, 2);
                    if (column > 0) {
                        steepest = Math.max(steepest, Math.abs(across[column] - across[column - 1]));
                    }
                }
            }
        }
        // By hand: the mean over a cell of the sum of squared weights is 151/315 per axis.
        double deviation = 2 * 151.0 / 315;
        assertEquals(deviation, Math.sqrt(squares / samples / size / size), .1);
        assertTrue(steepest < 65536, "neighbours never change places: " + steepest);
    }

    @Test
    void bendsMovePixelsByTheSplineOfTheirGrid() {
        Augmentation augmentation = Augmentation.NONE.with(Warp.NONE.withElastic(1.5, 5));
        byte[] bent = move(augmentation, 3);
        Bend bend = new Bend(augmentation.warp(), new Stream(1, Purpose.AUGMENT, 1), HEIGHT, WIDTH);
        bend.draw(0, 3);
        double rowX = 10 + bend.across(11)[10] / 65536.0;
        double rowY = 11 + bend.down(11)[10] / 65536.0;
        boolean inside = rowX > 7 && rowX < 12 && rowY > 8 && rowY < 15;
        assertTrue(inside);
        assertEquals(200, bent[11 * WIDTH + 10] & 0xFF);
        assertFalse(Arrays.equals(blob(), bent));
        assertArrayEquals(bent, move(augmentation, 3), "once more");
    }

    /// SHA-256 of what eight samples become with everything on: the same on every machine and in every version.
    @Test
    void theBitsOfAllChangesTogetherStay() throws Exception {
        Augmentation all = new Augmentation(new Warp(2, 15, .15, 1.5, 6), .5, .2, 5, .1f);
        Augmenter augmenter = new Augmenter(all, 11, HEIGHT, WIDTH);
        var digest = java.security.MessageDigest.getInstance("SHA-256");
        byte[] target = new byte[blob().length];
        for (int sample = 0; sample < 8; sample++) {
            augmenter.change(sample, 100 + sample, blob(), target);
            digest.update(target);
        }
        assertEquals(
                "452b2dbece4df3cc29e11df3cbb1c103fba5dca1758ec0ec80002ac98c4f30f5",
                java.util.HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void knowsWhetherItChangesAnything() {
        assertFalse(Augmentation.NONE.changes());
        assertTrue(Augmentation.ofNoise(1).changes());
        assertFalse(Augmentation.ofNoise(1).changesPixels());
        assertTrue(Augmentation.NONE.with(Warp.NONE.withElastic(1, 7)).changesPixels());
        assertTrue(Augmentation.NONE.withErase(1).changesPixels());
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertEquals(
                "moving images by shifts up to -1.0 pixels, turns up to 0.0 degrees, scales up to 0.0 and bends of"
                        + " deviation 0.0 on a grid of 7 pixels: expected 0 to 1000, 0 to 180, 0 to 0.9, 0 to 100, and 2"
                        + " to 1000",
                assertThrows(IllegalArgumentException.class, () -> Warp.NONE.withShift(-1)).getMessage());
        assertEquals(
                "augmenting images by mirroring with probability 2.0, brightness up to 0.0, erasing a square of 0 pixels"
                        + " and noise of deviation 0.0: expected 0 to 1, 0 to 1, 0 to 1000, and at least 0",
                assertThrows(IllegalArgumentException.class, () -> Augmentation.NONE.withFlip(2)).getMessage());
    }
}
