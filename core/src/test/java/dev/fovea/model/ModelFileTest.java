package dev.fovea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.image.Image;
import dev.fovea.image.PixelScaling;
import dev.fovea.nn.Layers;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class ModelFileTest {
    private static final List<String> LABELS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    @TempDir Path folder;

    private final Network network =
            Network.of(
                    Shape.of(1, 28, 28), 9, Layers.maxPool(4), Layers.batchNorm(), Layers.flatten(), Layers.dense(10));
    private final Preparation preparation = Preparation.digits(PixelScaling.UNIT);

    @Test
    void aModelIsReadAsItWasWritten() throws IOException {
        Path file = write(ModelFile.describe(network, preparation, LABELS), ModelFile.sources(network.all()));
        Classifier classifier = Classifier.load(file);
        assertThat(classifier.network().sha256()).isEqualTo(network.sha256());
        assertThat(classifier.network().layers()).isEqualTo(network.layers());
        assertThat(classifier.network().seed()).isEqualTo(9);
        assertThat(classifier.preparation()).isEqualTo(preparation);
        assertThat(classifier.labels()).isEqualTo(LABELS);
        Image picture = Image.filled(28, 28, 100);
        Prediction prediction = classifier.predict(picture);
        assertThat(prediction.probabilities())
                .isEqualTo(Classifier.of(network, preparation, LABELS).predict(picture).probabilities());
    }

    @Test
    void aFolderIsItsBestElseItsLast() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        assertThatThrownBy(() -> RunFiles.model(run))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("the folder has neither best.safetensors nor checkpoint.safetensors");
        Path last = Files.createFile(run.resolve("checkpoint.safetensors"));
        assertThat(RunFiles.model(run)).isEqualTo(last);
        Path best = Files.createFile(run.resolve("best.safetensors"));
        assertThat(RunFiles.model(run)).isEqualTo(best);
        assertThat(RunFiles.model(last)).isEqualTo(last);
        assertThatThrownBy(() -> RunFiles.model(folder.resolve("none")))
                .hasMessageContaining("there is no such model; expected a .safetensors file or the folder of a run");
    }

    @Test
    void aFileOfOthersIsRefused() throws IOException {
        Path file = write(Map.of("format", "pt"), List.of());
        assertThatThrownBy(() -> Classifier.load(file))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "reading the model "
                                + file
                                + ": it has no text \"fovea\" in its header, so it is a safetensors"
                                + " file of others; expected a checkpoint that fovea train wrote");
        Path newer = write(Map.of("fovea", "2"), List.of());
        assertThatThrownBy(() -> ModelFile.read(newer)).hasMessageContaining("it has the form 2; expected 1");
    }

    @Test
    void whatIsMissingOrWrongIsNamed() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>(ModelFile.describe(network, preparation, LABELS));
        List<SafetensorsWriter.Source> tensors = new ArrayList<>(ModelFile.sources(network.all()));
        SafetensorsWriter.Source weight = tensors.removeFirst();
        refused(texts, tensors, "it lacks the tensors " + weight.name() + " " + weight.shape() + "; it has [");
        tensors.addFirst(new SafetensorsWriter.Source(weight.name(), Shape.of(7), new float[7]));
        refused(texts, tensors, weight.name() + " " + weight.shape() + " (there it is [7])");

        List<SafetensorsWriter.Source> whole = ModelFile.sources(network.all());
        texts.put("network", "{\"sample\":[1,28,28],\"layers\":[\"flaten\"]}");
        refused(texts, whole, "reading a model, its network: ");
        texts.put("network", "{");
        refused(texts, whole, "reading a model, \"network\" in its header: JSON, line 1, column 2");
        texts.remove("network");
        refused(texts, whole, "its header has no text \"network\"");
    }

    @Test
    void sizesMustFit() {
        assertThatThrownBy(() ->
                        Classifier.of(
                                network,
                                Preparation.pictures(
                                        new dev.fovea.data.Dataset.ImageSize(1, 14, 14), PixelScaling.UNIT),
                                LABELS))
                .hasMessage(
                        "making a classifier: the network takes [1, 28, 28], the preparation gives [1, 14, 14];"
                                + " expected the same");
    }

    @Test
    void predictionsAreOrderedAndTiesKeepTheOrderOfClasses() {
        Prediction prediction = new Prediction(List.of("a", "b", "c", "d"), new float[] {.1f, .4f, .4f, .1f});
        assertThat(prediction.label()).isEqualTo("b");
        assertThat(prediction.probability()).isEqualTo(.4f);
        assertThat(prediction.top(3)).extracting(Prediction.Guess::label).containsExactly("b", "c", "a");
        assertThat(prediction.top(9)).hasSize(4);
        assertThat(prediction).hasToString("b (0.4)");
    }

    private void refused(Map<String, String> texts, List<SafetensorsWriter.Source> tensors, String message)
            throws IOException {
        Path file = write(texts, tensors);
        assertThatThrownBy(() -> ModelFile.read(file).network(Engine.standard()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private Path write(Map<String, String> texts, List<SafetensorsWriter.Source> tensors) throws IOException {
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter.write(file, texts, tensors);
        return file;
    }
}
