package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The network from scratch compiles and trains for some steps; the gate trains it for an epoch.
class FromScratchTest {
    private static final Path EXAMPLE =
            Path.of(System.getProperty("user.dir")).resolveSibling("examples").resolve("FromScratch.java");

    @TempDir Path folder;

    @Test
    void someStepsOfAdam() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder program = new ProcessBuilder(Exec.command(EXAMPLE, List.of("digits", "adam", "2560")));
        int exit = program.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        String said = Files.readString(log);
        assertThat(exit).as(said).isZero();
        assertThat(said)
                .contains(
                        """
                        [64, 20, 26, 26]
                        [64, 20, 13, 13]
                        h1 shape: [64, 20, 13, 13]
                        h2 shape: [64, 50, 4, 4]
                        Flat h2 shape: [64, 800]
                        h3 shape: [64, 128]
                        logits shape: [64, 10]
                        the first image's probabilities add up to\
                        """);
        String last = said.lines().reduce((_, line) -> line).orElse("");
        assertThat(last).matches("Epoch 0\\. Loss: 2\\.\\d+, Train_acc 0\\.\\d+, Test_acc 0\\.\\d+");
        // Guessing would be right once in ten.
        assertThat(Double.parseDouble(last.replaceAll(".* ", ""))).isGreaterThan(.2);
    }

    @Test
    void optimisersTakeTenLinesAtMost() throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLE);
        for (String name : List.of("sgd", "momentum", "adam")) {
            int begin =
                    lines.indexOf(
                            lines.stream()
                                    .filter(line -> line.startsWith("List<Update> " + name + "("))
                                    .findFirst()
                                    .orElse(""));
            int end = begin + lines.subList(begin, lines.size()).indexOf("}");
            assertThat(end - begin - 1).as("lines of %s", name).isBetween(4, 10);
        }
    }
}
