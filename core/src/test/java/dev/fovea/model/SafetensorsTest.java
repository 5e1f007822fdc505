package dev.fovea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class SafetensorsTest {
    @TempDir Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("a.safetensors");
        float[] large = new float[50_000];
        large[49_999] = -0.1f;
        SafetensorsWriter.write(
                file,
                Map.of("format", "fovea \"1\""),
                List.of(
                        new SafetensorsWriter.Source(
                                "conv1.weight", Shape.of(1, 1, 1, 2), new float[] {1.5f, Float.NaN}),
                        new SafetensorsWriter.Source("large", Shape.of(100, 500), large),
                        new SafetensorsWriter.Source("scalar", Shape.of(), new float[] {7})));
        Safetensors read = Safetensors.read(file);
        assertThat(read.metadata()).isEqualTo(Map.of("format", "fovea \"1\""));
        assertThat(read.tensors().keySet()).containsExactly("conv1.weight", "large", "scalar");
        assertThat(read.tensor("conv1.weight").values()).containsExactly(1.5f, Float.NaN);
        assertThat(read.tensor("large").values()).isEqualTo(large);
        assertThat(read.tensor("scalar").shape()).isEqualTo(Shape.of());
        assertThat(Safetensors.readMetadata(file)).isEqualTo(read.metadata());
        assertThatThrownBy(() -> read.tensor("b"))
                .hasMessage("there is no tensor b; there are [conv1.weight, large, scalar]");
    }

    /// The bytes follow from the description of the format: length, JSON padded with spaces, little-endian numbers.
    @Test
    void bytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("a.safetensors");
        SafetensorsWriter.write(
                file, Map.of(), List.of(new SafetensorsWriter.Source("w", Shape.of(2), new float[] {1, -2})));
        String json = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        String header = json + " ".repeat(7 - (json.length() + 7) % 8);
        assertThat(header.length() % 8).isZero();
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes(header, "0000803f000000c0"));
        assertThat(folder.toFile().list()).containsExactly("a.safetensors");
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 0001, 0, 1",
        "U8, 00ff, 0, 255",
        "I8, 7f80, 127, -128",
        "U16, 0100ffff, 1, 65535",
        "I16, 0100ffff, 1, -1",
        "U32, 01000000000000ff, 1, 4278190080",
        "I32, 01000000ffffffff, 1, -1",
        "U64, 01000000000000000000000000000080, 1, 9223372036854775808",
        "I64, 0300000000000000ffffffffffffffff, 3, -1",
        "F16, 003c00c4, 1, -4",
        "BF16, 803f40c0, 1, -3",
        "F32, 0000803f000040c0, 1, -3",
        "F64, 000000000000f03f9a9999999999b9bf, 1, -0.1"
    })
    void everyTypeBecomesFloats(ElementType type, String data, float first, float second) throws IOException {
        Path file =
                write(
                        "{\"x\":{\"dtype\":\""
                                + type
                                + "\",\"shape\":[2],\"data_offsets\":[0,"
                                + data.length() / 2
                                + "]}}",
                        data);
        assertThat(Safetensors.read(file).tensor("x").values()).containsExactly(first, second);
        assertThat(Safetensors.read(file).tensor("x").type()).isEqualTo(type);
    }

    @Test
    void wholeNumbersThatAreNoFloatsAreRefused() throws IOException {
        Path file = write("{\"n\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "0100000100000000");
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("element 0 of the tensor n is 16777217 (I64), which is no float32");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|the tensor a: data_offsets 0 to 4, expected 8 bytes for F32 [2]",
                "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}|the tensor a: dtype F31, expected one of [BOOL, U8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}|the tensor a: \"data_offsets\" is missing",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}|the tensor a: data_offsets has 1 numbers, expected 2",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|the tensor a: found 1.5, expected a whole number",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}|the tensor a: ",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}|found \"x\", expected dtype, shape and data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|the tensor a begins at byte 4, behind a gap after the header, expected 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}|the tensor b begins at byte 2, within the tensor a, expected 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|the tensors take 4 bytes, behind the header the file has 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}|the tensors take 12 bytes, behind the header the file has 8; it is cut off",
                "{\"__metadata__\":{\"a\":1}}|found 1, expected text",
                "[1]|found [1], expected an object",
                "{\"a\":}|JSON, line 1, column 6"
            })
    void aWrongHeaderIsRefused(String header, String message) throws IOException {
        Path file = write(header, "0000000000000000");
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("reading " + file + ", its header: ")
                .hasMessageContaining(message);
    }

    @Test
    void filesThatAreCutOffAreRefused() throws IOException {
        byte[] whole = bytes("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "0000803f");
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(file))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("cut");
        }
    }

    @Test
    void anImpossibleLengthOfTheHeaderIsRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = Files.write(folder.resolve("a"), HexFormat.of().parseHex("ffffffffffffffff7b7d"));
        assertThatThrownBy(() -> Safetensors.read(file))
                .hasMessageContaining("announce a header of 18446744073709551615 bytes, the file has 10");
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("a.safetensors");
        SafetensorsWriter.write(file, Map.of("a", "1"), List.of());
        assertThatThrownBy(() ->
                        SafetensorsWriter.write(
                                file,
                                Map.of(),
                                List.of(new SafetensorsWriter.Source("w", Shape.of(3), new float[] {1}))))
                .hasMessageContaining("writing the tensor w [3]: it has 1 values");
        assertThat(Safetensors.readMetadata(file)).containsEntry("a", "1");
    }

    private Path write(String header, String data) throws IOException {
        return Files.write(folder.resolve("file.safetensors"), bytes(header, data));
    }

    private static byte[] bytes(String header, String data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] numbers = HexFormat.of().parseHex(data);
        return ByteBuffer.allocate(8 + json.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(numbers)
                .array();
    }
}
