package dev.fovea.model;

import dev.fovea.shape.Shape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes safetensors files of float32: to a temporary file, forced to disk, renamed. Whoever looks sees the old file
/// or the new one, also after a crash.
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 16;

    private SafetensorsWriter() {}

    /// A tensor to be written.
    ///
    /// @param name unique in the file
    /// @param shape its shape
    /// @param values row-major; read while the file is written
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    public record Source(String name, Shape shape, float[] values) {}

    /// Writes a file in place of one that may be there.
    ///
    /// @param file the file
    /// @param metadata texts by name
    /// @param tensors in the order in which they are to lie in the file
    /// @throws IOException if it cannot be written; then the old file is still there
    public static void write(Path file, Map<String, String> metadata, List<Source> tensors) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".writing");
        try (FileChannel channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            put(channel, header(metadata, tensors));
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            for (Source tensor : tensors) {
                for (int done = 0; done < tensor.values.length; ) {
                    int count = Math.min(CHUNK / Float.BYTES, tensor.values.length - done);
                    chunk.clear().asFloatBuffer().put(tensor.values, done, count);
                    put(channel, chunk.limit(count * Float.BYTES));
                    done += count;
                }
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(file);
    }

    private static ByteBuffer header(Map<String, String> metadata, List<Source> tensors) {
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put(Safetensors.METADATA, metadata);
        }
        long at = 0;
        for (Source tensor : tensors) {
            long end = at + 4L * tensor.values.length;
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", "F32");
            entry.put("shape", tensor.shape.toArray());
            entry.put("data_offsets", List.of(at, end));
            if (tensor.values.length != tensor.shape.size() || header.put(tensor.name, entry) != null) {
                throw new IllegalArgumentException(
                        "writing the tensor "
                                + tensor.name
                                + " "
                                + tensor.shape
                                + ": it has "
                                + tensor.values.length
                                + " values; expected one per element, and each name once");
            }
            at = end;
        }
        byte[] json = Json.of(header).toString().getBytes(StandardCharsets.UTF_8);
        int padded = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(json);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.flip();
    }

    private static void put(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Makes the rename durable. Not every system can open a folder; there the file system's own order must do.
    private static void forceFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notPossibleHere) {
            System.getLogger(SafetensorsWriter.class.getName())
                    .log(System.Logger.Level.DEBUG, "not forced to disk: the folder {0}", folder);
        }
    }
}
