package dev.fovea.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class IdxFolderTest {
    @TempDir Path folder;

    @Test
    void readsEverySpelling() throws IOException {
        for (String spelling : List.of("-idx#-ubyte", ".idx#-ubyte", "-idx#-ubyte.gz", ".idx#-ubyte.gz")) {
            Path set = Files.createDirectory(folder.resolve("set" + spelling.replace('#', 'n')));
            write(set, spelling, new byte[] {2, 0, 1}, new byte[] {1});
            Splits splits = IdxFolder.read(set, "tiny", List.of("a", "b", "c"));
            assertEquals(3, splits.train().size());
            assertEquals("tiny (1 samples of 1 x 2 x 2, 3 classes)", splits.test().toString());
            assertEquals(2, splits.train().label(0));
            assertEquals(11, splits.train().image(2).value(0, 1, 1));
            assertEquals(set.toString(), splits.test().source());
        }
    }

    @Test
    void namesClassesByNumberWhereNoneAreGiven() throws IOException {
        write(folder, "-idx#-ubyte", new byte[] {2, 0, 1}, new byte[] {4});
        Splits splits = IdxFolder.read(folder, "tiny", List.of());
        assertEquals(List.of("0", "1", "2", "3", "4"), splits.train().classNames());
    }

    @Test
    void namesMissingFiles() throws IOException {
        assertFalse(IdxFolder.matches(folder));
        assertFalse(IdxFolder.matches(folder.resolve("nowhere")));
        write(folder, "-idx#-ubyte", new byte[] {0}, new byte[] {1});
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
        assertTrue(IdxFolder.matches(folder));
        assertEquals(List.of("t10k-labels-idx1-ubyte"), IdxFolder.missing(folder));
        String message =
                assertThrows(DataException.class, () -> IdxFolder.read(folder, "tiny", List.of())).getMessage();
        assertEquals(
                "reading the set tiny from "
                        + folder
                        + ": there is no t10k-labels-idx1-ubyte (nor spelled with '.idx'"
                        + " or '.gz'); expected the four IDX files of training and test images and labels",
                message);
    }

    @Test
    void namesALabelWithoutAClass() throws IOException {
        write(folder, "-idx#-ubyte", new byte[] {0, 10}, new byte[] {1});
        String message =
                assertThrows(DataException.class, () -> IdxFolder.read(folder, "tiny", List.of("no", "yes")))
                        .getMessage();
        assertEquals(
                "reading "
                        + folder.resolve("train-labels-idx1-ubyte")
                        + ": byte 9 gives sample 1 the label 10;"
                        + " expected 0 to 1, one of the 2 classes of tiny",
                message);
    }

    @Test
    void namesCountsAndSizesThatDoNotMatch() throws IOException {
        write(folder, "-idx#-ubyte", new byte[] {0, 1}, new byte[] {1});
        Path labels = folder.resolve("train-labels-idx1-ubyte");
        Idx.write(labels, new Idx.Values(new int[] {3}, new byte[3]));
        String message =
                assertThrows(DataException.class, () -> IdxFolder.read(folder, "tiny", List.of())).getMessage();
        assertEquals(
                "reading "
                        + folder.resolve("train-images-idx3-ubyte")
                        + " and train-labels-idx1-ubyte: 2 images (bytes"
                        + " 4 to 7) but 3 labels (bytes 4 to 7); expected as many labels as images",
                message);
        Idx.write(labels, new Idx.Values(new int[] {2}, new byte[2]));
        Idx.write(folder.resolve("t10k-images-idx3-ubyte"), new Idx.Values(new int[] {1, 3, 2}, new byte[6]));
        assertEquals(
                "reading the set tiny from "
                        + folder
                        + ": its training images are 1 x 2 x 2, its test images 1 x 3 x 2"
                        + " (channels, height, width); expected the same",
                assertThrows(DataException.class, () -> IdxFolder.read(folder, "tiny", List.of())).getMessage());
    }

    @Test
    void readsSetsBehindAPrefix() throws IOException {
        write(folder, "-idx#-ubyte.gz", new byte[] {1, 2, 1}, new byte[] {2});
        for (String stem : List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
            String to = "emnist-letters-" + stem.replace("t10k", "test") + "-ubyte.gz";
            Files.move(folder.resolve(stem + "-ubyte.gz"), folder.resolve(to));
        }
        Parts parts = IdxFolder.readParts(folder, List.of());
        assertEquals("emnist-letters (3 samples of 1 x 2 x 2, 3 classes)", parts.train().toString());
        Files.writeString(folder.resolve("emnist-letters-mapping.txt"), "1 65 97\n2 66 98\n");
        Parts named = IdxFolder.readParts(folder, List.of());
        assertEquals(List.of("A", "B"), named.train().classNames());
        assertEquals(0, named.train().label(0));
        assertEquals(1, named.test().label(0));

        write(folder, ".idx#-ubyte", new byte[] {0}, new byte[] {1});
        assertEquals(
                "reading the data "
                        + folder
                        + ": it has the IDX files of 2 sets; name one of them: "
                        + folder.resolve("train-images-idx3-ubyte")
                        + ", "
                        + folder.resolve("emnist-letters"),
                assertThrows(DataException.class, () -> IdxFolder.readParts(folder, List.of())).getMessage());
        assertEquals(3, IdxFolder.readParts(folder.resolve("emnist-letters"), List.of()).train().size());
        assertEquals(1, IdxFolder.readParts(folder.resolve("train-images.idx3-ubyte"), List.of()).train().size());
        assertEquals("A", Datasets.load(folder.resolve("emnist-letters").toString()).train().classNames().get(0));

        Files.writeString(folder.resolve("emnist-letters-mapping.txt"), "1 65 97\nB\n");
        assertEquals(
                "reading "
                        + folder.resolve("emnist-letters-mapping.txt")
                        + ", line 2: found \"B\", expected a label and the code of its letter, such as \"1 65 97\"",
                assertThrows(
                                DataException.class,
                                () -> IdxFolder.readParts(folder.resolve("emnist-letters"), List.of()))
                        .getMessage());
    }

    @Test
    void readsColoursAndNamesOfClassesAndMayLackTestFiles() throws IOException {
        Idx.write(folder.resolve("train-images-idx4-ubyte"), new Idx.Values(new int[] {2, 3, 1, 1}, new byte[6]));
        Idx.write(folder.resolve("train-labels-idx1-ubyte"), new Idx.Values(new int[] {2}, new byte[] {0, 1}));
        Files.writeString(folder.resolve("classes.txt"), "cat\ndog\n");
        Parts parts = IdxFolder.readParts(folder, List.of());
        assertEquals("3 x 1 x 1", parts.train().imageSize().toString());
        assertEquals(List.of("cat", "dog"), parts.train().classNames());
        assertEquals(null, parts.test());
        Idx.write(folder.resolve("train-images-idx4-ubyte"), new Idx.Values(new int[] {2, 2, 1, 1}, new byte[4]));
        assertTrue(
                assertThrows(DataException.class, () -> IdxFolder.readParts(folder, List.of()))
                        .getMessage()
                        .endsWith(
                                "bytes 8 to 11 give its images 2 channels; expected 1 or 3 (samples, channels, rows,"
                                        + " columns)"));
    }

    /// Writes images of 2 x 2 whose bytes count up from 0.
    static void write(Path folder, String spelling, byte[] train, byte[] test) throws IOException {
        String images = spelling.replace('#', '3');
        String labels = spelling.replace('#', '1');
        Idx.write(folder.resolve("train-images" + images), images(train.length));
        Idx.write(folder.resolve("train-labels" + labels), new Idx.Values(new int[] {train.length}, train));
        Idx.write(folder.resolve("t10k-images" + images), images(test.length));
        Idx.write(folder.resolve("t10k-labels" + labels), new Idx.Values(new int[] {test.length}, test));
    }

    private static Idx.Values images(int count) {
        byte[] values = new byte[4 * count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) i;
        }
        return new Idx.Values(new int[] {count, 2, 2}, values);
    }
}
