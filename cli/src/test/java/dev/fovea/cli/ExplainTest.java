package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;
import dev.fovea.data.Splits;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.model.Json;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Path folder = Path.of("");
    private String set = "";

    /// A small set and two models of it, with and without a convolution.
    @BeforeAll
    void train(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Path data = Files.createDirectory(folder.resolve("set"));
        Splits digits = Digits.draw(1, 200, 20);
        write(digits.train(), data, "train");
        write(digits.test(), data, "t10k");
        set = data.toString();
        ImageFiles.writePng(digits.test().image(4), folder.resolve("digit.png"));
        String layers = "network=[{conv: {filters: 4, kernel: 5, stride: 2}}, relu, flatten, {dense: 10}]";
        assertThat(train("linear", "network=linear")).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(train("conv", layers)).as(err.toString(StandardCharsets.UTF_8)).isZero();
    }

    private int train(String name, String network) {
        String run = folder.resolve(name).toString();
        return run("train", set, "--set", network, "--epochs", "3", "--set", "learningRate=0.01", "--out", run, "-q");
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

    private int run(String... arguments) {
        return run(false, arguments);
    }

    private int run(boolean colours, String... arguments) {
        out.reset();
        err.reset();
        PrintStream data = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream notes = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(new Terminal(data, notes, false, 80, colours, false), arguments);
    }

    private int explain(String model, String... more) {
        List<String> arguments = new ArrayList<>(List.of("explain", folder.resolve(model).toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theTerminalShowsMapsAndVerdictsInEightyColumns() {
        assertThat(explain("conv", "--image", set + "#4")).as(err()).isZero();
        assertThat(out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(out())
                .contains("the image", "saliency", "integrated-gradients", "occlusion", "grad-cam", ", labelled ")
                .contains("speak for the class", "The map is the output of relu1, 4 maps of 12 x 12")
                .containsPattern("in \\d+ steps \\(error 0\\.\\d\\d %\\)")
                .contains("576\n  windows, stride 1")
                .doesNotContain("\033[");
        assertThat(err()).isEmpty();
        String first = out();
        assertThat(explain("conv", "--image", set + "#4", "--threads", "1", "--vector", "scalar")).isZero();
        assertThat(out()).isEqualTo(first);
        assertThat(
                        run(
                                true,
                                "explain",
                                folder.resolve("conv").toString(),
                                "--image",
                                set + "#4",
                                "--method",
                                "occlusion"))
                .isZero();
        assertThat(out())
                .contains("\033[38;2;", "red speaks for the class, blue against it")
                .doesNotContain("saliency");
    }

    @Test
    void picturesAndNumbersAreWrittenAndTheSameEveryTime() throws IOException {
        Path look = folder.resolve("look");
        Path again = folder.resolve("again");
        for (Path place : List.of(look, again)) {
            assertThat(explain("conv", "--image", set + "#4", "--class", "7", "--out", place.toString()))
                    .as(err())
                    .isZero();
            assertThat(err()).contains("wrote " + place.resolve("explanation.png") + " and 10 more files beside it");
            assertThat(out()).contains("; why 7 (");
        }
        for (String method : List.of("saliency", "integrated-gradients", "occlusion", "grad-cam")) {
            assertThat(Files.readAllLines(look.resolve(method + ".csv")))
                    .hasSize(28)
                    .allMatch(line -> line.split(",").length == 28);
            Image picture = ImageFiles.read(look.resolve(method + ".png"));
            assertThat(picture.width()).isBetween(900, 1300);
            assertThat(Files.readAllBytes(again.resolve(method + ".png")))
                    .isEqualTo(Files.readAllBytes(look.resolve(method + ".png")));
        }
        List<String> curves = Files.readAllLines(look.resolve("curves.csv"));
        assertThat(curves).hasSize(114);
        assertThat(curves.getFirst())
                .startsWith("changed,saliency deletion,saliency insertion,integrated-gradients deletion")
                .endsWith("random deletion,random insertion,contrast deletion,contrast insertion");
        assertThat(curves.getLast()).startsWith("1.0,");
        assertThat(Files.readString(again.resolve("explanation.json")))
                .isEqualTo(Files.readString(look.resolve("explanation.json")));
    }

    @Test
    void jsonHasAllFigures() {
        String picture = folder.resolve("digit.png").toString();
        assertThat(
                        explain(
                                "conv",
                                "--image",
                                picture,
                                "--method",
                                "integrated-gradients,grad-cam",
                                "--layer",
                                "conv1",
                                "--json",
                                "--baseline",
                                "128"))
                .as(err())
                .isZero();
        Json json = Json.parse(out());
        assertThat(json.get("input").asText()).isEqualTo(picture);
        assertThat(json.get("label").toString()).isEqualTo("null");
        assertThat(json.get("baseline").asInt()).isEqualTo(128);
        List<Json> methods = items(json.get("methods"));
        assertThat(methods).hasSize(2);
        Json gradients = methods.getFirst();
        double sum = 0;
        for (Json row : items(gradients.get("map"))) {
            sum += items(row).stream().mapToDouble(Json::asDouble).sum();
        }
        assertThat(sum).isCloseTo(gradients.get("sum").asDouble(), within(1e-9));
        assertThat(gradients.get("relative_error").asDouble()).isLessThan(.005);
        assertThat(gradients.get("deletion").asDouble()).isBetween(0.0, 1.0);
        assertThat(methods.getLast().get("layer").asText()).isEqualTo("conv1");
        assertThat(items(methods.getLast().get("feature_weights"))).hasSize(4);
        assertThat(items(methods.getLast().get("cascade"))).hasSize(2);
        assertThat(methods.getLast().get("verdict").asText()).contains("map");
    }

    private static List<Json> items(Json json) {
        return ((Json.Items) json).items();
    }

    @Test
    void withoutConvolutionGradCamIsLeftOutAndSaysWhy() {
        assertThat(explain("linear", "--image", set + "#4")).isZero();
        assertThat(out())
                .contains("occlusion")
                .contains("grad-cam is left out: the network has no convolution, and so no feature maps to\nweigh;");
        assertThat(explain("linear", "--image", set + "#4", "--method", "grad-cam")).isEqualTo(2);
        assertThat(err())
                .startsWith("fovea: explaining by grad-cam: the network has no convolution")
                .contains("it has flatten1, fc1; take saliency, integrated-gradients or occlusion")
                .doesNotContain("\tat ");
    }

    @Test
    void wrongRequestsAreNamed() throws IOException {
        String image = set + "#4";
        refused("the model knows none of this name; expected one of 0, 1,", "--image", image, "--class", "seven");
        refused("did you mean \"conv1\"?; expected one of conv1, relu1", "--image", image, "--layer", "cnov1");
        refused("did you mean \"saliency\"?; expected all or one of", "--image", image, "--method", "salency");
        refused("none of this name; expected all or one of", "--image", image, "--method", "all,occlusion");
        refused(
                "option --layer: got conv1, but no method takes",
                "--image",
                image,
                "--layer",
                "conv1",
                "--method",
                "occlusion");
        refused("its output is [1, 576], without rows and columns", "--image", image, "--layer", "flatten1");
        refused("expected a byte, 0 (black) to 255 (white)", "--image", image, "--baseline", "300");
        refused("expected a window of at most 28", "--image", image, "--window", "29");
        refused("a stride of at most the window", "--image", image, "--window", "3", "--stride", "4");
        refused("expected at least 1, or 0 for what suits", "--image", image, "--window", "-3");
        refused("expected a number from 0 to 19 after '#'", "--image", set + "#20");
        refused("expected one: " + set + "#INDEX", "--image", set);
        refused("there is no such picture, nor a set of that name", "--image", "nowhere.png");
        refused("Missing required option: '--image=FILE|DATA#INDEX'");
        Path file = Files.writeString(folder.resolve("file"), "x");
        refused("exists already", "--image", image, "--method", "saliency", "--out", file.toString());
        assertThat(explain("none", "--image", image)).isEqualTo(2);
        assertThat(err()).contains("there is no such model; expected a .safetensors file").doesNotContain("\tat ");
    }

    private void refused(String message, String... more) {
        assertThat(explain("conv", more)).as(String.join(" ", more)).isEqualTo(2);
        assertThat(err()).startsWith("fovea: ").contains(message).doesNotContain("\tat ");
    }
}
