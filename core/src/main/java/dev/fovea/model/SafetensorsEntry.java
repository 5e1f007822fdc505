package dev.fovea.model;

import dev.fovea.shape.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What the header of a safetensors file says about one tensor.
///
/// @param name its name
/// @param type how its numbers are stored
/// @param shape its shape
/// @param begin its first byte after the header
/// @param end the byte after its last
record SafetensorsEntry(String name, ElementType type, Shape shape, long begin, long end) {

    /// Reads and checks an entry.
    ///
    /// @throws JsonException if it is wrong
    static SafetensorsEntry of(String name, Json entry) {
        String where = "the tensor " + name + ": ";
        try {
            for (String member : entry.fields().keySet()) {
                if (!List.of("dtype", "shape", "data_offsets").contains(member)) {
                    throw new JsonException("found \"" + member + "\", expected dtype, shape and data_offsets");
                }
            }
            ElementType type = type(entry.get("dtype").asText());
            int[] extents = entry.get("shape").items().stream().mapToInt(Json::asInt).toArray();
            List<Json> offsets = entry.get("data_offsets").items();
            if (offsets.size() != 2) {
                throw new JsonException("data_offsets has " + offsets.size() + " numbers, expected 2");
            }
            Shape shape = Shape.of(extents);
            long begin = offsets.get(0).asLong();
            long end = offsets.get(1).asLong();
            long bytes = (long) shape.size() * type.bytes();
            if (begin < 0 || end - begin != bytes) {
                throw new JsonException(
                        "data_offsets "
                                + begin
                                + " to "
                                + end
                                + ", expected "
                                + bytes
                                + " bytes for "
                                + type
                                + " "
                                + shape);
            }
            return new SafetensorsEntry(name, type, shape, begin, end);
        } catch (IllegalArgumentException wrong) {
            throw new JsonException(where + wrong.getMessage());
        }
    }

    private static ElementType type(String dtype) {
        return Arrays.stream(ElementType.values())
                .filter(type -> type.name().equals(dtype))
                .findFirst()
                .orElseThrow(() ->
                        new JsonException(
                                String.format(
                                        Locale.ROOT,
                                        "dtype %s, expected one of %s",
                                        dtype,
                                        Arrays.toString(ElementType.values()))));
    }

    /// Checks that the tensors cover the bytes behind the header, each byte once.
    ///
    /// @throws JsonException if they overlap, leave a gap, or end elsewhere than the file
    static void checkCover(List<SafetensorsEntry> entries, long dataBytes) {
        List<SafetensorsEntry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
        long at = 0;
        String before = "the header";
        for (SafetensorsEntry entry : ordered) {
            if (entry.begin != at) {
                throw new JsonException(
                        "the tensor "
                                + entry.name
                                + " begins at byte "
                                + entry.begin
                                + (entry.begin < at ? ", within " : ", behind a gap after ")
                                + before
                                + ", expected "
                                + at);
            }
            at = entry.end;
            before = "the tensor " + entry.name;
        }
        if (at != dataBytes) {
            throw new JsonException(
                    "the tensors take "
                            + at
                            + " bytes, behind the header the file has "
                            + dataBytes
                            + (at > dataBytes ? "; it is cut off" : ""));
        }
    }
}
