package dev.fovea.run;

import dev.fovea.data.DataException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The head of an array in NumPy's format (numpy.lib.format, versions 1 to 3): element type, order and shape.
///
/// @param kind `b` truth values, `i` and `u` integers, `f` floating point, `U` and `S` text
/// @param bytes of an element
/// @param order of the bytes of an element
/// @param fortran whether the first axis goes fastest, not the last
/// @param shape the length of each axis
record NpyHead(char kind, int bytes, ByteOrder order, boolean fortran, List<Integer> shape) {
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d{0,6})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");
    private static final int MAXIMUM_HEAD = 1 << 20;

    /// Reads a head.
    ///
    /// @param what what messages call the array
    /// @param in stands at the first element afterwards
    static NpyHead read(String what, InputStream in) throws IOException {
        byte[] magic = in.readNBytes(8);
        if (magic.length < 8
                || (magic[0] & 0xFF) != 0x93
                || !new String(magic, 1, 5, StandardCharsets.US_ASCII).equals("NUMPY")) {
            throw new DataException(
                    "reading "
                            + what
                            + ": it has "
                            + (magic.length < 8 ? "only " + magic.length + " bytes" : "no \\x93NUMPY at byte 0")
                            + "; expected an array in NumPy's format (.npy)");
        }
        int wide = magic[6] == 1 ? 2 : 4;
        byte[] count = in.readNBytes(wide);
        int length = -1;
        if (count.length == wide) {
            ByteBuffer number = ByteBuffer.wrap(count).order(ByteOrder.LITTLE_ENDIAN);
            length = wide == 2 ? number.getShort() & 0xFFFF : number.getInt();
        }
        if (length < 0 || length > MAXIMUM_HEAD || magic[6] < 1 || magic[6] > 3) {
            throw new DataException(
                    "reading "
                            + what
                            + ": its head has version "
                            + magic[6]
                            + " and "
                            + length
                            + " bytes; expected version 1 to 3 and at most "
                            + MAXIMUM_HEAD);
        }
        byte[] text = in.readNBytes(length);
        if (text.length < length) {
            throw new DataException(
                    "reading " + what + ": it ends within its head, at byte " + (8 + wide + text.length));
        }
        return parse(what, new String(text, StandardCharsets.UTF_8));
    }

    private static NpyHead parse(String what, String text) throws DataException {
        Matcher type = TYPE.matcher(text);
        Matcher fortran = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!type.find() || !fortran.find() || !shape.find()) {
            throw new DataException(
                    "reading "
                            + what
                            + ": its head is "
                            + shown(text)
                            + "; expected a plain array with descr, fortran_order and shape");
        }
        char kind = type.group(2).charAt(0);
        int bytes = type.group(3).isEmpty() ? 0 : Integer.parseInt(type.group(3));
        boolean known =
                switch (kind) {
                    case 'b' -> bytes == 1;
                    case 'i', 'u' -> bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
                    case 'f' -> bytes == 2 || bytes == 4 || bytes == 8;
                    case 'U', 'S' -> bytes >= 1;
                    default -> false;
                };
        if (!known) {
            throw new DataException(
                    "reading "
                            + what
                            + ": its elements are '"
                            + type.group(2)
                            + type.group(3)
                            + "'"
                            + (kind == 'O'
                                    ? " (Python objects, which are never loaded because they can run programs)"
                                    : "")
                            + "; expected integers, truth values, floating-point numbers or text");
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyHead(
                kind,
                kind == 'U' ? 4 * bytes : bytes,
                order,
                fortran.group(1).equals("True"),
                sizes(what, shape.group(1)));
    }

    private static List<Integer> sizes(String what, String text) throws DataException {
        List<Integer> sizes = new ArrayList<>();
        for (String size : text.split(",")) {
            if (!size.isBlank()) {
                if (size.strip().length() > 9) {
                    throw new DataException("reading " + what + ": its shape is (" + text + "); expected smaller axes");
                }
                sizes.add(Integer.parseInt(size.strip()));
            }
        }
        return List.copyOf(sizes);
    }

    private static String shown(String text) {
        String line = text.strip();
        return line.length() > 120 ? line.substring(0, 120) + "..." : line;
    }

    /// The number of elements; [Long#MAX_VALUE] where it is larger.
    long count() {
        long count = 1;
        for (int size : shape) {
            if (size > 0 && count > Long.MAX_VALUE / size) {
                return Long.MAX_VALUE;
            }
            count *= size;
        }
        return count;
    }

    /// How far apart neighbours along each axis are in the file, in elements.
    long[] strides() {
        long[] strides = new long[shape.size()];
        long next = 1;
        for (int i = 0; i < strides.length; i++) {
            int axis = fortran ? i : strides.length - 1 - i;
            strides[axis] = next;
            next *= shape.get(axis);
        }
        return strides;
    }

    /// The axes from that which goes fastest.
    int[] axesFromFastest() {
        int[] axes = new int[shape.size()];
        Arrays.setAll(axes, i -> fortran ? i : axes.length - 1 - i);
        return axes;
    }

    /// Like `uint8 (60000, 28, 28)`.
    @Override
    public String toString() {
        String type =
                switch (kind) {
                    case 'b' -> "bool";
                    case 'i' -> "int" + 8 * bytes;
                    case 'u' -> "uint" + 8 * bytes;
                    case 'f' -> "float" + 8 * bytes;
                    default -> "text";
                };
        return type + " " + shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}
