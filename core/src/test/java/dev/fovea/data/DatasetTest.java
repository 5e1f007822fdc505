package dev.fovea.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Dataset.ImageSize;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

class DatasetTest {
    @Test
    void samplesWithoutLabelsHaveNoClasses() {
        Dataset data = Dataset.unlabelled("new", "", new Dataset.ImageSize(1, 1, 2), new byte[6]);
        assertEquals("new (3 samples of 1 x 1 x 2, no labels)", data.toString());
        assertFalse(data.labelled());
        assertEquals(Dataset.NO_LABEL, data.label(2));
        assertEquals(0, data.countsPerClass().length);
        assertEquals(
                "making the set new of images of 1 x 1 x 2: got 5 bytes, expected a multiple of 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Dataset.unlabelled("new", "", new Dataset.ImageSize(1, 1, 2), new byte[5]))
                        .getMessage());
        assertEquals(
                "matching the classes of new (3 samples of 1 x 1 x 2, no labels) from : its samples have no labels;"
                        + " expected labelled samples",
                assertThrows(IllegalArgumentException.class, () -> data.withClassNames(List.of("a"))).getMessage());
        assertEquals(
                "dividing new (3 samples of 1 x 1 x 2, no labels) from  for training: its samples have no labels; expected"
                        + " labelled samples (in a CSV file a column of labels, named with --label)",
                assertThrows(IllegalArgumentException.class, () -> new Parts(data, null).splits(null)).getMessage());
    }

    @Test
    void classesAreMatchedByNameOrByNumber() {
        Dataset.Description described = new Dataset.Description("d", "", List.of("cat", "dog", "emu"));
        Dataset data = Dataset.of(described, new Dataset.ImageSize(1, 1, 1), new byte[3], new int[] {0, 1, 0});
        assertArrayEquals(new int[] {1, 0, 1}, data.withClassNames(List.of("dog", "cat")).labels());
        assertEquals(
                "matching the classes of d (3 samples of 1 x 1 x 1, 3 classes): its class \"cat\" is unknown to the"
                        + " model; did you mean \"cats\"?; expected one of dog, cats",
                assertThrows(IllegalArgumentException.class, () -> data.withClassNames(List.of("dog", "cats")))
                        .getMessage());
        assertArrayEquals(new int[] {1, 0, 1}, data.withClassNames(List.of("dog", "other"), "other").labels());
        assertEquals(
                "matching the classes of d (3 samples of 1 x 1 x 1, 3 classes): the fallback \"rest\" is not one of [dog]",
                assertThrows(IllegalArgumentException.class, () -> data.withClassNames(List.of("dog"), "rest"))
                        .getMessage());
        Dataset numbers =
                Dataset.of(
                        new Dataset.Description("n", "", ClassNames.numbered(2)),
                        new Dataset.ImageSize(1, 1, 1),
                        new byte[2],
                        new int[] {1, 0});
        Dataset clothes = numbers.withClassNames(List.of("shirt", "shoe", "bag"));
        assertArrayEquals(new int[] {1, 0}, clothes.labels());
        assertEquals(List.of("shirt", "shoe", "bag"), clothes.classNames());
        assertArrayEquals(new int[] {0, 1}, numbers.withClassNames(List.of("1", "0")).labels());
    }

    @Test
    void partsAreDividedByARule() {
        Dataset data =
                Dataset.of(
                        new Dataset.Description("n", "", ClassNames.numbered(1)),
                        new Dataset.ImageSize(1, 1, 1),
                        new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
                        new int[10]);
        SplitRule stored = new SplitRule(.7, SplitRule.Order.STORED, 1);
        assertEquals(7, new Parts(data, null).splits(stored).train().size());
        assertEquals(7, new Parts(data, null).part("test", stored).image(0).value(0, 0, 0));
        assertEquals(3, new SplitRule(3, SplitRule.Order.RANDOM, 1).apply(data).train().size());
        assertEquals(8, new Parts(data, null).splits(null).train().size());
        assertEquals(2, new Parts(data, data.range(0, 2)).splits(null).test().size());
        assertEquals(12, new Parts(data, data.range(0, 2)).part("all", null).size());
        assertEquals(
                "dividing samples into 1.5 to train on and the rest: expected a fraction between 0 and 1, such as 0.8, or a"
                        + " whole number of samples, such as 55000",
                assertThrows(IllegalArgumentException.class, () -> new SplitRule(1.5, SplitRule.Order.STORED, 1))
                        .getMessage());
        assertEquals(
                "splitting 10 samples of n: 10 are to be trained on, which leaves none to evaluate on; expected fewer",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new SplitRule(10, SplitRule.Order.STORED, 1).apply(data))
                        .getMessage());
    }

    /// `count` grey images of 1 x 2, image `i` holding `2i` and `2i + 1`, label `i mod 3`.
    static Dataset counting(int count) {
        byte[] pixels = new byte[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            pixels[2 * i] = (byte) (2 * i);
            pixels[2 * i + 1] = (byte) (2 * i + 1);
            labels[i] = i % 3;
        }
        Description description = new Description("counting", "test", List.of("zero", "one", "two"));
        return Dataset.of(description, new ImageSize(1, 1, 2), pixels, labels);
    }

    @Test
    void givesSamplesAndCounts() {
        Dataset data = counting(7);
        assertEquals(7, data.size());
        assertEquals(2, data.label(5));
        assertEquals(11, data.image(5).value(0, 0, 1));
        assertArrayEquals(new int[] {3, 2, 2}, data.countsPerClass());
        assertArrayEquals(new int[] {0, 1, 2, 0, 1, 2, 0}, data.labels());
        assertEquals("counting (7 samples of 1 x 1 x 2, 3 classes)", data.toString());
    }

    @Test
    void partsShareSamplesInTheOrderAsked() {
        Dataset part = counting(7).subset(new int[] {6, 1, 1}).subset(new int[] {1, 0});
        assertEquals(2, part.size());
        assertEquals(3, part.image(0).value(0, 0, 1));
        assertEquals(12, part.image(1).value(0, 0, 0));
        assertEquals(3, counting(7).take(3).size());
        Dataset all = counting(7);
        assertSame(all, all.take(9));
    }

    @Test
    void splitsCoverEverySampleOnce() {
        Splits ordered = counting(10).splitInOrder(0.8);
        assertEquals(8, ordered.train().size());
        assertEquals(16, ordered.test().image(0).value(0, 0, 0));
        Splits random = counting(10).splitAtRandom(0.75, 3);
        int[] firsts = new int[10];
        for (int i = 0; i < 8; i++) {
            firsts[i] = random.train().image(i).value(0, 0, 0);
        }
        firsts[8] = random.split("test").image(0).value(0, 0, 0);
        firsts[9] = random.split("test").image(1).value(0, 0, 0);
        Arrays.sort(firsts);
        assertArrayEquals(new int[] {0, 2, 4, 6, 8, 10, 12, 14, 16, 18}, firsts);
        assertEquals(random.train().hash(), counting(10).splitAtRandom(0.75, 3).train().hash());
    }

    @Test
    void splitsWithoutSamplesAreRefused() {
        for (double fraction : new double[] {0, 1, 0.01, Double.NaN}) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> counting(10).splitInOrder(fraction))
                            .getMessage();
            assertEquals(
                    "splitting 10 samples of counting by the fraction "
                            + fraction
                            + ": both parts need a sample; give a fraction between 0 and 1, such as 0.8",
                    message);
        }
        assertEquals(
                "choosing a split of counting: got 'dev', expected 'train' or 'test'",
                assertThrows(IllegalArgumentException.class, () -> counting(10).splitInOrder(0.5).split("dev"))
                        .getMessage());
    }

    /// The expected sum was computed from the description with Python's hashlib.
    @Test
    void hashCoversSizesPixelsAndLabels() throws IOException {
        assertEquals("d1313bf89563d0b6b1d018c5fa3db3c0942850f6459f78717da754b2f8368be4", counting(3).hash());
        assertNotEquals(counting(3).hash(), counting(4).hash());
        Dataset again = counting(600).subset(new int[] {0, 1, 2});
        assertEquals(counting(3).hash(), again.hash());
        assertNotEquals(counting(3).hash(), counting(3).subset(new int[] {0, 2, 1}).hash());
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        Description description = new Description("odd", "test", List.of("a", "b"));
        assertEquals(
                "making the set odd of 2 labels and images of 1 x 1 x 2: got 3 bytes, expected 4",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Dataset.of(description, new ImageSize(1, 1, 2), new byte[3], new int[2]))
                        .getMessage());
        assertEquals(
                "making the set odd: sample 1 has label 2, expected 0 to 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Dataset.of(description, new ImageSize(1, 1, 2), new byte[4], new int[] {0, 2}))
                        .getMessage());
        assertEquals(
                "reading sample 3 of counting: it has 3, numbered from 0",
                assertThrows(IndexOutOfBoundsException.class, () -> counting(3).label(3)).getMessage());
    }
}
