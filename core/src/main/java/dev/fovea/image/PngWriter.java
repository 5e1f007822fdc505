package dev.fovea.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Encodes pictures as PNG: 8 bits per channel, rows unfiltered (W3C PNG specification, second edition).
final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private PngWriter() {}

    static byte[] encode(Image image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        int colourType =
                switch (image.channels()) {
                    case 1 -> 0;
                    case 3 -> 2;
                    default -> 6;
                };
        ByteBuffer header = ByteBuffer.allocate(13);
        header.putInt(image.width()).putInt(image.height());
        header.put((byte) 8).put((byte) colourType);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", deflate(rows(image)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /// Each row behind its filter number 0, the channels of a pixel side by side.
    private static byte[] rows(Image image) {
        int channels = image.channels();
        int width = image.width();
        byte[] planes = image.raw();
        byte[] rows = new byte[Math.multiplyExact(image.height(), 1 + channels * width)];
        int area = image.height() * width;
        for (int y = 0; y < image.height(); y++) {
            int at = y * (1 + channels * width) + 1;
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    rows[at++] = planes[channel * area + y * width + x];
                }
            }
        }
        return rows;
    }

    private static byte[] deflate(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream packed = new DeflaterOutputStream(out, deflater)) {
            packed.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array does not fail", impossible);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
