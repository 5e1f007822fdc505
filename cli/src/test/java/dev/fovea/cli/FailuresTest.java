package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.DataException;
import dev.fovea.data.DataUnavailableException;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

class FailuresTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aMissingFileIsAWrongRequest() {
        assertThat(report(new NoSuchFileException("digit.png"))).isEqualTo(2);
        assertThat(said()).isEqualTo("fovea: digit.png: no such file or folder\n");
    }

    @Test
    void aWrappedMissingFileIsOneToo() {
        assertThat(report(new UncheckedIOException(new NoSuchFileException("digit.png")))).isEqualTo(2);
        assertThat(said()).isEqualTo("fovea: digit.png: no such file or folder\n");
    }

    @Test
    void aWrongArgumentSpeaksForItself() {
        assertThat(report(new IllegalArgumentException("batch size: got 0, expected at least 1"))).isEqualTo(2);
        assertThat(said()).isEqualTo("fovea: batch size: got 0, expected at least 1\n");
    }

    @Test
    void damagedDataIsAWrongInputAndAbsentDataIsNot() {
        assertThat(report(new DataException("reading a.gz: ends at byte 3"))).isEqualTo(2);
        assertThat(report(new DataUnavailableException("mnist: nowhere"))).isEqualTo(1);
        assertThat(said()).isEqualTo("fovea: reading a.gz: ends at byte 3\nfovea: mnist: nowhere\n");
    }

    @Test
    void aBrokenDiskIsAFailure() {
        assertThat(report(new IOException("No space left on device"))).isEqualTo(1);
        assertThat(said()).isEqualTo("fovea: No space left on device\n");
    }

    @Test
    void aBugAsksToBeReported() {
        assertThat(report(new ArrayIndexOutOfBoundsException("Index 5 out of bounds for length 5"))).isEqualTo(1);
        assertThat(said()).contains("fovea: internal error: ", "Index 5", "--stacktrace").doesNotContain("\tat ");
    }

    private int report(Exception exception) {
        var terminal = new Terminal(System.out, new PrintStream(err, true), false, 80, false, false);
        return Failures.report(exception, new Main(terminal));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
