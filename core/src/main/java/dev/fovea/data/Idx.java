package dev.fovea.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/// The IDX format of the MNIST files: an array of unsigned bytes behind a short head, plain or in gzip.
///
/// The head is two zero bytes, the type (8 is unsigned byte, the only one read here), the number of axes, and the
/// length of each axis as a big-endian 32-bit integer; the values follow, last axis fastest, and end the file. Whether
/// a file is in gzip is seen from its first two bytes, not from its name. Byte numbers in messages count from 0 in the
/// unpacked file.
///
/// Source: Y. LeCun, C. Cortes, C. J. C. Burges, *The MNIST database of handwritten digits*, "the IDX file format".
public final class Idx {
    private static final int UNSIGNED_BYTE = 8;

    /// Deflate cannot shrink below one part in this many (RFC 1951: 258 bytes from 2 bits), so a head that promises
    /// more than that is a lie and is refused before memory is taken for it.
    private static final long MAXIMUM_RATIO = 1032;

    private Idx() {}

    /// What a file holds.
    ///
    /// @param sizes the length of each axis, the first is the number of samples
    /// @param values the bytes, last axis fastest
    @SuppressWarnings("ArrayRecordComponent") // Handed over, not shared: a copy of a whole set is what this avoids.
    public record Values(int[] sizes, byte[] values) {
        /// The number of samples.
        ///
        /// @return the length of the first axis
        public int samples() {
            return sizes[0];
        }
    }

    /// Reads a file.
    ///
    /// @param file an IDX file of unsigned bytes, plain or in gzip
    /// @param axes the number of axes expected: 1 for labels, 3 for grey images, 4 for `[samples, channels, rows,
    ///   columns]`
    /// @return its sizes and values
    /// @throws DataException if the file is missing, is not such a file, is cut short or has bytes left over
    /// @throws IOException if it cannot be read
    public static Values read(Path file, int axes) throws IOException {
        try (InputStream in = open(file)) {
            int[] sizes = readHead(file, in, axes);
            long expected = product(sizes);
            checkPromise(file, sizes, expected);
            byte[] values = new byte[(int) expected];
            int got = in.readNBytes(values, 0, values.length);
            int head = headLength(axes);
            if (got < values.length) {
                throw cutShort(file, (long) head + got, head + expected, sizes);
            }
            if (in.read() >= 0) {
                throw new DataException(
                        reading(file)
                                + "bytes go on at byte "
                                + (head + expected)
                                + ", where the "
                                + describe(sizes)
                                + " of its head end; the file is damaged or not an IDX file");
            }
            return new Values(sizes, values);
        } catch (NoSuchFileException missing) {
            throw new DataException(reading(file) + "there is no such file", missing);
        } catch (EOFException cut) {
            throw new DataException(
                    reading(file)
                            + "its gzip data end early (the file has "
                            + Files.size(file)
                            + " bytes); fetch the file again",
                    cut);
        } catch (ZipException damaged) {
            throw new DataException(
                    reading(file) + "its gzip data are damaged (" + damaged.getMessage() + "); fetch the file again",
                    damaged);
        }
    }

    /// Writes a file, in gzip where its name ends with `.gz`.
    ///
    /// @param file the file, overwritten if there is one
    /// @param contents sizes and values
    /// @throws IllegalArgumentException if the sizes do not give the number of values
    /// @throws IOException if it cannot be written
    public static void write(Path file, Values contents) throws IOException {
        int[] sizes = contents.sizes;
        if (product(sizes) != contents.values.length) {
            throw new IllegalArgumentException(
                    "writing "
                            + file
                            + ": "
                            + describe(sizes)
                            + " need "
                            + product(sizes)
                            + " bytes, got "
                            + contents.values.length);
        }
        ByteBuffer head = ByteBuffer.allocate(headLength(sizes.length));
        head.putInt(UNSIGNED_BYTE << 8 | sizes.length);
        for (int size : sizes) {
            head.putInt(size);
        }
        OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file));
        try (OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(head.array());
            out.write(contents.values);
        }
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean packed = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return packed ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException failed) {
            in.close();
            throw failed;
        }
    }

    private static int[] readHead(Path file, InputStream in, int axes) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4) {
            throw new DataException(
                    reading(file)
                            + "it has "
                            + magic.length
                            + " bytes; expected a head of "
                            + headLength(axes)
                            + " bytes first");
        }
        int expectedMagic = UNSIGNED_BYTE << 8 | axes;
        int found = ByteBuffer.wrap(magic).getInt();
        if (found != expectedMagic) {
            throw new DataException(
                    reading(file)
                            + "bytes 0 to 3 are 0x"
                            + hex(found)
                            + "; expected 0x"
                            + hex(expectedMagic)
                            + " (IDX, unsigned bytes, "
                            + axes
                            + (axes == 1 ? " axis" : " axes")
                            + "); "
                            + hint(found, axes));
        }
        byte[] lengths = in.readNBytes(4 * axes);
        if (lengths.length < 4 * axes) {
            throw new DataException(
                    reading(file)
                            + "it ends at byte "
                            + (4 + lengths.length)
                            + " within its head; expected a head of "
                            + headLength(axes)
                            + " bytes");
        }
        int[] sizes = new int[axes];
        ByteBuffer.wrap(lengths).asIntBuffer().get(sizes);
        for (int axis = 0; axis < axes; axis++) {
            if (sizes[axis] < 0 || (axis > 0 && sizes[axis] == 0)) {
                throw new DataException(
                        reading(file)
                                + "bytes "
                                + (4 + 4 * axis)
                                + " to "
                                + (7 + 4 * axis)
                                + " give axis "
                                + axis
                                + " the length "
                                + (sizes[axis] & 0xFFFFFFFFL)
                                + "; expected 1 to 2147483647");
            }
        }
        return sizes;
    }

    private static String hint(int magic, int axes) {
        if (magic == (UNSIGNED_BYTE << 8 | 1) && axes > 1) {
            return "this is a file of labels: are images and labels swapped?";
        }
        if (magic == (UNSIGNED_BYTE << 8 | 3) && axes == 1) {
            return "this is a file of images: are images and labels swapped?";
        }
        return "is this the right file?";
    }

    /// Refuses sizes that cannot be in a file of this length, before memory is taken for them.
    private static void checkPromise(Path file, int[] sizes, long expected) throws IOException {
        long length = Files.size(file);
        if (expected > Dataset.MAXIMUM_BYTES) {
            throw new DataException(
                    reading(file)
                            + "its head promises "
                            + describe(sizes)
                            + ", which is "
                            + expected
                            + " bytes; at most "
                            + Dataset.MAXIMUM_BYTES
                            + " fit into one set");
        }
        if (expected > length * MAXIMUM_RATIO) {
            throw cutShort(file, length, headLength(sizes.length) + expected, sizes);
        }
    }

    private static DataException cutShort(Path file, long found, long expected, int[] sizes) {
        return new DataException(
                reading(file)
                        + "it ends at byte "
                        + found
                        + "; expected "
                        + expected
                        + " bytes for the "
                        + describe(sizes)
                        + " of its head; the file is cut short, fetch it again");
    }

    /// The product of all sizes, or [Long#MAX_VALUE] where it is larger.
    private static long product(int[] sizes) {
        long product = 1;
        for (int size : sizes) {
            if (size > 0 && product > Long.MAX_VALUE / size) {
                return Long.MAX_VALUE;
            }
            product *= size;
        }
        return product;
    }

    private static int headLength(int axes) {
        return 4 + 4 * axes;
    }

    private static String describe(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(" x ")) + " values";
    }

    private static String hex(int word) {
        return String.format("%08X", word);
    }

    private static String reading(Path file) {
        return "reading " + file + ": ";
    }
}
