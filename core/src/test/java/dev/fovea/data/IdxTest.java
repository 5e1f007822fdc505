package dev.fovea.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

class IdxTest {
    /// Two images of 2 x 3, written by hand from the description of the format.
    private static final byte[] IMAGES = {
        0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, (byte) 200, (byte) 255
    };

    @TempDir Path folder;

    @Test
    void readsPlainAndGzipWhateverTheName() throws IOException {
        for (byte[] stored : new byte[][] {IMAGES, gzip(IMAGES)}) {
            Idx.Values values = Idx.read(file("odd-name.bin", stored), 3);
            assertArrayEquals(new int[] {2, 2, 3}, values.sizes());
            assertArrayEquals(Arrays.copyOfRange(IMAGES, 16, 28), values.values());
        }
    }

    @Test
    void writesWhatItReads() throws IOException {
        for (String name : new String[] {"a", "a.gz"}) {
            Path file = folder.resolve(name);
            Idx.write(file, new Idx.Values(new int[] {3}, new byte[] {0, 9, 4}));
            assertArrayEquals(new byte[] {0, 9, 4}, Idx.read(file, 1).values());
        }
        assertArrayEquals(new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 0, 9, 4}, Files.readAllBytes(folder.resolve("a")));
        assertMessage(
                "writing x: 2 x 2 values need 4 bytes, got 3",
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Idx.write(Path.of("x"), new Idx.Values(new int[] {2, 2}, new byte[3]))));
    }

    @Test
    void namesWhatIsWrongWithTheHead() throws IOException {
        byte[] labels = {0, 0, 8, 1, 0, 0, 0, 1, 5};
        assertRefused(
                labels,
                "bytes 0 to 3 are 0x00000801; expected 0x00000803 (IDX, unsigned bytes, 3 axes); this is a file of"
                        + " labels: are images and labels swapped?");
        byte[] other = IMAGES.clone();
        other[2] = 0x0D;
        assertRefused(
                other,
                "bytes 0 to 3 are 0x00000D03; expected 0x00000803 (IDX, unsigned bytes, 3 axes); is this the right"
                        + " file?");
        assertRefused(new byte[] {0, 0}, "it has 2 bytes; expected a head of 16 bytes first");
        assertRefused(new byte[0], "it has 0 bytes; expected a head of 16 bytes first");
        assertRefused(Arrays.copyOf(IMAGES, 11), "it ends at byte 11 within its head; expected a head of 16 bytes");
        byte[] negative = IMAGES.clone();
        negative[8] = (byte) 0xFF;
        assertRefused(negative, "bytes 8 to 11 give axis 1 the length 4278190082; expected 1 to 2147483647");
        Path file = file("f", IMAGES);
        assertMessage(
                "reading "
                        + file
                        + ": bytes 0 to 3 are 0x00000803; expected 0x00000801 (IDX, unsigned bytes, 1 axis);"
                        + " this is a file of images: are images and labels swapped?",
                assertThrows(DataException.class, () -> Idx.read(file, 1)));
    }

    @Test
    void namesWhereTheValuesEnd() throws IOException {
        String cutShort =
                "it ends at byte 27; expected 28 bytes for the 2 x 2 x 3 values of its head; the file is cut"
                        + " short, fetch it again";
        assertRefused(Arrays.copyOf(IMAGES, 27), cutShort);
        assertRefused(gzip(Arrays.copyOf(IMAGES, 27)), cutShort);
        String tooLong =
                "bytes go on at byte 28, where the 2 x 2 x 3 values of its head end; the file is damaged or"
                        + " not an IDX file";
        assertRefused(Arrays.copyOf(IMAGES, 29), tooLong);
        assertRefused(gzip(Arrays.copyOf(IMAGES, 29)), tooLong);
    }

    @Test
    void promisesBeyondTheFileTakeNoMemory() throws IOException {
        byte[] huge = {0, 0, 8, 3, 0x00, (byte) 0xFF, 0, 0, 0, 0, 0, 10, 0, 0, 0, 10, 1};
        assertRefused(
                huge,
                "it ends at byte 17; expected 1671168016 bytes for the 16711680 x 10 x 10 values of its head; the file"
                        + " is cut short, fetch it again");
        byte[] larger = {0, 0, 8, 3, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0, 1};
        assertRefused(
                larger,
                "its head promises 2130706432 x 2130706432 x 2130706432 values, which is 9223372036854775807 bytes; at"
                        + " most 2147483639 fit into one set");
    }

    @Test
    void namesDamagedGzip() throws IOException {
        byte[] packed = gzip(IMAGES);
        assertRefused(
                Arrays.copyOf(packed, packed.length - 9),
                "its gzip data end early (the file has " + (packed.length - 9) + " bytes); fetch the file again");
        byte[] wrongSum = packed.clone();
        wrongSum[packed.length - 8] ^= 1;
        assertRefused(wrongSum, "its gzip data are damaged (Corrupt GZIP trailer); fetch the file again");
        Path none = folder.resolve("none");
        assertMessage(
                "reading " + none + ": there is no such file",
                assertThrows(DataException.class, () -> Idx.read(none, 3)));
    }

    private void assertRefused(byte[] contents, String message) throws IOException {
        Path file = file("refused", contents);
        assertMessage("reading " + file + ": " + message, assertThrows(DataException.class, () -> Idx.read(file, 3)));
    }

    private static void assertMessage(String expected, Throwable thrown) {
        assertEquals(expected, thrown.getMessage());
    }

    private Path file(String name, byte[] contents) throws IOException {
        return Files.write(folder.resolve(name), contents);
    }

    static byte[] gzip(byte[] contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(contents);
        }
        return out.toByteArray();
    }
}
