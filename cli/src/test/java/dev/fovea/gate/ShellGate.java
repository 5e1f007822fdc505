package dev.fovea.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The shell answers, and the guide says what it answers.
@Tag("gate")
class ShellGate {
    @TempDir Path folder;

    @Test
    void tensorsAnswerWithTheirValuesAndNothingElseIsSaid() throws IOException, InterruptedException {
        Fovea.Result result =
                new Fovea(folder)
                        .reading(
                                """
                                Tensor.of(new float[][] {{1, 2}, {3, 4}}).matmul(Tensor.of(new float[][] {{1}, {1}}))
                                Parameter p = Parameter.of("p", Shape.of(2), 5, 6)
                                int seven = 3 + 4
                                """)
                        .succeed("shell");
        assertThat(result.out().lines().map(String::strip))
                .containsExactly(
                        "$1 ==> Tensor [2, 1] shared, matmul",
                        "[[ 3],",
                        "[ 7]]",
                        "p ==> Parameter p [2]",
                        "[ 5,  6]",
                        "seven ==> 7");
        assertThat(result.err()).isEmpty();
    }

    /// Under a pseudo-terminal, as the tool `script` of Linux makes one.
    @Test
    void atATerminalThereIsAPromptAndNothingElseIsSaid() throws IOException, InterruptedException {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script) && System.getProperty("os.name").equals("Linux"), "no pseudo-terminal");
        Fovea.Result result =
                new Fovea(folder)
                        .reading(
                                """
                                Tensor.of(new float[][] {{1, 2}, {3, 4}}).matmul(Tensor.of(new float[][] {{1}, {1}}))
                                Callback callback = null
                                int seven = 3 +
                                4
                                seven.nonsense()
                                Tensor.of(1, 2).add(Tensor.of(1, 2, 3))
                                /exit 3
                                """)
                        .onTerminal("shell");
        assertThat(result.exit()).isEqualTo(3);
        // Without what moves the cursor; the echo of what is typed redraws brackets.
        List<String> said =
                result.out()
                        .replaceAll("\u001B(\\[[?0-9;]*[a-zA-Z]|[=>])", "")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        assertThat(said)
                .containsSubsequence(
                        "The library is imported; digits() and mnist() load data; /exit leaves.",
                        "$1 ==> Tensor [2, 1] shared, matmul",
                        "[[ 3],",
                        "[ 7]]",
                        "callback ==> null",
                        "seven ==> 7",
                        "|  Error:",
                        "|  int cannot be dereferenced")
                .anyMatch(line -> line.startsWith("fovea> "))
                .anyMatch(line -> line.startsWith("...> 4"))
                .anyMatch(line ->
                        line.startsWith(
                                "|  Exception dev.fovea.shape.ShapeException: add: got [2] and [3]; expected equal"))
                .noneMatch(line -> line.contains("WARNING") || line.contains("reference to Callback is ambiguous"));
    }

    @Test
    void theShellLeavesWithTheCodeItIsTold() throws IOException, InterruptedException {
        assertThat(new Fovea(folder).reading("/exit 3\n").run("shell").exit()).isEqualTo(3);
    }

    @Test
    void theGuideAnswersAsItSays() throws IOException, InterruptedException {
        List<String> typed = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<String> block = null;
        for (String line : Files.readAllLines(Fovea.checkout("docs/guide/tensors.md"))) {
            if (line.startsWith("```")) {
                block = block != null ? null : line.equals("```java") ? typed : expected;
            } else if (block != null) {
                block.add(line);
            }
        }
        assertThat(typed).hasSizeGreaterThan(40);
        assertThat(expected).hasSizeGreaterThan(15);
        Fovea.Result result = new Fovea(folder).reading(String.join("\n", typed) + "\n").succeed("shell");
        assertThat(result.out()).containsSubsequence(expected).doesNotContain("|  Error");
        assertThat(result.out().lines().filter(line -> line.startsWith("|  Exception"))).hasSize(4);
        assertThat(result.err()).isEmpty();
    }
}
