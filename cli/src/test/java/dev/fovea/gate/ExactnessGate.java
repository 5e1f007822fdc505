package dev.fovea.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The same seed gives the same weights on 1, 2, 3 and 8 threads, with vectors of 128, 256 and 512 bits and without,
/// each in a process of its own that says which it really used: 6,000 images, the last batch ragged (6,000 = 61 x 97 +
/// 83).
@Tag("gate")
class ExactnessGate {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"lenet.yaml", "residual.yaml"})
    void threadsAndVectorsChangeNoBit(String run) throws IOException, InterruptedException {
        Path file = folder.resolve(run);
        try (var text = ExactnessGate.class.getResourceAsStream(run)) {
            Files.copy(text, file);
        }
        Fovea fovea = new Fovea(folder);
        Map<String, String> weights = new LinkedHashMap<>();
        for (String threads : new String[] {"1", "2", "3", "8"}) {
            train(fovea, file, threads, "auto", weights);
        }
        for (String vector : new String[] {"512", "256", "128", "scalar"}) {
            train(fovea, file, "2", vector, weights);
        }
        assertThat(weights.size()).isGreaterThanOrEqualTo(5);
        assertThat(weights.values().stream().distinct()).as("%s", weights).hasSize(1);
    }

    private void train(Fovea fovea, Path file, String threads, String vector, Map<String, String> weights)
            throws IOException, InterruptedException {
        String name = vector + "-" + threads;
        Fovea.Result result =
                fovea.run(
                        "train",
                        Fovea.data(),
                        "--run",
                        file.toString(),
                        "--threads",
                        threads,
                        "--vector",
                        vector,
                        "--out",
                        "run-" + file.getFileName() + "-" + name,
                        "--json");
        if (result.exit() == 2 && result.err().contains("asks for vectors wider than")) {
            // This machine has none of that width.
            return;
        }
        assertThat(result.exit()).as(result.err()).isZero();
        String used = vector.equals("scalar") ? "scalar" : vector.equals("auto") ? "" : vector + "-bit";
        assertThat(result.err()).containsPattern("device    CPU, .*" + used + ".*, " + threads + " thread");
        weights.put(name, result.json().get("sha256").asText());
    }
}
