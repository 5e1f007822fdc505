package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void versionGoesToStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(text(out)).startsWith("fovea ").contains("Java 25");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("Usage: fovea", "doctor", "completion", "--quiet", "--stacktrace");
    }

    @Test
    void everyCommandHasHelp() {
        assertThat(run("doctor", "--help")).isZero();
        assertThat(text(out)).contains("Usage: fovea doctor", "vector unit");
    }

    @Test
    void withoutCommandItSaysWhichThereAre() {
        assertThat(run()).isEqualTo(2);
        assertThat(text(err)).contains("fovea: which command? One of ", "doctor", "See 'fovea --help'.");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aMistypedCommandIsARequestThatIsWrong() {
        assertThat(run("doctr")).isEqualTo(2);
        assertThat(text(err)).contains("'doctr'", "Did you mean: fovea doctor").doesNotContain("\tat ");
    }

    @Test
    void aMistypedOptionGetsASuggestion() {
        assertThat(run("doctor", "--quite")).isEqualTo(2);
        assertThat(text(err)).contains("'--quite'", "--quiet", "See 'fovea doctor --help'.");
    }

    @Test
    void aStackTraceIsShownOnDemand() {
        assertThat(run("--stacktrace", "doctr")).isEqualTo(2);
        assertThat(text(err)).contains("\tat dev.fovea.cli.Main.run");
    }

    @Test
    void doctorMeasuresThePeak() {
        assertThat(run("doctor")).isZero();
        assertThat(text(out))
                .containsPattern("peak +[0-9.]+ GFLOP/s on 1 thread")
                .contains("java ", "kernels ", "data      mnist: ");
    }

    @Test
    void completionIsAScriptForTheShell() {
        assertThat(run("completion")).isZero();
        assertThat(text(out)).startsWith("#!/usr/bin/env bash").contains("complete -F", "doctor");
    }

    private int run(String... arguments) {
        var terminal = new Terminal(new PrintStream(out, true), new PrintStream(err, true), false, 80, false, false);
        return Main.run(terminal, arguments);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
