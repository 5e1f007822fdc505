package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.data.Splits;
import dev.fovea.model.Json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class TrainTest {
    private static final List<String> QUICK = List.of("--set", "network=linear", "--set", "learningRate=0.02");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    private String data = "";

    /// A set of 150 and 100 digits, so that nothing has to be drawn but these.
    @BeforeEach
    void writeSet() throws IOException {
        Path set = Files.createDirectory(folder.resolve("set"));
        Splits digits = Digits.draw(1, 150, 100);
        write(digits.train(), set, "train");
        write(digits.test(), set, "t10k");
        data = set.toString();
    }

    private static void write(Dataset samples, Path set, String prefix) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + samples.size() * 784);
        images.putInt(0x803).putInt(samples.size()).putInt(28).putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + samples.size()).putInt(0x801).putInt(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            images.put(samples.image(i).pixels());
            labels.put((byte) samples.label(i));
        }
        Files.write(set.resolve(prefix + "-images-idx3-ubyte"), images.array());
        Files.write(set.resolve(prefix + "-labels-idx1-ubyte"), labels.array());
    }

    @Test
    void trainingEndsWithAccuracyWeightsAndFolder() throws IOException {
        Path run = folder.resolve("a");
        assertThat(train(data, "--epochs", "2", "--out", run.toString())).isZero();
        assertThat(text(out))
                .containsPattern("accuracy  0\\.\\d+\nweights   sha256:[0-9a-f]{64}\nrun       " + run + "\n");
        assertThat(text(err))
                .contains("data      set: 150 to train on, 100 to evaluate, 1 x 28 x 28", "device    CPU, ", "fc1")
                .containsPattern(
                        "epoch +train loss +accuracy +test loss +accuracy +seconds +images/s\n0/2 +- +- +[0-9.]+ +[0-9.]+ % +before training\n")
                .containsPattern("2/2 +[0-9.]+ +[0-9.]+ % +[0-9.]+ +[0-9.]+ % +[0-9.]+ +[0-9,]+\n")
                .doesNotContain("\r", "\tat ");
        assertThat(run.resolve("run.yaml")).content().contains("data: " + data, "epochs: 2");
        assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(4);

        // Once more: the folder is there.
        assertThat(train(data, "--out", run.toString())).isEqualTo(2);
        assertThat(text(err))
                .contains("fovea: beginning a run in " + run + ": it exists already; expected a new folder;");
    }

    @Test
    void resumingGivesTheWeightsOfATrainingThatNeverStopped() throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        assertThat(train(data, "--epochs", "3", "--out", whole.toString(), "--json")).isZero();
        Json expected = Json.parse(text(out).strip());
        assertThat(train(data, "--epochs", "1", "--out", parts.toString(), "--quiet")).isZero();
        assertThat(run("train", "--resume", parts.toString(), "--epochs", "3", "--json", "--quiet")).isZero();
        Json resumed = Json.parse(text(out).strip());
        assertThat(resumed.get("sha256")).isEqualTo(expected.get("sha256"));
        assertThat(resumed.get("accuracy")).isEqualTo(expected.get("accuracy"));
        assertThat(resumed.get("epoch").asInt()).isEqualTo(3);
        assertThat(text(err)).isEmpty();
        assertThat(Files.readAllLines(parts.resolve("metrics.jsonl"))).hasSize(6);
    }

    /// The run file in a run's folder has all that the run was.
    @Test
    void theRunFileOfAFolderGivesTheSameBitsAgain() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        List<String> arguments = new ArrayList<>(List.of("train", data, "--out", first.toString(), "--json"));
        for (String setting :
                List.of(
                        "network=[{conv: {filters: 3, kernel: 5}}, batchNorm, relu, {maxPool: 2}, flatten, {dropout:"
                                + " 0.2}, {dense: 10}]",
                        "epochs=2",
                        "seed=5",
                        "batchSize=32",
                        "averaging=0.9",
                        "labelSmoothing=0.1",
                        "initialiser.weight=heNormal",
                        "split.holdOut=30",
                        "finalTest=true",
                        "augmentation={shift: 2, turn: 10, scale: 0.1, elastic: 1, flip: 0.5, brightness: 0.2, erase: 4,"
                                + " noise: 0.1}")) {
            arguments.addAll(List.of("--set", setting));
        }
        assertThat(run(arguments.toArray(String[]::new))).as(text(err)).isZero();
        Json whole = Json.parse(text(out).strip());
        assertThat(text(err)).contains("set: 120 to train on, 30 to evaluate, 100 to test at the end, 1 x 28 x 28");
        assertThat(Files.readString(first.resolve("metrics.jsonl"))).contains("\"event\":\"final_test\"");
        String file = first.resolve("run.yaml").toString();
        assertThat(run("train", "--run", file, "--out", second.toString(), "--json", "--threads", "1")).isZero();
        Json again = Json.parse(text(out).strip());
        for (String key : List.of("sha256", "accuracy", "log_loss", "test_accuracy", "test_log_loss")) {
            assertThat(again.get(key)).as(key).isEqualTo(whole.get(key));
        }
        assertThat(run("train", "--resume", first.toString(), "--set", "learningRate={cosine: 0.1}", "--epochs", "3"))
                .isEqualTo(2);
        assertThat(text(err)).contains("options there: ");
    }

    @Test
    void aModelIsEvaluatedAndPredicts() throws IOException {
        Path run = folder.resolve("a");
        assertThat(train(data, "--epochs", "2", "--out", run.toString(), "--json")).isZero();
        Json trained = Json.parse(text(out).strip());
        assertThat(run("evaluate", run.toString(), data, "--json")).isZero();
        Json evaluated = Json.parse(text(out).strip());
        assertThat(evaluated.get("accuracy")).isEqualTo(trained.get("accuracy"));
        assertThat(evaluated.get("log_loss")).isEqualTo(trained.get("log_loss"));
        assertThat(run("evaluate", run.toString(), data)).isZero();
        assertThat(text(out))
                .contains(
                        "accuracy             " + trained.get("accuracy") + " (",
                        "95 % interval",
                        "kappa",
                        "prediction",
                        "F1");

        assertThat(run("predict", run.toString(), data + "#7", data + "#99", "--top", "2")).isZero();
        assertThat(text(out)).containsPattern("set#7: \\d [0-9.]+ %, \\d [0-9.]+ %\n.*set#99: \\d [0-9.]+ %, ");
        Path csv = folder.resolve("p.csv");
        Path submission = folder.resolve("s.csv");
        assertThat(run("predict", run.toString(), data, "--csv", csv.toString(), "--submission", submission.toString()))
                .isZero();
        assertThat(Files.readAllLines(csv))
                .hasSize(101)
                .startsWith("input,label,probability,p_0,p_1,p_2,p_3,p_4,p_5,p_6,p_7,p_8,p_9");
        assertThat(Files.readAllLines(submission)).hasSize(101).startsWith("ImageId,Label");
        assertThat(run("predict", run.toString(), data + "#100")).isEqualTo(2);
        assertThat(text(err)).contains("#100: expected a number from 0 to 99 after '#'");
        assertThat(run("predict", run.toString(), "digit.png")).isEqualTo(2);
        assertThat(text(err)).contains("predicting digit.png: there is no such picture, nor a set of that name");
    }

    @Test
    void aTrainingThatDivergesFailsAndSaysWhatToTry() {
        assertThat(train(data, "--learning-rate", "1e38", "--out", folder.resolve("wild").toString())).isEqualTo(1);
        assertThat(text(err))
                .containsPattern(
                        "fovea: training, epoch \\d at the learning rate 1.0E38: the .* try a learning rate ten times smaller")
                .doesNotContain("\tat ");
    }

    @Test
    void wrongRequestsAreExplained() {
        assertThat(run("train", "--device", "gpu:0")).isEqualTo(2);
        assertThat(text(err)).contains("fovea: choosing the device gpu:0: this version has no back end for GPUs");
        assertThat(run("train", "--epochs", "x")).isEqualTo(2);
        assertThat(text(err)).isEqualTo("fovea: option --epochs: epochs is x, expected a whole number from 1\n");
        assertThat(run("train", "--set", "epochs")).isEqualTo(2);
        assertThat(text(err)).contains("option --set: got \"epochs\"; expected KEY=VALUE");
        assertThat(run("train", "--learning-rate", "fast")).isEqualTo(2);
        assertThat(text(err)).contains("option --learning-rate: got \"fast\"; expected a number");
        assertThat(run("train", "mnst")).isEqualTo(2);
        assertThat(text(err)).contains("did you mean \"mnist\"?");
        assertThat(run("train", "--resume", folder.toString())).isEqualTo(2);
        assertThat(text(err)).contains("going on with the run of " + folder + ": it has no run.yaml");
        assertThat(run("train", "--resume", "a", "--out", "b")).isEqualTo(2);
        assertThat(text(err)).contains("expected one of --recipe, --run and --resume");
        assertThat(run("train", "--run", folder.resolve("x.yaml").toString())).isEqualTo(2);
        assertThat(text(err)).contains("x.yaml: no such file or folder");
        assertThat(run("evaluate", folder.toString(), "digits")).isEqualTo(2);
        assertThat(text(err)).contains("the folder has neither best.safetensors nor checkpoint.safetensors");
        assertThat(run("predict", "nowhere", "a.png")).isEqualTo(2);
        assertThat(text(err)).contains("nowhere: there is no such model");
    }

    @Test
    void aProgramOfOneFileIsRunWithTheLibrary() throws IOException {
        Path program = folder.resolve("Program.java");
        Files.writeString(
                program,
                """
                import dev.fovea.shape.Shape;

                void main(String[] arguments) {
                    System.exit(Shape.of(2, 3).size() + arguments.length);
                }
                """);
        assertThat(run("exec", program.toString(), "--json", "x")).isEqualTo(8);
        assertThat(run("exec", "nothing.java")).isEqualTo(2);
        assertThat(text(err)).contains("running nothing.java: there is no such file");
    }

    @Test
    void layersAreListedAndDescribed() {
        assertThat(run("layers", "--quiet")).isZero();
        assertThat(text(out).lines()).hasSize(16).allMatch(line -> line.length() <= 80);
        assertThat(run("layers", "Conv")).isZero();
        assertThat(text(out))
                .contains("formula     y[f, i, j] = bias[f] + sum over c, k, l of weight[f, c, k, l]")
                .contains("parameters  weight [filters, C / groups, kernel, kernel], bias [filters]")
                .contains("  stride    pixels from one window to the next, or [rows, columns] (usually 1)");
        assertThat(text(out).lines()).allMatch(line -> line.length() <= 80);
        assertThat(run("layers", "--json", "--quiet")).isZero();
        assertThat(text(out).lines())
                .hasSize(16)
                .first()
                .asString()
                .contains("\"options\":[{\"option\":\"filters\",\"usually\":\"\",\"meaning\":\"output channels\"}");
        assertThat(run("layers", "maxpol")).isEqualTo(2);
        assertThat(text(err)).contains("describing the layer \"maxpol\"", "maxPool");
    }

    /// What the examples say is a network that can be read.
    @Test
    void everyExampleOfALayerCanBeRead() {
        for (dev.fovea.nn.LayerKind kind : dev.fovea.nn.NetworkDescription.kinds()) {
            String network = "network: [" + kind.example().description() + "]";
            assertThat(dev.fovea.run.RunFile.parse("an example", network, List.of()).toYaml()).contains(kind.name());
        }
    }

    @Test
    void recipesAreListedAndPrinted() {
        assertThat(run("recipes")).isZero();
        assertThat(text(out))
                .contains(
                        "mxnet-r-lenet\n  reproduces  Implementing LeNet with MXNET in R (G. Sposito, 2018)\n",
                        "  reported    accuracy .9901, kappa .9890\n")
                .contains(dev.fovea.run.Recipes.names());
        assertThat(run("recipes", "--json", "--quiet")).isZero();
        assertThat(text(out).lines()).hasSize(dev.fovea.run.Recipes.names().size());
        assertThat(run("recipes", "flux-zoo-cnn")).isZero();
        assertThat(text(out)).isEqualTo(dev.fovea.run.Recipes.text("flux-zoo-cnn").replace("\r", ""));
        assertThat(run("recipes", "flux-zo-cnn")).isEqualTo(2);
        assertThat(text(err)).contains("there is none; did you mean \"flux-zoo-cnn\"?");
    }

    @Test
    void aBarIsDrawnOnATerminal() {
        assertThat(ProgressBar.line(new ProgressBar.State("epoch 2/8", .5, 12345.6, 63, .0312), 100))
                .startsWith(
                        "epoch 2/8 [====================                    ]  50 %  12,346 images/s  1:03 left  loss 0.0312")
                .hasSize(100);
        assertThat(ProgressBar.line(new ProgressBar.State("epoch 2/8", .5, 12345.6, 7263, .0312), 50))
                .isEqualTo("epoch 2/8  50 %  12,346 images/s  2:01:03 left  lo");
        var terminal = new Terminal(new PrintStream(out, true), new PrintStream(err, true), true, 80, false, false);
        List<String> arguments = new ArrayList<>(List.of("train", data, "--out", folder.resolve("t").toString()));
        arguments.addAll(QUICK);
        assertThat(Main.run(terminal, arguments.toArray(String[]::new))).isZero();
        assertThat(text(err)).contains("\repoch 1/8 [");
    }

    private int train(String... arguments) {
        List<String> all = new ArrayList<>(List.of("train"));
        all.addAll(QUICK);
        all.addAll(List.of(arguments));
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
