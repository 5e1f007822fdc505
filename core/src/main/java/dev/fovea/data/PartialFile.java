package dev.fovea.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The bytes of a download so far, and the version (entity tag or date) that the server gave them.
final class PartialFile {
    private final FileChannel channel;
    private final Path versionFile;

    PartialFile(FileChannel channel, Path versionFile) {
        this.channel = channel;
        this.versionFile = versionFile;
    }

    long length() throws IOException {
        return channel.size();
    }

    void append(ByteBuffer bytes) throws IOException {
        long at = channel.size();
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /// Throws the bytes away.
    void clear() throws IOException {
        channel.truncate(0);
        forgetVersion();
    }

    /// The version that the first response gave, or an empty string.
    String version() throws IOException {
        try {
            return Files.readString(versionFile).strip();
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    void rememberVersion(String version) throws IOException {
        if (version.isEmpty()) {
            forgetVersion();
        } else {
            Files.writeString(versionFile, version);
        }
    }

    void forgetVersion() throws IOException {
        Files.deleteIfExists(versionFile);
    }

    String sha256() throws IOException {
        MessageDigest digest = DataHash.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        long at = 0;
        while (channel.read(buffer, at) >= 0) {
            at += buffer.position();
            digest.update(buffer.flip());
            buffer.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
