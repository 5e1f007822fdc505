package dev.fovea.model;

import dev.fovea.shape.Shape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The contents of a safetensors file: tensors by name, and texts about them.
///
/// The file is 8 bytes with the length of the header (little-endian), the header (JSON: for each tensor `dtype`,
/// `shape` and `data_offsets`; texts under `__metadata__`), then the numbers, without gaps. Reading checks all of it.
/// Source: Hugging Face, *safetensors*, <https://huggingface.co/docs/safetensors>, section Format.
///
/// @param metadata texts by name
/// @param tensors in the order of the file
public record Safetensors(Map<String, String> metadata, Map<String, StoredTensor> tensors) {
    /// The largest header that is read, as the library of the format's authors has it: 100 MB.
    public static final int MAXIMUM_HEADER = 100_000_000;

    /// The name under which the header holds texts.
    static final String METADATA = "__metadata__";

    private static final int LENGTH_BYTES = 8;

    /// Copies the maps, keeping their order.
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /// Reads a file.
    ///
    /// @param file a safetensors file
    /// @return its contents
    /// @throws ModelException if it is damaged or of a kind that is not read; the message names byte or tensor
    /// @throws IOException if it cannot be read
    public static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Header header = header(channel, file);
            Map<String, StoredTensor> tensors = new LinkedHashMap<>();
            for (SafetensorsEntry entry : header.entries) {
                tensors.put(entry.name(), tensor(channel, file, header.begin, entry));
            }
            return new Safetensors(header.metadata, tensors);
        }
    }

    /// Reads the texts only, without the numbers.
    ///
    /// @param file a safetensors file
    /// @return its texts by name
    /// @throws ModelException if it is damaged
    /// @throws IOException if it cannot be read
    public static Map<String, String> readMetadata(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return header(channel, file).metadata;
        }
    }

    /// A tensor.
    ///
    /// @param name its name
    /// @return the tensor
    /// @throws ModelException if there is none of that name
    public StoredTensor tensor(String name) throws ModelException {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new ModelException("there is no tensor " + name + "; there are " + tensors.keySet());
        }
        return tensor;
    }

    private record Header(Map<String, String> metadata, List<SafetensorsEntry> entries, long begin) {}

    private static Header header(FileChannel channel, Path file) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new ModelException(
                    "reading "
                            + file
                            + ": it has "
                            + size
                            + " bytes, expected a safetensors file, of 8 bytes at least");
        }
        long length = fill(channel, file, 0, LENGTH_BYTES, "the length of the header").getLong();
        if (length < 2 || length > Math.min(MAXIMUM_HEADER, size - LENGTH_BYTES)) {
            throw new ModelException(
                    "reading "
                            + file
                            + ": its first 8 bytes announce a header of "
                            + Long.toUnsignedString(length)
                            + " bytes, the file has "
                            + size
                            + "; it is cut off or no safetensors file");
        }
        ByteBuffer bytes = fill(channel, file, LENGTH_BYTES, (int) length, "the header");
        try {
            Json json = Json.parse(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            long begin = LENGTH_BYTES + length;
            return new Header(texts(json), entries(json, size - begin), begin);
        } catch (JsonException | java.nio.charset.CharacterCodingException wrong) {
            throw new ModelException("reading " + file + ", its header: " + wrong.getMessage(), wrong);
        }
    }

    private static Map<String, String> texts(Json header) {
        Map<String, String> texts = new LinkedHashMap<>();
        Json metadata = header.find(METADATA);
        if (metadata != null) {
            metadata.fields().forEach((name, text) -> texts.put(name, text.asText()));
        }
        return texts;
    }

    private static List<SafetensorsEntry> entries(Json header, long dataBytes) {
        List<SafetensorsEntry> entries = new ArrayList<>();
        header.fields()
                .forEach((name, entry) -> {
                    if (!name.equals(METADATA)) {
                        entries.add(SafetensorsEntry.of(name, entry));
                    }
                });
        SafetensorsEntry.checkCover(entries, dataBytes);
        return entries;
    }

    private static StoredTensor tensor(FileChannel channel, Path file, long begin, SafetensorsEntry entry)
            throws IOException {
        Shape shape = entry.shape();
        float[] values = new float[shape.size()];
        long at = begin + entry.begin();
        int chunk = 1 << 16;
        for (int done = 0; done < values.length; done += chunk) {
            int count = Math.min(chunk, values.length - done);
            int bytes = count * entry.type().bytes();
            ByteBuffer source = fill(channel, file, at, bytes, "the tensor " + entry.name());
            at += bytes;
            if (entry.type() == ElementType.F32) {
                source.asFloatBuffer().get(values, done, count); // one by one, a million took .04 s of a start
                continue;
            }
            for (int i = done; i < done + count; i++) {
                values[i] = convert(entry, i, entry.type().read(source), file);
            }
        }
        return new StoredTensor(entry.name(), entry.type(), shape, values);
    }

    private static float convert(SafetensorsEntry entry, int index, double value, Path file) throws ModelException {
        float nearest = (float) value;
        if (!entry.type().isExact() && entry.type() != ElementType.F64 && nearest != value) {
            throw new ModelException(
                    "reading "
                            + file
                            + ": element "
                            + index
                            + " of the tensor "
                            + entry.name()
                            + " is "
                            + String.format(java.util.Locale.ROOT, "%.0f", value)
                            + " ("
                            + entry.type()
                            + "), which is no float32; expected whole numbers that are, such as those up to 2^24");
        }
        return nearest;
    }

    private static ByteBuffer fill(FileChannel channel, Path file, long from, int count, String what)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        long at = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new ModelException("reading " + file + ": it ends at byte " + at + ", within " + what);
            }
            at += read;
        }
        return buffer.flip();
    }
}
