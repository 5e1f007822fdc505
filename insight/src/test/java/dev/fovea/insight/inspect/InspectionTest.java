package dev.fovea.insight.inspect;

import static dev.fovea.nn.Layers.batchNorm;
import static dev.fovea.nn.Layers.conv;
import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;
import static dev.fovea.nn.Layers.maxPool;
import static dev.fovea.nn.Layers.relu;
import static dev.fovea.nn.Layers.residual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.image.PixelScaling;
import dev.fovea.insight.picture.Drawing;
import dev.fovea.insight.picture.Mark;
import dev.fovea.model.Activations;
import dev.fovea.model.Classifier;
import dev.fovea.model.Json;
import dev.fovea.model.ModelFile;
import dev.fovea.model.Preparation;
import dev.fovea.model.SafetensorsWriter;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class InspectionTest {
    private static final ImageSize SIZE = new ImageSize(1, 12, 12);
    private static final List<String> LABELS = List.of("Trouser", "Bag", "Ankle boot");

    @TempDir Path folder;

    private static Network network(long seed) {
        return Network.of(
                Shape.of(1, 12, 12),
                seed,
                conv(4, 3),
                batchNorm(),
                relu(),
                residual(conv(4, 3).withSamePadding(), relu()),
                maxPool(2),
                flatten(),
                dense(3));
    }

    private static Inspection inspection(Range range, int channel, String... layers) {
        Network before = network(1);
        Snapshots snapshots =
                new Snapshots(
                        List.of(new Snapshot("epoch 1", "1", before), new Snapshot("epoch 19", "19", network(2))));
        Classifier classifier = Classifier.of(before, Preparation.pictures(SIZE, PixelScaling.UNIT), LABELS);
        byte[] pixels = new byte[SIZE.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7);
        }
        Activations activations = classifier.activations(Image.of(1, 12, 12, pixels));
        return new Inspection(
                snapshots,
                Selection.of(List.of(layers), before),
                channel,
                range,
                new Inspection.Seen("data/set#3", "Bag", activations));
    }

    private static List<String> texts(Drawing drawing) {
        return drawing.marks().stream()
                .filter(Mark.Text.class::isInstance)
                .map(mark -> ((Mark.Text) mark).text())
                .toList();
    }

    @Test
    void filtersOfTwoCheckpointsStandSideBySideOnOneScale() {
        Inspection inspection = inspection(new Range.Given(0.8), 0);
        ParameterPictures drawer =
                new ParameterPictures(inspection.snapshots(), inspection.channel(), inspection.range());
        assertThat(texts(drawer.of("conv1.weight")))
                .contains(
                        "conv1.weight: 4 filters of 3 × 3, 1 input channel",
                        "epoch 1",
                        "epoch 19",
                        "1",
                        "4",
                        "−0.8",
                        "0.8");
        assertThat(texts(drawer.of("residual1.conv1.weight")))
                .contains("residual1.conv1.weight: 4 filters of 3 × 3, 4 input channels", "filter ↓   input channel →");
        assertThat(texts(drawer.of("fc1.weight"))).contains("fc1.weight: 3 units of 100 inputs", "unit ↓   input →");
        assertThat(texts(drawer.of("fc1.bias"))).contains("fc1.bias: 3 numbers", "3");
    }

    @Test
    void oneChannelAndRangesOfTheirOwn() {
        Inspection inspection = inspection(new Range.Each(), 2, "residual1");
        ParameterPictures drawer =
                new ParameterPictures(inspection.snapshots(), inspection.channel(), inspection.range());
        assertThat(texts(drawer.of("residual1.conv1.weight")))
                .contains("residual1.conv1.weight: 4 filters of 3 × 3, input channel 2 of 4", "largest of each")
                .anyMatch(text -> text.startsWith("±"));
    }

    @Test
    void theFourLinesAreInOnePlot() {
        Inspection inspection = inspection(new Range.Common(), 0);
        Drawing lines = new ParameterPictures(inspection.snapshots(), 0, inspection.range()).lines("conv1.weight");
        assertThat(texts(lines)).contains("mean1", "std1", "mean19", "std19", "filter", "4");
        assertThat(lines.marks().stream().filter(mark -> mark instanceof Mark.Path path && path.points().size() == 4))
                .hasSize(4);
    }

    @Test
    void activationsAreMapsStripsAndBarsWithClassNames() {
        Inspection inspection = inspection(new Range.Common(), 0);
        ActivationPictures drawer = new ActivationPictures("set#3", LABELS, inspection.range());
        Activations activations = inspection.seen().activations();
        assertThat(texts(drawer.of(activations.layer("conv1"))))
                .contains("conv1: convolution, 4 maps of 10 × 10 (set#3)", "1", "4");
        assertThat(texts(drawer.of(activations.layer("flatten1")))).contains("flatten1: flatten, 100 numbers (set#3)");
        assertThat(texts(drawer.of(activations.layer("probabilities"))))
                .contains("probabilities: softmax, 3 numbers (set#3)", "Trouser", "Bag", "Ankle boot");
    }

    @Test
    void allOfItIsWritten() throws Exception {
        List<InspectionFiles.Written> written = InspectionFiles.write(inspection(new Range.Common(), 0), folder);
        assertThat(written)
                .extracting(InspectionFiles.Written::files)
                .containsExactly(
                        "parameters/*.png",
                        "parameters/*-filters.png, .svg",
                        "parameters.csv",
                        "activations/*.png",
                        "activations.csv",
                        "inspection.json");
        for (String name :
                List.of(
                        "parameters/conv1.weight.png",
                        "parameters/bn1.mean.png",
                        "parameters/fc1.weight-filters.png",
                        "activations/00-input.png",
                        "activations/04-residual1.png",
                        "activations/05-residual1.conv1.png",
                        "activations/11-probabilities.png")) {
            Path file = folder.resolve(name);
            assertThat(file).exists();
            assertThat(ImageFiles.read(file).width()).as(name).isGreaterThan(100);
        }
        List<String> figures = Files.readAllLines(folder.resolve("parameters.csv"));
        assertThat(figures.getFirst())
                .isEqualTo("checkpoint,parameter,filter,channel,count,minimum,maximum,mean,deviation");
        assertThat(figures).anyMatch(line -> line.startsWith("epoch 19,residual1.conv1.weight,4,2,9,"));
        Json json = Json.parse(Files.readString(folder.resolve("inspection.json")));
        assertThat(json.get("checkpoints").items()).hasSize(2);
        assertThat(json.get("prediction").asText()).isIn(LABELS);
        assertThat(json.get("class").asText()).isEqualTo("Bag");
        // 144 + 6 x 400 + 2 x 100 + 3 x 3 values and the head.
        assertThat(Files.readAllLines(folder.resolve("activations.csv"))).hasSize(2754);
    }

    @Test
    void theSameInspectionGivesTheSameBytes() throws Exception {
        Path other = folder.resolve("other");
        Path one = folder.resolve("one");
        InspectionFiles.write(inspection(new Range.Common(), 0), one);
        InspectionFiles.write(inspection(new Range.Common(), 0), other);
        try (var files = Files.walk(one)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(other.resolve(one.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void layersAreChosenByNameWithWhatIsWithinThem() {
        Inspection inspection = inspection(new Range.Common(), 0, "residual1", "fc1.bias");
        assertThat(inspection.names()).containsExactly("residual1.conv1.weight", "residual1.conv1.bias", "fc1.bias");
        assertThat(inspection.outputs())
                .extracting(Activations.Output::name)
                .containsExactly("residual1", "residual1.conv1", "residual1.relu1");
        assertThatThrownBy(() -> inspection(new Range.Common(), 0, "residul1"))
                .hasMessageContaining(
                        "looking for the layer \"residul1\": the network has none of this name; did you mean"
                                + " \"residual1\"?; expected one of conv1, bn1,");
        assertThatThrownBy(() -> inspection(new Range.Common(), 5))
                .hasMessage("choosing the input channel 5: expected one from 1 to 4, or none for all");
        assertThatThrownBy(() -> inspection(new Range.Common(), 1, "fc1"))
                .hasMessage("choosing the input channel 1: none of the layers is a convolution");
    }

    @Test
    void checkpointsAreCalledByTheirEpochsElseByTheirPaths() throws Exception {
        Path one = save("epoch-1.safetensors", network(1), 1);
        Path other = save("epoch-19.safetensors", network(2), 19);
        Path same = save("same.safetensors", network(3), 19);
        assertThat(Snapshots.read(List.of(one, other), Engine.standard()).all())
                .extracting(Snapshot::label, Snapshot::mark)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("epoch 1", "1"),
                        org.assertj.core.groups.Tuple.tuple("epoch 19", "19"));
        assertThat(Snapshots.read(List.of(other, same), Engine.standard()).all())
                .extracting(Snapshot::label)
                .containsExactly("A: " + other, "B: " + same);
        assertThat(Snapshots.ofEpoch(folder, 19)).isEqualTo(other);
        assertThatThrownBy(() -> Snapshots.ofEpoch(folder, 7))
                .hasMessageContaining(
                        "the run has no checkpoint of epoch 7; it keeps epoch-1.safetensors,"
                                + " epoch-19.safetensors, same.safetensors; expected");
        Network different = Network.of(Shape.of(1, 12, 12), 1, flatten(), dense(3));
        Path third = save("different.safetensors", different, 3);
        assertThatThrownBy(() -> Snapshots.read(List.of(one, third), Engine.standard()))
                .hasMessageContaining("side by side: they differ, ")
                .hasMessageContaining("conv1.weight=[4, 1, 3, 3]")
                .hasMessageEndingWith("expected two checkpoints of one network");
    }

    private Path save(String name, Network network, int epoch) throws Exception {
        Path file = folder.resolve(name);
        Map<String, String> texts =
                new LinkedHashMap<>(ModelFile.describe(network, Preparation.pictures(SIZE, PixelScaling.UNIT), LABELS));
        texts.put("training", "{\"epoch\":" + epoch + "}");
        SafetensorsWriter.write(file, texts, ModelFile.sources(network.all()));
        return file;
    }
}
