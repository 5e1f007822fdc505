package dev.fovea.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.model.JsonException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The lines that sides print, and the file that keeps them.
class MeasurementTest {
    private static final String LINE =
            "{\"side\":\"fovea\",\"part\":\"train\",\"work\":\"A\",\"round\":2,\"images_per_second\":12345.5}";

    @Test
    void readsALineAndWritesItAgain() {
        Measurement measurement = Measurement.parse(LINE).orElseThrow();
        assertThat(measurement.side()).isEqualTo("fovea");
        assertThat(measurement.whole("round")).isEqualTo(2);
        assertThat(measurement.number("images_per_second")).hasValue(12345.5);
        assertThat(measurement.number("accuracy")).isEmpty();
        assertThat(measurement.text("commit")).isEmpty();
        assertThat(measurement.toString()).isEqualTo(LINE);
        assertThat(measurement.with("commit", "abc").toString()).endsWith(",\"commit\":\"abc\"}");
    }

    @Test
    void beginsWithTheSideWhateverTheOrder() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("mib", 3);
        values.put("work", "download");
        values.put("part", "size");
        values.put("side", "dl4j");
        String line = Measurement.of(values).toString();
        assertThat(line).isEqualTo("{\"side\":\"dl4j\",\"part\":\"size\",\"work\":\"download\",\"mib\":3}");
        assertThat(Measurement.parse(line)).isPresent();
    }

    @Test
    void passesOverWhatEnginesPrint() {
        assertThat(Measurement.parse("loading libraries ...")).isEmpty();
        assertThat(Measurement.parse("")).isEmpty();
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Measurement.parse("{\"side\":\"fovea\",\"part\":\"train\"}"))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("\"work\" is missing")
                .hasMessageContaining("[side, part]");
    }

    @Test
    void resultsAreKeptAndFoundAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("results/peers.jsonl");
        Results results = new Results(file);
        Job job = new Job("train", "A");
        assertThat(results.has("fovea", job, 2)).isFalse();
        results.add(List.of(Measurement.parse(LINE).orElseThrow()));
        Results again = new Results(file);
        assertThat(again.has("fovea", job, 2)).isTrue();
        assertThat(again.has("fovea", job, 1)).isFalse();
        assertThat(again.has("pytorch", job, 2)).isFalse();
        assertThat(again.has("fovea", new Job("predict", "A"), 2)).isFalse();
    }

    @Test
    void aBrokenFileIsNamedWithItsLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("peers.jsonl"), LINE + "\nnonsense\n");
        assertThatThrownBy(() -> new Results(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("nonsense");
    }
}
