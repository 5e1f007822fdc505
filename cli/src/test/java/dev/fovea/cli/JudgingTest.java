package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.image.ImageFiles;
import dev.fovea.model.Json;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// `fovea evaluate` with its mistakes, and `fovea compare`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JudgingTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path folder = Path.of("");

    /// A table of 200 digits without a test part, two folders of pictures of two classes, and models: `a` and `b` of
    /// the table, each with 60 samples held out by a seed of its own; `small` of digits in 14 x 14 pixels; `two` of the
    /// pictures.
    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Dataset digits = Digits.draw(1, 200, 1).train();
        List<String> lines = new ArrayList<>();
        StringJoiner head = new StringJoiner(",").add("label");
        for (int i = 0; i < 784; i++) {
            head.add("pixel" + i);
        }
        lines.add(head.toString());
        for (int i = 0; i < digits.size(); i++) {
            StringJoiner line = new StringJoiner(",").add(Integer.toString(digits.label(i)));
            for (byte pixel : digits.image(i).pixels()) {
                line.add(Integer.toString(pixel & 0xFF));
            }
            lines.add(line.toString());
            if (digits.label(i) < 2) {
                String name = digits.label(i) == 0 ? "none" : "one";
                Path picture = folder.resolve("pictures").resolve(name).resolve("picture" + i + ".png");
                Files.createDirectories(picture.getParent());
                ImageFiles.writePng(digits.image(i), picture);
            }
        }
        Files.write(folder.resolve("digits.csv"), lines);
        model("a", "digits.csv", "split.holdOut=60", "split.order=random", "split.seed=1");
        model("b", "digits.csv", "split.holdOut=60", "split.order=random", "split.seed=2");
        model("small", "digits.csv", "preparation.size=14x14", "split.holdOut=60");
        model("two", "pictures");
    }

    private void model(String name, String data, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("train", at(data), "--epochs", "1", "--quiet"));
        arguments.addAll(List.of("--set", "network=linear", "--out", at(name)));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    }

    @Test
    void thePanelFitsEightyColumns() {
        assertThat(run("evaluate", at("a"), at("digits.csv"), "--split", "all")).as(err.toString()).isZero();
        assertThat(text(out))
                .containsPattern(
                        "accuracy +0\\.\\d+ \\(\\d+ of 200\\)\n95 % interval +0\\.\\d{4} to 0\\.\\d{4} \\(exact\\)\n")
                .containsPattern("no-information rate +0\\.\\d{4} \\(always \\d\\)\nP\\[accuracy > rate] +p ")
                .containsPattern("kappa +0\\.\\d{4}\nMcNemar \\(Bowker\\) +p = .* degrees of freedom\\)\nlog loss")
                .containsPattern("top-2 accuracy +0\\.\\d{4}\ntop-3 accuracy +0\\.\\d{4}\ntop-5 accuracy +")
                .containsPattern("confusions +reference\nprediction( +\\d){10}\n")
                .contains("recall", "prec.", "weighted mean", "calibration: expected error")
                .containsPattern("the worst cell: \\d taken for \\d, ")
                .contains("the most confident mistakes", "the least certain answers")
                .doesNotContain("\033");
        assertThat(text(out).lines()).allMatch(line -> line.length() <= 80, "at most 80 columns");
    }

    @Test
    void coloursAreForTerminalsThatTakeThem() {
        var colourful = new Terminal(new PrintStream(out, true), new PrintStream(err, true), false, 80, true, false);
        out.reset();
        assertThat(Main.run(colourful, "evaluate", at("a"), at("digits.csv"), "--quiet")).isZero();
        assertThat(text(out)).contains("\033[1m", "\033[32m", "\033[0m");
    }

    @Test
    void mistakesAreWrittenWithTheRowsOfTheFile() throws IOException {
        Path mistakes = folder.resolve("m");
        assertThat(run("evaluate", at("a"), at("digits.csv"), "--mistakes", mistakes.toString(), "--cell", "3,8"))
                .isZero();
        assertThat(text(err))
                .contains("what the run held out, 60", "wrote " + mistakes.resolve("3-for-8.png"), "mistakes.csv");
        assertThat(ImageFiles.read(mistakes.resolve("least-certain.png")).channels()).isEqualTo(3);
        List<String> table = Files.readAllLines(mistakes.resolve("mistakes.csv"));
        List<String> rows = Files.readAllLines(folder.resolve("digits.csv"));
        assertThat(table.size()).isGreaterThan(2);
        for (String line : table.subList(1, table.size())) {
            String[] fields = line.split(",", -1);
            assertThat(fields[3]).isNotEqualTo(fields[4]);
            // The rows of the file are those of the samples, below the heading.
            assertThat(rows.get(Integer.parseInt(fields[1]))).startsWith(fields[3] + ",");
        }
        assertThat(text(out)).contains("the cell: 8 taken for 3, ").containsPattern("#\\d+ \\(row \\d+\\)");
    }

    @Test
    void twoClassesOfPicturesAreNamedByTheirFiles() {
        assertThat(run("evaluate", at("two"), at("pictures"), "--split", "all", "--cell", "one,one")).isZero();
        assertThat(text(out))
                .containsPattern("confusions +reference\nprediction +none +one\n")
                .contains("the cell: one as one, ", "one/picture")
                .doesNotContain("top-2");
        assertThat(text(out).lines()).allMatch(line -> line.length() <= 80, "at most 80 columns");
        assertThat(run("evaluate", at("two"), at("pictures"), "--split", "all", "--json", "--cell", "1,1")).isZero();
        Json cell = Json.parse(text(out).strip()).get("cells").items().getFirst();
        assertThat(cell.get("samples").items().getFirst().get("file").asText()).startsWith(at("pictures") + "/one/");
    }

    @Test
    void twoModelsAreComparedEachWithItsOwnPreparation() {
        assertThat(run("compare", at("a"), at("small"), at("digits.csv"), "--split", "all"))
                .as(err.toString())
                .isZero();
        assertThat(text(out))
                .containsPattern("A  .*a +0\\.\\d{4}  0\\.\\d{4} to 0\\.\\d{4} +\\d+ +\\d")
                .containsPattern("only A right +\\d+\nonly B right +\\d+\n")
                .containsPattern("McNemar's exact test: p [=<] ")
                .containsPattern("no more than\\snoise|more\\sthan\\snoise")
                .containsPattern("right with A, wrong with B: .*\n +reference +A says +B says\n  #\\d+");
        assertThat(text(out).lines()).allMatch(line -> line.length() <= 80, "at most 80 columns");
        assertThat(run("compare", at("a"), at("small"), at("digits.csv"), "--split", "all", "--json")).isZero();
        Json json = Json.parse(text(out).strip());
        assertThat(json.get("second_model").asText()).isEqualTo(at("small"));
        assertThat(json.get("right_to_wrong").items()).hasSize(json.get("only_first_right").asInt());
        assertThat(json.get("samples").asInt()).isEqualTo(200);
        int sum = 0;
        for (String key : List.of("both_right", "only_first_right", "only_second_right")) {
            sum += json.get(key).asInt();
        }
        assertThat(sum + json.get("both_wrong_alike").asInt() + json.get("both_wrong_differently").asInt())
                .isEqualTo(200);
    }

    @Test
    void aModelIsLikeItself() {
        assertThat(run("compare", at("a"), at("a"), at("digits.csv"))).isZero();
        assertThat(text(out)).contains("p = 1.0000", "Both are right on the same images: there is no difference");
    }

    @Test
    void whatCannotBeComparedIsExplained() {
        assertThat(run("compare", at("a"), at("b"), at("digits.csv"))).isEqualTo(2);
        assertThat(text(err))
                .containsPattern("comparing two models: the first was given row \\d+ as #\\d, the second row \\d+")
                .contains("expected the same images: --split all gives both all of them");
        assertThat(run("compare", at("a"), at("two"), at("pictures"), "--split", "all")).isEqualTo(2);
        assertThat(text(err)).contains("none").doesNotContain("\tat ");
        assertThat(run("compare", at("a"), at("two"), at("digits.csv"))).isEqualTo(2);
        assertThat(text(err))
                .contains("its samples are for the first what the run held out (60), for the second all samples (200)");
        assertThat(run("compare", at("a"), at("b"))).isEqualTo(2);
        assertThat(text(err)).contains("'DATA'", "fovea compare --help");
    }

    @Test
    void aCellThatIsNotThereIsExplained() throws IOException {
        assertThat(run("evaluate", at("a"), at("digits.csv"), "--cell", "4")).isEqualTo(2);
        assertThat(text(err)).contains("choosing the cell \"4\" of the confusion matrix: there is no comma");
        assertThat(run("evaluate", at("a"), at("digits.csv"), "--cell", "4,x")).isEqualTo(2);
        assertThat(text(err)).contains("there is no class \"x\"; expected PREDICTION,REFERENCE of the classes 0, 1, 2");
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(run("evaluate", at("a"), at("digits.csv"), "--mistakes", file.toString())).isEqualTo(2);
        assertThat(text(err)).contains("writing mistakes to " + file + ": a file stands there; expected a folder");
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var terminal = new Terminal(new PrintStream(out, true), new PrintStream(err, true), false, 80, false, false);
        return Main.run(terminal, arguments);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
