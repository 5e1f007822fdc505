package dev.fovea.run;

import dev.fovea.data.ClassNames;
import dev.fovea.data.Dataset;
import dev.fovea.data.Parts;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes samples as NumPy's archives: `uint8` images `(N, H, W)` or `(N, H, W, 3)`, labels `uint8` or `int32`, and the
/// names of the classes where they are not their numbers.
final class NpzWriter {
    private static final Charset UTF_32 = Charset.forName("UTF-32LE");

    private NpzWriter() {}

    static void write(Path file, Parts parts) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            Dataset test = parts.test();
            samples(zip, parts.train(), test == null ? "" : "_train");
            if (test != null) {
                samples(zip, test, "_test");
            }
            List<String> names = parts.train().classNames();
            if (!ClassNames.areNumbers(names)) {
                int longest = names.stream().mapToInt(name -> name.codePointCount(0, name.length())).max().orElse(1);
                entry(zip, "class_names", "<U" + longest, "(" + names.size() + ",)");
                for (String name : names) {
                    ByteBuffer padded = ByteBuffer.allocate(4 * longest);
                    padded.put(name.getBytes(UTF_32));
                    zip.write(padded.array());
                }
                zip.closeEntry();
            }
        }
    }

    private static void samples(ZipOutputStream zip, Dataset data, String part) throws IOException {
        String colours = data.channels() == 1 ? "" : ", " + data.channels();
        entry(zip, "x" + part, "|u1", "(" + data.size() + ", " + data.height() + ", " + data.width() + colours + ")");
        int channels = data.channels();
        int area = data.height() * data.width();
        byte[] planes = new byte[data.imageSize().bytes()];
        byte[] pixels = new byte[planes.length];
        for (int i = 0; i < data.size(); i++) {
            data.copyPixels(i, planes, 0);
            for (int pixel = 0; pixel < pixels.length; pixel++) {
                pixels[pixel] = planes[pixel % channels * area + pixel / channels];
            }
            zip.write(pixels);
        }
        zip.closeEntry();
        if (data.labelled()) {
            boolean small = data.classNames().size() <= 256;
            entry(zip, "y" + part, small ? "|u1" : "<i4", "(" + data.size() + ",)");
            ByteBuffer labels = ByteBuffer.allocate(data.size() * (small ? 1 : 4)).order(ByteOrder.LITTLE_ENDIAN);
            for (int label : data.labels()) {
                if (small) {
                    labels.put((byte) label);
                } else {
                    labels.putInt(label);
                }
            }
            zip.write(labels.array());
            zip.closeEntry();
        }
    }

    /// Begins an entry with its head, which is as long as a multiple of 64.
    private static void entry(ZipOutputStream zip, String name, String type, String shape) throws IOException {
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // the same samples give the same bytes
        zip.putNextEntry(entry);
        String head = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int length = Math.ceilDiv(10 + head.length() + 1, 64) * 64 - 10;
        ByteBuffer bytes = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
        bytes.putShort((short) length);
        bytes.put((head + " ".repeat(length - head.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        zip.write(bytes.array());
    }
}
