package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.data.Splits;
import dev.fovea.image.ImageFiles;
import dev.fovea.model.Json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Training leaves a report, and `fovea report` writes it again.
class WriteReportTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    private String data = "";
    private Path run = Path.of("");

    @BeforeEach
    void writeSet() throws IOException {
        Path set = folder.resolve("set");
        Splits digits = Digits.draw(1, 60, 40);
        write(digits.train(), set.resolve("train"));
        write(digits.test(), set.resolve("test"));
        data = set.toString();
        run = folder.resolve("run");
    }

    private static void write(Dataset digits, Path part) throws IOException {
        for (int i = 0; i < digits.size(); i++) {
            Path of = Files.createDirectories(part.resolve("digit " + digits.label(i)));
            ImageFiles.writePng(digits.image(i), of.resolve(i + ".png"));
        }
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var terminal = new Terminal(new PrintStream(out, true), new PrintStream(err, true), false, 80, false, false);
        return Main.run(terminal, arguments);
    }

    private int train(String... more) {
        String[] all = new String[9 + more.length];
        System.arraycopy(
                new String[] {
                    "train", data, "--out", run.toString(), "--epochs", "1", "--quiet", "--set", "network=linear"
                },
                0,
                all,
                0,
                9);
        System.arraycopy(more, 0, all, 9, more.length);
        return run(all);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    void trainingEndsWithAReportAndTheCommandWritesItAgain() throws IOException {
        assertThat(train()).as(text(err)).isZero();
        Path page = run.resolve("report.html");
        assertThat(text(out)).endsWith("report    " + page + "\n");
        assertThat(text(err)).isEmpty();
        String first = Files.readString(page);
        assertThat(first)
                .contains("digit 7", "id=\"confusion\"", "Trained by", "Fovea ", "begun 20")
                .doesNotContain("not recorded");

        Files.delete(page);
        assertThat(run("report", run.toString())).as(text(err)).isZero();
        assertThat(text(out)).isEqualTo("report    " + page + "\n");
        assertThat(page).hasContent(first);
    }

    @Test
    void aKeyLeavesItOut() throws IOException {
        assertThat(train("--set", "report=false", "--json")).isZero();

        assertThat(run.resolve("report.html")).doesNotExist();
        assertThat(Json.parse(text(out).strip()).get("report")).isEqualTo(new Json.Null());
        assertThat(Files.readString(run.resolve("run.yaml"))).contains("report: false");
    }

    @Test
    void aReportThatCannotBeWrittenFailsNoTraining() throws IOException {
        assertThat(train("--set", "report=false")).isZero();
        Files.createDirectories(run.resolve("report.html").resolve("in the way"));
        assertThat(
                        run(
                                "train",
                                "--resume",
                                run.toString(),
                                "--epochs",
                                "2",
                                "--set",
                                "report=true",
                                "--quiet",
                                "--json"))
                .isZero();

        assertThat(Json.parse(text(out).strip()).get("report")).isEqualTo(new Json.Null());
        assertThat(text(err))
                .contains("fovea: the training is done, but its report could not be written to " + run)
                .contains("fovea report " + run + " tries again")
                .doesNotContain("\tat ");
    }

    @Test
    void whatIsMissingIsToldAndNothingFails() throws IOException {
        assertThat(train()).isZero();
        Files.delete(run.resolve("metrics.jsonl"));
        Path moved = folder.resolve("moved");
        Files.move(folder.resolve("set"), moved);
        Path page = folder.resolve("page.html");

        assertThat(run("report", run.toString(), "--out", page.toString(), "--offline")).as(text(err)).isZero();
        assertThat(text(err)).contains("missing   There is no metrics.jsonl", "missing   The data \"" + data + "\"");
        assertThat(page).content().contains("Not everything is here.");

        assertThat(run("report", run.toString(), "--data", moved.toString(), "--out", page.toString(), "--json"))
                .as(text(err))
                .isZero();
        assertThat(Json.parse(text(out).strip()).get("missing").items()).hasSize(1);
        assertThat(page).content().contains("id=\"confusion\"");
    }

    @Test
    void aWrongRequestIsExplained() throws IOException {
        Path none = folder.resolve("none");
        assertThat(run("report", none.toString())).isEqualTo(2);
        assertThat(text(err))
                .contains("reporting on " + none, "there is no such folder; expected the folder of a run")
                .doesNotContain("\tat ");

        assertThat(train("--set", "report=false")).isZero();
        assertThat(run("report", run.toString(), "--out", folder.toString())).isEqualTo(2);
        assertThat(text(err)).contains("writing a report to " + folder + ": it is a folder; expected a file");
        assertThat(run("report", run.toString(), "--out", none.resolve("a.html").toString())).isEqualTo(2);
        assertThat(text(err)).contains("there is no folder " + none);
        assertThat(run("report", run.toString(), "--data", none.toString())).isEqualTo(2);
        assertThat(text(err)).contains("none").doesNotContain("\tat ");
    }
}
