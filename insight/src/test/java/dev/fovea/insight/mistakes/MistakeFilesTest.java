package dev.fovea.insight.mistakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.image.PixelScaling;
import dev.fovea.insight.statistics.Mistakes;
import dev.fovea.insight.statistics.Predictions;
import dev.fovea.model.Classifier;
import dev.fovea.model.Preparation;
import dev.fovea.nn.Layers;
import dev.fovea.nn.Network;
import dev.fovea.run.ModelData;
import dev.fovea.shape.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

class MistakeFilesTest {
    private static final List<String> LABELS = List.of("an/ant", "a, bee", "cat");

    @TempDir Path folder;

    /// Right, then an ant taken for a bee, twice, then a cat taken for an ant.
    private static Predictions four(List<String> files) {
        return predictions(
                LABELS, new int[] {0, 0, 0, 2}, new int[][] {{9, 1, 1}, {1, 4, 2}, {1, 9, 1}, {6, 1, 2}}, files);
    }

    private static Predictions predictions(List<String> labels, int[] references, int[][] logits, List<String> files) {
        int classes = labels.size();
        byte[] pixels = new byte[references.length * classes];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) logits[i / classes][i % classes]);
        ImageSize size = new ImageSize(1, 1, classes);
        Dataset data = Dataset.of(new Dataset.Description("made", "by a test", labels), size, pixels, references);
        Network network = Network.of(Shape.of(1, 1, classes), 1, Layers.flatten());
        Preparation preparation = Preparation.pictures(size, new PixelScaling(1, 0));
        return Predictions.of(
                Classifier.of(network, preparation, labels), new ModelData.Samples(data, files, "all samples"));
    }

    @Test
    void sheetsAndATableAreWritten() throws IOException {
        Predictions predictions = four(List.of("a.png", "b,1.png", "c.png", "d.png"));
        Mistakes.Cell worst = new Mistakes(predictions).worst();
        List<Path> files = new MistakeFiles(predictions, "a test").write(folder.resolve("new/m"), List.of(worst));
        assertThat(files)
                .extracting(file -> folder.relativize(file).toString())
                .containsExactly(
                        "new/m/a-bee-for-an-ant.png",
                        "new/m/most-confident.png",
                        "new/m/least-certain.png",
                        "new/m/mistakes.csv");
        List<String> lines = Files.readAllLines(files.getLast());
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst())
                .isEqualTo("index,row,file,reference,prediction,confidence,margin,p_an/ant,\"p_a, bee\",p_cat");
        assertThat(lines.get(1)).startsWith("1,2,\"b,1.png\",an/ant,\"a, bee\",0.84");
        byte[] first = Files.readAllBytes(files.getFirst());
        new MistakeFiles(predictions, "a test").write(folder.resolve("new/m"), List.of(worst));
        assertThat(Files.readAllBytes(files.getFirst())).as("the same bytes again").isEqualTo(first);
    }

    /// Blue is right, orange was said: both stand in the sheet of a cell, as long as their probabilities.
    @Test
    void aSheetShowsProbabilitiesAsBars() throws IOException {
        Predictions predictions = four(List.of());
        Image sheet = new MistakeSheet("title", "note", predictions, List.of(2)).drawing().toImage();
        int orange = count(sheet, 0xd9, 0x6b, 0x1e);
        int blue = count(sheet, 0x1f, 0x5f, 0xa8);
        int legend =
                count(new MistakeSheet("title", "note", predictions, List.of()).drawing().toImage(), 0xd9, 0x6b, 0x1e);
        // A probability of .9993 is 96 pixels long and 10 high; one of .0003 has no length.
        assertThat(orange - legend).isEqualTo(96 * 10);
        assertThat(blue).isEqualTo(legend);
    }

    private static int count(Image image, int red, int green, int blue) {
        int count = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                boolean same =
                        image.value(0, y, x) == red && image.value(1, y, x) == green && image.value(2, y, x) == blue;
                count += same ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void ofManyClassesTheMostProbableAndTheRightOneAreShown() {
        List<String> many = IntStream.range(0, 40).mapToObj(i -> "class number " + i).toList();
        int[] logits = IntStream.range(0, 40).toArray();
        Predictions predictions = predictions(many, new int[] {3}, new int[][] {logits}, List.of());
        var texts = new MistakeSheet("many", "", predictions, List.of(0)).drawing().toSvg();
        assertThat(texts).contains("class number 39", "class number 33", "class number 3<").doesNotContain("number 32");
    }

    @Test
    void withoutMistakesThereAreTheLeastCertainAndAnEmptyTable() throws IOException {
        Predictions right = predictions(LABELS, new int[] {0}, new int[][] {{9, 1, 1}}, List.of());
        List<Path> files = new MistakeFiles(right, "").write(folder, List.of());
        assertThat(files).hasSize(2);
        assertThat(ImageFiles.read(files.getFirst()).height()).isGreaterThan(100);
        assertThat(Files.readAllLines(files.getLast())).hasSize(1);
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> new MistakeFiles(four(List.of()), "").write(file, List.of()))
                .hasMessage("writing mistakes to " + file + ": a file stands there; expected a folder, or a new name");
    }

    @Test
    void cellsAreNamedByClassesOrNumbers() {
        Predictions predictions = four(List.of());
        assertThat(CellName.parse("a, bee,an/ant", predictions)).isEqualTo(new Mistakes.Cell(1, 0, 2));
        assertThat(CellName.parse("1, an/ant", predictions)).isEqualTo(new Mistakes.Cell(1, 0, 2));
        assertThat(CellName.parse("cat,cat", predictions)).isEqualTo(new Mistakes.Cell(2, 2, 0));
        assertThatThrownBy(() -> CellName.parse("cta,0", predictions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "choosing the cell \"cta,0\" of the confusion matrix: there is no class \"cta\"; did you mean"
                                + " \"cat\"?; expected PREDICTION,REFERENCE of the classes an/ant, a, bee, cat");
        assertThatThrownBy(() -> CellName.parse("cat", predictions)).hasMessageContaining("there is no comma");
        assertThatThrownBy(() -> CellName.parse("0,3", predictions)).hasMessageContaining("no class \"3\"");
    }

    @Test
    void filesAreNamedByNumbersWhereNamesWouldCollide() {
        Mistakes.Cell cell = new Mistakes.Cell(1, 0, 1);
        assertThat(CellName.file(cell, List.of("4", "9"))).isEqualTo("9-for-4");
        assertThat(CellName.file(cell, List.of("a/b", "a b"))).isEqualTo("1-for-0");
        assertThat(CellName.file(cell, List.of("x".repeat(80), "b"))).isEqualTo("1-for-0");
        assertThat(CellName.file(cell, List.of("Fußgänger", "犬"))).isEqualTo("犬-for-Fußgänger");
    }
}
