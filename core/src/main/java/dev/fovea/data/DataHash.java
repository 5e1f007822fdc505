package dev.fovea.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 sums of data.
final class DataHash {
    /// How many samples are handed to the digest at once: few, as the digest is compiled after a number of calls.
    private static final int CHUNK = 8;

    private DataHash() {}

    /// Hashes `fovea-data-1`, a newline, then as big-endian 32-bit integers the channels, height, width, samples and
    /// classes, then for each sample its pixels and its label as a 32-bit integer.
    static String of(Dataset data) {
        MessageDigest digest = sha256();
        digest.update("fovea-data-1\n".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer head = ByteBuffer.allocate(20);
        head.putInt(data.channels()).putInt(data.height()).putInt(data.width());
        head.putInt(data.size()).putInt(data.classNames().size());
        digest.update(head.array());
        int length = data.imageSize().bytes();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * (length + 4));
        for (int i = 0; i < data.size(); i++) {
            data.copyPixels(i, chunk.array(), chunk.position());
            chunk.position(chunk.position() + length).putInt(data.label(i));
            if (!chunk.hasRemaining()) {
                digest.update(chunk.array());
                chunk.clear();
            }
        }
        digest.update(chunk.array(), 0, chunk.position());
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
