package dev.fovea.run;

import dev.fovea.data.DataException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Reads the elements of one array of a NumPy archive, one after the other as they stand in the file.
final class NpyReader {
    /// Deflate cannot shrink below one part in this many (RFC 1951).
    private static final long MAXIMUM_RATIO = 1032;

    private static final int CHUNK = 1 << 16;

    private final ZipFile archive;
    private final ZipEntry entry;
    private final String what;
    private final NpyHead head;

    /// Takes a number and its place in the file, from 0.
    interface Taker {
        void take(long place, double value) throws DataException;
    }

    /// @throws DataException if the head is wrong, or promises more than the entry can hold
    NpyReader(ZipFile archive, ZipEntry entry) throws IOException {
        this.archive = archive;
        this.entry = entry;
        this.what = archive.getName() + "!" + entry.getName();
        try (InputStream in = archive.getInputStream(entry)) {
            this.head = NpyHead.read(what, in);
        } catch (ZipException | EOFException damaged) {
            throw damaged(damaged);
        }
        long count = head.count();
        long held =
                entry.getMethod() == ZipEntry.STORED
                        ? entry.getCompressedSize()
                        : entry.getCompressedSize() * MAXIMUM_RATIO;
        if (count > Long.MAX_VALUE / head.bytes() || count * head.bytes() > held) {
            throw new DataException(
                    "reading "
                            + what
                            + ": its head promises "
                            + head
                            + ", more than the "
                            + entry.getCompressedSize()
                            + " bytes of the archive can hold; it is cut short or damaged");
        }
    }

    NpyHead head() {
        return head;
    }

    String what() {
        return what;
    }

    /// Hands over all numbers in the order of the file.
    void numbers(Taker taker) throws IOException {
        elements((place, element) -> taker.take(place, number(element)));
    }

    /// All texts, where the elements are text.
    String[] texts() throws IOException {
        String[] texts = new String[Math.toIntExact(head.count())];
        Charset charset =
                head.kind() == 'S'
                        ? StandardCharsets.UTF_8
                        : head.order() == ByteOrder.BIG_ENDIAN
                                ? Charset.forName("UTF-32BE")
                                : Charset.forName("UTF-32LE");
        elements((place, element) -> {
            byte[] bytes = new byte[head.bytes()];
            element.get(element.position(), bytes);
            String text = new String(bytes, charset);
            int end = text.indexOf('\0');
            texts[(int) place] = end < 0 ? text : text.substring(0, end);
        });
        return texts;
    }

    private interface Element {
        void take(long place, ByteBuffer element) throws DataException;
    }

    private void elements(Element element) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(archive.getInputStream(entry), sum)) {
            NpyHead.read(what, in);
            int size = head.bytes();
            byte[] chunk = new byte[Math.max(1, CHUNK / size) * size];
            ByteBuffer values = ByteBuffer.wrap(chunk).order(head.order());
            long count = head.count();
            for (long place = 0; place < count; ) {
                int wanted = (int) Math.min(chunk.length, (count - place) * size);
                int got = in.readNBytes(chunk, 0, wanted);
                if (got < wanted) {
                    throw new DataException(
                            "reading "
                                    + what
                                    + ": it ends after "
                                    + (place + got / size)
                                    + " elements; its head promises "
                                    + head
                                    + "; it is cut short");
                }
                for (int at = 0; at < got; at += size) {
                    element.take(place++, values.position(at));
                }
            }
            if (in.read() >= 0) {
                throw new DataException("reading " + what + ": bytes go on behind the " + head + " of its head");
            }
            // The JDK's archives do not compare it.
            if (entry.getCrc() >= 0 && sum.getValue() != entry.getCrc()) {
                throw new DataException(
                        "reading " + what + ": its contents do not have the sum (CRC-32) that the archive keeps");
            }
        } catch (ZipException | EOFException failed) {
            throw damaged(failed);
        }
    }

    private DataException damaged(IOException cause) {
        return new DataException(
                "reading " + what + ": it is damaged in the archive (" + cause.getMessage() + "); fetch it again",
                cause);
    }

    private double number(ByteBuffer values) {
        int at = values.position();
        return switch (head.kind()) {
            case 'f' ->
                    switch (head.bytes()) {
                        case 2 -> Float.float16ToFloat(values.getShort(at));
                        case 4 -> values.getFloat(at);
                        default -> values.getDouble(at);
                    };
            case 'u' ->
                    switch (head.bytes()) {
                        case 1 -> values.get(at) & 0xFF;
                        case 2 -> values.getShort(at) & 0xFFFF;
                        case 4 -> values.getInt(at) & 0xFFFFFFFFL;
                        default -> values.getLong(at) < 0 ? 0x1p63 : values.getLong(at);
                    };
            default ->
                    switch (head.bytes()) {
                        case 1 -> values.get(at);
                        case 2 -> values.getShort(at);
                        case 4 -> values.getInt(at);
                        default -> values.getLong(at);
                    };
        };
    }

    /// The index along each axis of an element, as NumPy writes it.
    String index(long place) {
        long[] strides = head.strides();
        StringBuilder index = new StringBuilder("[");
        for (int axis = 0; axis < strides.length; axis++) {
            index.append(axis == 0 ? "" : ", ").append(place / strides[axis] % head.shape().get(axis));
        }
        return index.append(']').toString();
    }
}
