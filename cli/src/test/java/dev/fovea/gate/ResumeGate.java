package dev.fovea.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A training that was killed in the middle of an epoch goes on and ends with the bits of one that was not.
@Tag("gate")
class ResumeGate {
    private static final String[] RUN = {
        "--epochs",
        "4",
        "--batch-size",
        "64",
        "--set",
        "trainSamples=6000",
        "--set",
        "testSamples=500",
        "--set",
        "saveBest=true",
        "--set",
        "keep=[0, 2]"
    };

    @TempDir Path folder;

    @Test
    void killedTrainingGoesOnWithTheSameBits() throws IOException, InterruptedException {
        Fovea fovea = new Fovea(folder);
        Fovea.Result whole = fovea.succeed(arguments("whole", "--json"));
        Process process = fovea.start(arguments("killed", "--quiet"));
        try {
            Path metrics = folder.resolve("killed/metrics.jsonl");
            long began = System.nanoTime();
            // Before training, the beginning of the run, and two epochs.
            while (process.isAlive() && !(Files.exists(metrics) && Files.readAllLines(metrics).size() >= 4)) {
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(20));
                Thread.sleep(5);
            }
            // Somewhere in epoch 3.
            Thread.sleep(100);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(Files.readAllLines(folder.resolve("killed/metrics.jsonl"))).hasSizeLessThan(6);
        Fovea.Result resumed = fovea.succeed("train", "--resume", "killed", "--json");
        assertThat(resumed.json().get("sha256")).isEqualTo(whole.json().get("sha256"));
        assertThat(resumed.json().get("accuracy")).isEqualTo(whole.json().get("accuracy"));
        assertThat(Files.readAllLines(folder.resolve("killed/metrics.jsonl"))).hasSize(7);
        assertThat(folder.resolve("killed/epoch-2.safetensors")).exists();
        assertThat(folder.resolve("killed/best.safetensors")).exists();
    }

    private static String[] arguments(String out, String last) throws IOException {
        var arguments = new java.util.ArrayList<>(java.util.List.of("train", Fovea.data(), "--out", out, last));
        arguments.addAll(java.util.List.of(RUN));
        return arguments.toArray(String[]::new);
    }
}
