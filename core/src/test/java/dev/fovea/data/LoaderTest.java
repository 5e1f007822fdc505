package dev.fovea.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fovea.image.Augmentation;
import dev.fovea.image.PixelScaling;
import dev.fovea.image.Warp;
import dev.fovea.random.Permutation;
import dev.fovea.random.Purpose;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class LoaderTest {
    @Test
    void keepsTheShortLastBatch() {
        Batches batches = Loader.of(DatasetTest.counting(7), 3).batches();
        assertFalse(batches.next());
        batches.start(0);
        int[] sizes = new int[batches.count()];
        for (int i = 0; i < sizes.length; i++) {
            assertTrue(batches.next());
            Batch batch = batches.current();
            sizes[i] = batch.size();
            assertEquals(3 * i, batch.position());
            for (int j = 0; j < batch.size(); j++) {
                int sample = 3 * i + j;
                assertEquals(sample, batch.samples()[j]);
                assertEquals(sample % 3, batch.labels()[j]);
                assertEquals((2 * sample + 1) * (1 / 255f) + 0f, batch.pixels()[2 * j + 1]);
            }
        }
        assertArrayEquals(new int[] {3, 3, 1}, sizes);
        assertFalse(batches.next());
    }

    @Test
    void dropsTheShortLastBatchOnRequest() {
        Loader loader = Loader.of(DatasetTest.counting(7), 3).droppingLast();
        assertEquals(2, loader.batches().count());
        assertEquals(6, loader.samplesPerEpoch());
        assertEquals(2, Loader.of(DatasetTest.counting(6), 3).batchesPerEpoch());
        assertEquals(7, Loader.of(DatasetTest.counting(7), 3).samplesPerEpoch());
        assertEquals(0, Loader.of(DatasetTest.counting(2), 3).droppingLast().batchesPerEpoch());
    }

    @Test
    void epochsHaveTheirOrderWhateverCameBefore() {
        Loader loader = Loader.of(DatasetTest.counting(50), 50).shuffled(9);
        int[] expected = new int[50];
        Permutation.fill(9, Purpose.SHUFFLE, 2, expected);
        Batches through = loader.batches();
        for (int epoch = 0; epoch < 3; epoch++) {
            through.start(epoch);
            assertTrue(through.next());
        }
        assertArrayEquals(expected, through.current().samples());
        Batches resumed = loader.batches();
        resumed.start(2);
        assertTrue(resumed.next());
        assertArrayEquals(expected, resumed.current().samples());
        assertArrayEquals(through.current().pixels(), resumed.current().pixels());
        resumed.start(3);
        assertTrue(resumed.next());
        assertFalse(Arrays.equals(expected, resumed.current().samples()));
    }

    @Test
    void scalesByTwoRoundedOperations() {
        PixelScaling scaling = new PixelScaling(1 / 80f, -0.4176f);
        Batches batches = Loader.of(DatasetTest.counting(100), 64).scaled(scaling).batches();
        batches.start(0);
        assertTrue(batches.next());
        float product = 99 * (1 / 80f);
        assertEquals(product + -0.4176f, batches.current().pixels()[99]);
    }

    @Test
    void everyEpochUsesTheSameMemory() {
        Batches batches = Loader.of(DatasetTest.counting(5), 2).shuffled(1).batches();
        Batch[] first = new Batch[3];
        for (int epoch = 0; epoch < 3; epoch++) {
            batches.start(epoch);
            for (int i = 0; batches.next(); i++) {
                first[i] = epoch == 0 ? batches.current() : first[i];
                assertSame(first[i], batches.current());
                assertSame(first[0].pixels(), batches.current().pixels());
                assertSame(first[0].labels(), batches.current().labels());
            }
        }
    }

    @Test
    void augmentationDependsOnEpochAndSampleAlone() {
        Dataset digits = Digits.split(1, 0, 30, 1);
        Augmentation augmentation =
                Augmentation.NONE
                        .with(Warp.NONE.withShift(2).withTurn(10).withElastic(1.5, 7))
                        .withErase(5)
                        .withNoise(.1f);
        Loader whole = Loader.of(digits, 30).augmented(augmentation, 7);
        Batches all = whole.batches();
        all.start(4);
        assertTrue(all.next());
        Batches few = Loader.of(digits, 7).shuffled(7).augmented(augmentation, 7).batches();
        few.start(4);
        while (few.next()) {
            Batch batch = few.current();
            for (int i = 0; i < batch.size(); i++) {
                int sample = batch.samples()[i];
                assertArrayEquals(
                        Arrays.copyOfRange(all.current().pixels(), sample * 784, sample * 784 + 784),
                        Arrays.copyOfRange(batch.pixels(), i * 784, i * 784 + 784));
            }
        }
        float[] before = all.current().pixels().clone();
        all.start(5);
        assertTrue(all.next());
        assertFalse(Arrays.equals(before, all.current().pixels()));
    }

    @Test
    void wrongUseIsNamed() {
        Batches batches = Loader.of(DatasetTest.counting(4), 2).batches();
        assertEquals(
                "reading a batch of epoch 0: call next() first",
                assertThrows(IllegalStateException.class, batches::current).getMessage());
        assertEquals(
                "starting epoch -1: epochs are numbered from 0",
                assertThrows(IllegalArgumentException.class, () -> batches.start(-1)).getMessage());
        assertEquals(
                "loading counting in batches of 0: a batch needs at least 1 sample",
                assertThrows(IllegalArgumentException.class, () -> Loader.of(DatasetTest.counting(4), 0)).getMessage());
    }
}
