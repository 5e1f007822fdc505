package dev.fovea.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes PNG files of every sort from raw samples, following the specification and nothing of the library.
public final class TestPng {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Begins a file.
    ///
    /// @param colourType 0 grey, 2 colour, 3 palette, 4 grey and opacity, 6 colour and opacity
    public TestPng(int width, int height, int bits, int colourType) {
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        chunk("IHDR", header.put((byte) bits).put((byte) colourType).array());
    }

    public TestPng chunk(String type, byte... data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        return this;
    }

    /// Ends the file with rows of samples, all channels of a pixel side by side.
    public byte[] samples(int bits, int[]... rows) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int[] row : rows) {
            raw.write(0);
            int held = 0;
            int count = 0;
            for (int sample : row) {
                if (bits == 16) {
                    raw.write(sample >> 8);
                    raw.write(sample);
                } else {
                    held = held << bits | sample;
                    count += bits;
                    if (count == 8) {
                        raw.write(held);
                        held = 0;
                        count = 0;
                    }
                }
            }
            if (count > 0) {
                raw.write(held << 8 - count);
            }
        }
        Deflater deflater = new Deflater();
        deflater.setInput(raw.toByteArray());
        deflater.finish();
        byte[] packed = new byte[raw.size() + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        chunk("IDAT", java.util.Arrays.copyOf(packed, length));
        chunk("IEND");
        return out.toByteArray();
    }
}
