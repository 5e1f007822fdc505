package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Digits;
import dev.fovea.data.Parts;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.model.Json;
import dev.fovea.run.DataFormat;
import dev.fovea.run.DataWriter;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Data of every form go through describe, convert, train, evaluate and predict.
class DataTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    private String idx = "";

    @BeforeEach
    void writeSet() throws IOException {
        idx = folder.resolve("idx").toString();
        DataWriter.write(Parts.of(Digits.draw(1, 300, 100)), Path.of(idx), DataFormat.IDX, 1);
    }

    @Test
    void theKagglePairGoesFromTheSetToTheSubmission() throws IOException {
        String kaggle = folder.resolve("kaggle").toString();
        assertThat(run("data", "convert", idx, kaggle, "--format", "kaggle")).isZero();
        assertThat(text(out))
                .contains(
                        "train.csv: 240 samples\n",
                        "test.csv: 160 samples without labels\n",
                        "solution.csv: 160 samples\n");
        String run = folder.resolve("run").toString();
        assertThat(train(kaggle + "/train.csv", run, "--set", "split.train=0.8")).isZero();
        assertThat(text(err)).contains("192 to train on, 48 to evaluate");
        Json trained = Json.parse(text(out));
        assertThat(run("evaluate", run, kaggle + "/train.csv", "--json")).isZero();
        assertThat(text(err)).contains("what the run held out, 48");
        assertThat(Json.parse(text(out)).get("accuracy")).isEqualTo(trained.get("accuracy"));
        Path moved = Files.move(Path.of(kaggle, "train.csv"), folder.resolve("moved.csv"));
        assertThat(run("evaluate", run, moved.toString(), "--split", "train")).isZero();
        assertThat(text(err)).contains("what the run was trained on, 192");
        assertThat(run("evaluate", run + "/checkpoint.safetensors", moved.toString())).isZero();
        assertThat(text(err)).contains("what the run held out, 48");
        String submission = folder.resolve("submission.csv").toString();
        assertThat(run("predict", run, kaggle + "/test.csv", "--submission", submission)).isZero();
        List<String> predicted = Files.readAllLines(Path.of(submission));
        List<String> solution = Files.readAllLines(Path.of(kaggle, "solution.csv"));
        assertThat(predicted).hasSize(161).startsWith("ImageId,Label");
        int hits = 0;
        for (int i = 1; i < predicted.size(); i++) {
            assertThat(predicted.get(i)).startsWith(i + ",");
            hits += predicted.get(i).equals(solution.get(i)) ? 1 : 0;
        }
        assertThat(hits).isGreaterThan(80);
        assertThat(run("evaluate", run, kaggle + "/test.csv")).isEqualTo(2);
        assertThat(text(err)).contains("its samples have no labels; expected labelled samples");
    }

    @Test
    void theSameSamplesInAnyFormGetTheSameAccuracy() throws IOException {
        String run = folder.resolve("run").toString();
        assertThat(train(idx, run)).isZero();
        String expected = Json.parse(text(out)).get("accuracy").toString();
        String csv = Files.readString(Path.of(run, "run.yaml"));
        assertThat(csv).contains("size: 28x28").contains("colour: grey");
        List<String> forms = List.of("set.npz", "set.zip", "png", "csv");
        for (String form : forms) {
            String data = folder.resolve(form).toString();
            List<String> convert = new ArrayList<>(List.of("data", "convert", idx, data));
            convert.addAll(form.equals("csv") ? List.of("--format", "csv") : List.of());
            assertThat(run(convert.toArray(String[]::new))).isZero();
            assertThat(run("evaluate", run, data, "--json")).isZero();
            assertThat(Json.parse(text(out)).get("accuracy").toString()).isEqualTo(expected);
            assertThat(text(err)).contains("its test part, 100");
        }
        String larger = folder.resolve("colour.zip").toString();
        assertThat(
                        run(
                                "data",
                                "convert",
                                idx,
                                larger,
                                "--set",
                                "preparation.size=56",
                                "--set",
                                "preparation.colour=colour"))
                .isZero();
        assertThat(run("evaluate", run, larger, "--json")).isZero();
        // Enlarged by two and made smaller again: the same pixels.
        assertThat(Json.parse(text(out)).get("accuracy").toString()).isEqualTo(expected);
        assertThat(run("predict", run, folder.resolve("png").toString(), "--json")).isZero();
        assertThat(text(out).lines()).hasSize(100);
        assertThat(text(out)).contains("png/test/0/0");
    }

    @Test
    void theDefaultNetworkFitsColouredImagesOfAnySize() throws IOException {
        String data = folder.resolve("colour").toString();
        assertThat(
                        run(
                                "data",
                                "convert",
                                idx,
                                data,
                                "--set",
                                "preparation.size=12x18",
                                "--set",
                                "preparation.colour=colour",
                                "--split",
                                "train"))
                .isZero();
        String run = folder.resolve("run").toString();
        // A single part: a fifth of it is held out.
        assertThat(
                        run(
                                "train",
                                data,
                                "--epochs",
                                "1",
                                "--out",
                                run,
                                "--set",
                                "trainSamples=40",
                                "--set",
                                "preparation.colour=colour"))
                .isZero();
        assertThat(text(err)).contains("32 to train on, 8 to evaluate, 3 x 12 x 18").contains("Dense 10");
    }

    /// Digits of any size, half of them dark on light, in folders.
    @Test
    void whatTrainingDidToPicturesEvaluationDoesWithoutBeingTold() throws IOException {
        Path photos = folder.resolve("photos");
        for (int i = 0; i < 200; i++) {
            Image digit = Digits.image(i % 10, 3, i, 24 + i % 30);
            Path file = photos.resolve((i < 150 ? "train/" : "test/") + i % 10 + "/" + i + ".png");
            Files.createDirectories(file.getParent());
            ImageFiles.writePng(i % 2 == 0 ? digit : digit.inverted().toChannels(3), file);
        }
        String run = folder.resolve("run").toString();
        assertThat(train(photos.toString(), run, "--set", "preparation.form=digit", "--set", "preparation.size=28"))
                .isZero();
        Json trained = Json.parse(text(out));
        assertThat(text(err)).contains("150 to train on, 50 to evaluate, 1 x 28 x 28");
        assertThat(run("evaluate", run, photos.toString(), "--json")).isZero();
        assertThat(Json.parse(text(out)).get("accuracy")).isEqualTo(trained.get("accuracy"));
        double accuracy = trained.get("accuracy").asDouble();
        assertThat(accuracy).isGreaterThan(.25); // a linear layer, 150 samples, 3 epochs
        // One by one, as pictures in use.
        List<String> command = new ArrayList<>(List.of("predict", run));
        for (int i = 150; i < 200; i++) {
            command.add(photos.resolve("test/" + i % 10 + "/" + i + ".png").toString());
        }
        assertThat(run(command.toArray(String[]::new))).isZero();
        long hits = text(out).lines().filter(line -> line.matches(".*/(\\d)/\\d+\\.png: \\1 .*")).count();
        assertThat(hits).isEqualTo(Math.round(accuracy * 50));
    }

    @Test
    void aDescriptionFitsTheTerminal() throws IOException {
        String grids = folder.resolve("grids").toString();
        assertThat(run("data", "describe", idx, "--out", grids)).isZero();
        assertThat(text(out).lines()).allMatch(line -> line.length() <= 80);
        assertThat(text(out))
                .contains(
                        "train     300 samples of 1 x 28 x 28",
                        "the first 16 of test",
                        "train as stored",
                        "nothing looks wrong")
                .contains("@");
        assertThat(text(err))
                .contains("wrote " + Path.of(grids, "train.png"), "wrote " + Path.of(grids, "test-classes.png"));
        assertThat(run("data", "describe", idx, "--json", "--set", "transposed=true")).isZero();
        Json json = Json.parse(text(out));
        assertThat(json.get("parts").items()).hasSize(2);
        assertThat(json.get("findings").items().getFirst().get("kind").asText()).isEqualTo("transposed");
    }

    @Test
    void wrongDataAreAWrongRequest() throws IOException {
        Path csv = folder.resolve("bad.csv");
        Files.writeString(csv, "label,pixel0\n1,2\n1,x\n");
        for (List<String> command :
                List.of(List.of("data", "describe", csv.toString()), List.of("train", csv.toString()))) {
            assertThat(run(command.toArray(String[]::new))).isEqualTo(2);
            assertThat(text(err)).contains("bad.csv, line 3, column 2 (pixel0): found \"x\", expected a whole number");
        }
        assertThat(run("data", "convert", idx, csv.toString())).isEqualTo(2);
        assertThat(text(err)).contains("bad.csv: it exists already");
        assertThat(run("data", "convert", idx, "a.jpg")).isEqualTo(2);
        assertThat(text(err)).contains("expected a name that ends with .csv, .npz or .zip");
        assertThat(run("data")).isEqualTo(2);
        assertThat(text(err)).contains("which command? One of describe, convert.");
        assertThat(run("data", "describe", idx, "--grid", "-1")).isEqualTo(2);
        assertThat(run("data", "describe", folder.resolve("nothing").toString())).isEqualTo(2);
        assertThat(text(err)).contains("nor a path that exists");
    }

    private int train(String data, String run, String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "train",
                                data,
                                "--out",
                                run,
                                "--epochs",
                                "3",
                                "--json",
                                "--set",
                                "network=linear",
                                "--set",
                                "learningRate=0.02"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var terminal = new Terminal(new PrintStream(out, true), new PrintStream(err, true), false, 80, false, false);
        return Main.run(terminal, arguments);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
