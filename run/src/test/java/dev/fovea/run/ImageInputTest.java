package dev.fovea.run;

import static dev.fovea.nn.Layers.dense;
import static dev.fovea.nn.Layers.flatten;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.ClassNames;
import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Classifier;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ImageInputTest {
    private static final Classifier CLASSIFIER = classifier(ClassNames.numbered(3));

    @TempDir Path folder;

    private static Classifier classifier(List<String> labels) {
        Preparation preparation = Preparation.pictures(new ImageSize(1, 2, 2), PixelScaling.UNIT);
        Network network = Network.of(Shape.of(1, 2, 2), 1, flatten(), dense(3));
        return Classifier.of(network, preparation, labels);
    }

    private ImageInput read(String input, Classifier classifier) throws Exception {
        DataOptions options = DataOptions.standard().withOffline(true);
        ModelData data = ModelData.of(classifier.preparation(), options);
        return ImageInput.read(input, classifier, data, "inspecting");
    }

    private Path table() throws Exception {
        Path file = folder.resolve("some.csv");
        Files.writeString(file, "label,p0,p1,p2,p3\n2,0,51,102,255\n0,1,2,3,4\n1,5,6,7,8\n");
        return file;
    }

    @Test
    void aSampleOfATableHasItsPixelsAndClass() throws Exception {
        ImageInput sample = read(table() + "#0", CLASSIFIER);
        assertThat(sample.inputs()).containsExactly(0, 51 * (1 / 255f), 102 * (1 / 255f), 1);
        assertThat(sample.image()).isEqualTo(Image.of(1, 2, 2, new byte[] {0, 51, 102, (byte) 255}));
        assertThat(sample.label()).isEqualTo(2);
        assertThat(sample.className()).isEqualTo("2");
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsNamedOnly() throws Exception {
        ImageInput sample = read(table() + "#1", classifier(List.of("a", "b", "c")));
        assertThat(sample.label()).isEqualTo(Dataset.NO_LABEL);
        assertThat(sample.className()).isEqualTo("0");
    }

    @Test
    void aPictureIsPreparedAndHasNoClass() throws Exception {
        Path file = folder.resolve("picture.png");
        ImageFiles.writePng(Image.filled(4, 4, 51), file);
        ImageInput picture = read(file.toString(), CLASSIFIER);
        assertThat(picture.inputs())
                .containsExactly(51 * (1 / 255f), 51 * (1 / 255f), 51 * (1 / 255f), 51 * (1 / 255f));
        assertThat(picture.className()).isNull();
        assertThat(picture.label()).isEqualTo(Dataset.NO_LABEL);
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        String table = table().toString();
        assertThatThrownBy(() -> read(table + "#3", CLASSIFIER))
                .hasMessage("choosing the sample " + table + "#3: expected a number from 0 to 2 after '#'");
        assertThatThrownBy(() -> read(table + "#-1", CLASSIFIER)).hasMessageContaining("expected a number from 0 to 2");
        assertThatThrownBy(() -> read(table + "#", CLASSIFIER)).hasMessageContaining("expected a number from 0 to 2");
        assertThatThrownBy(() -> read(table, CLASSIFIER))
                .hasMessage(
                        "inspecting "
                                + table
                                + ": it has 3 pictures; expected one: "
                                + table
                                + "#INDEX with an index from 0 to 2, or a picture's file");
        assertThatThrownBy(() -> read("mnits#1", CLASSIFIER))
                .hasMessageStartingWith(
                        "inspecting mnits#1: there is no such picture, nor a set of that name; did you mean \"mnist\"?");
    }
}
