package dev.fovea.cli;

import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.relu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Json;
import dev.fovea.model.ModelFile;
import dev.fovea.model.Preparation;
import dev.fovea.model.SafetensorsWriter;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class InspectTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path folder;

    @BeforeEach
    void makeRun() throws Exception {
        save("epoch-1.safetensors", 1, 1);
        save("checkpoint.safetensors", 2, 2);
        StringBuilder rows = new StringBuilder("label");
        for (int i = 0; i < 64; i++) {
            rows.append(",p").append(i);
        }
        for (String label : List.of("Bag", "Dress")) {
            rows.append('\n').append(label);
            for (int i = 0; i < 64; i++) {
                rows.append(',').append(i * label.length() % 256);
            }
        }
        Files.writeString(folder.resolve("data.csv"), rows.append('\n'));
    }

    private void save(String name, long seed, int epoch) throws Exception {
        Network network = Network.of(Shape.of(1, 8, 8), seed, conv(3, 3), relu(), conv(2, 3), flatten(), dense(2));
        Preparation preparation = Preparation.pictures(new ImageSize(1, 8, 8), PixelScaling.UNIT);
        Map<String, String> texts =
                new LinkedHashMap<>(ModelFile.describe(network, preparation, List.of("Bag", "Dress")));
        texts.put("data", "{\"name\":\"some\",\"samples\":1,\"sha256\":\"0\"}");
        texts.put("training", "{\"epoch\":" + epoch + "}");
        SafetensorsWriter.write(folder.resolve(name), texts, ModelFile.sources(network.all()));
    }

    private int run(boolean colours, String... arguments) {
        out.reset();
        err.reset();
        var terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        80,
                        colours,
                        false);
        return Main.run(terminal, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String data() {
        return folder.resolve("data.csv").toString();
    }

    @Test
    void parametersAreATableOf80Columns() {
        assertThat(run(false, "inspect", folder.toString())).as(err()).isZero();
        assertThat(out().lines())
                .anyMatch(line -> line.matches("parameter +shape +minimum +maximum +mean +deviation"))
                .anyMatch(line -> line.matches("conv2.weight +2x3x3x3( +-?[0-9.e-]+){4}"))
                .allMatch(line -> line.length() <= 80);
        assertThat(out())
                .contains("The deviation is that of a sample (n - 1).", "Every filter of a layer: --layer conv1");
    }

    @Test
    void twoEpochsStandSideBySideFilterByFilter() {
        assertThat(run(false, "inspect", folder.toString(), "--epochs", "1,2", "--layer", "conv2", "--channel", "3"))
                .as(err())
                .isZero();
        assertThat(out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(out()).contains("conv2.weight, input channel 3", "epoch 1", "epoch 2").doesNotContain("conv1");
        assertThat(out().lines()).anyMatch(line -> line.matches(" +2( +-?[0-9.e-]+){8}"));
        Path other = folder.resolve("epoch-1.safetensors");
        assertThat(run(false, "inspect", folder.toString(), "--against", other.toString())).isZero();
        assertThat(out()).contains("  epoch 2", "  epoch 1");
    }

    @Test
    void aPictureShowsEveryLayerAndItsClass() {
        assertThat(run(false, "inspect", folder.toString(), "--image", data() + "#1")).as(err()).isZero();
        assertThat(out()).contains("data.csv#1, class Dress, taken for ");
        assertThat(out().lines())
                .anyMatch(line -> line.matches("conv1 +3x6x6( +-?[0-9.e-]+){4}"))
                .anyMatch(line -> line.matches("Dress +[0-9.]+ %.*"));
        assertThat(out()).doesNotContain("\033[");
    }

    @Test
    void aTerminalWithColoursShowsMaps() {
        String[] request = {"inspect", folder.toString(), "--image", data() + "#0", "--layer", "conv1"};
        assertThat(run(true, request)).as(err()).isZero();
        assertThat(out()).contains("\033[38;2;", "\u2580", "colours from ");
        assertThat(out().lines().map(line -> line.replaceAll("\033\\[[0-9;]*m", "")))
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void jsonHasAllOfIt() throws Exception {
        assertThat(run(false, "inspect", folder.toString(), "--image", data() + "#0", "--json")).isZero();
        Json json = Json.parse(out());
        assertThat(json.get("checkpoints").items().getFirst().get("parameters").items()).hasSize(6);
        assertThat(json.get("activations").items().get(1).get("layer").asText()).isEqualTo("conv1");
        assertThat(json.get("activations").items().get(1).get("values").items()).hasSize(108);
        assertThat(json.get("class").asText()).isEqualTo("Bag");
    }

    @Test
    void filesAreWrittenAndListed() {
        Path look = folder.resolve("look");
        assertThat(run(false, "inspect", folder.toString(), "--image", data() + "#0", "--out", look.toString()))
                .as(err())
                .isZero();
        assertThat(err()).contains("wrote ", "parameters.csv", "activations.csv", "inspection.json", "network.svg");
        assertThat(look.resolve("network.svg")).content().contains("<svg", "Convolution");
        assertThat(out()).isEmpty();
        assertThat(look.resolve("activations/01-conv1.png")).isNotEmptyFile();
        assertThat(look.resolve("parameters/conv1.weight-filters.svg")).isNotEmptyFile();
    }

    @Test
    void wrongRequestsAreSaid() {
        String model = folder.toString();
        wrong("there is no such model", "inspect", model + "/none.safetensors");
        wrong("did you mean \"conv1\"?", "inspect", model, "--layer", "cnov1");
        wrong("the run has no checkpoint of epoch 7; it keeps", "inspect", model, "--epochs", "1,7");
        wrong("expected one, or two to be looked at side by side", "inspect", model, "--epochs", "1,2,1");
        wrong("both say what is compared", "inspect", model, "--epochs", "1", "--against", model);
        wrong("expected a number from 0 to 1 after '#'", "inspect", model, "--image", data() + "#2");
        wrong("it has 2 pictures; expected one", "inspect", model, "--image", data());
        wrong("there is no such picture, nor a set of that name", "inspect", model, "--image", "none.png");
        wrong("option --channel: got 0; expected at least 1", "inspect", model, "--channel", "0");
        wrong("choosing the input channel 9: expected one from 1 to 3", "inspect", model, "--channel", "9");
        wrong("choosing the range of colours: got \"wide\"", "inspect", model, "--range", "wide");
        wrong("a file stands where a folder is expected", "inspect", model, "--out", data() + "/in");
    }

    private void wrong(String message, String... request) {
        assertThat(run(false, request)).as(String.join(" ", request) + err()).isEqualTo(2);
        assertThat(err()).startsWith("fovea: ").contains(message).doesNotContain("\tat ");
    }
}
