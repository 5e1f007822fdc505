package dev.fovea.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.data.ClassNames;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Digits;
import dev.fovea.data.Parts;
import dev.fovea.data.PictureFolder;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;
import dev.fovea.model.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

class DataDescriptionTest {
    private static final RunFile.Pixels PIXELS = RunFile.parse("r", "network: linear", List.of()).preparation();

    @TempDir Path folder;

    /// By hand: 0, 2, 4, 10 have the mean 4 and the mean squared distance (16 + 4 + 0 + 36) / 4 = 14.
    @Test
    void figuresAreThoseOfAllPixels() throws IOException {
        Dataset data =
                Dataset.of(
                        new Description("d", "here", List.of("a", "b")),
                        new ImageSize(1, 1, 2),
                        new byte[] {0, 2, 4, 10},
                        new int[] {1, 1});
        String run = "network: linear\npreparation: {scale: 0.5, shift: -1}";
        RunFile.Pixels halved = RunFile.parse("r", run, List.of()).preparation();
        DataDescription described = DataDescription.of(new DataSource.Stored(new Parts(data, null)), halved);
        DataDescription.Part part = described.parts().getFirst();
        assertThat(part.name()).isEqualTo("all");
        assertThat(part.before()).isEqualTo(new PixelStatistics(0, 10, 4, 14));
        assertThat(part.after()).isEqualTo(new PixelStatistics(-1, 4, 1, 3.5));
        assertThat(part.before().deviation()).isCloseTo(3.7416573867739413, within(1e-15));
        assertThat(part.counts()).containsExactly(0, 2);
        assertThat(kinds(described)).containsExactly(Finding.Kind.RANGE, Finding.Kind.EMPTY);
        Json json = Json.parse(described.toJson().toString());
        assertThat(json.get("parts").items().getFirst().get("pixels").get("mean").asDouble()).isEqualTo(4);
        assertThat(json.get("parts").items().getFirst().get("inputs").get("variance").asDouble()).isEqualTo(3.5);
        assertThat(json.get("findings").items().get(1).get("kind").asText()).isEqualTo("empty_classes");
        assertThat(json.get("findings").items().get(1).get("message").asText()).isEqualTo("1 class has no sample: a");
        assertThat(json.get("class_names").items()).hasSize(2);
    }

    @Test
    void goodDigitsAreFine() throws IOException {
        assertThat(described(Parts.of(Digits.draw(4, 800, 200))).findings()).isEmpty();
    }

    @Test
    void equalImagesAreFoundWithinAndAcrossParts() throws IOException {
        Dataset train = Digits.draw(4, 300, 1).train();
        Dataset again = train.subset(new int[] {0, 1, 2, 0, 1});
        int[] labels = again.labels();
        labels[4] = (labels[4] + 1) % 10;
        byte[] pixels = new byte[5 * 784];
        for (int i = 0; i < 5; i++) {
            again.copyPixels(i, pixels, i * 784);
        }
        Dataset test = Dataset.of(train.description(), train.imageSize(), pixels, labels);
        List<Finding> findings = described(new Parts(train, test)).findings();
        assertThat(finding(findings, Finding.Kind.DUPLICATES).examples()).containsExactly(3);
        assertThat(finding(findings, Finding.Kind.CONTRADICTIONS).message())
                .isEqualTo(
                        "1 image is equal to earlier ones with another label: at most one of two labels can be right");
        assertThat(finding(findings, Finding.Kind.LEAKS).count()).isEqualTo(5);
        assertThat(finding(findings, Finding.Kind.LEAKS).message())
                .isEqualTo(
                        "5 test images are also among those to train on (1 with another label there), so that accuracy on"
                                + " them says little");
    }

    @Test
    void exchangedRowsAndColumnsAreSeenWhateverThePolarity() throws IOException {
        Dataset digits = Digits.draw(9, 600, 1).train();
        assertThat(kinds(described(new Parts(mapped(digits, Image::transposed), null))))
                .containsExactly(Finding.Kind.TRANSPOSED);
        assertThat(kinds(described(new Parts(mapped(digits, image -> image.transposed().inverted()), null))))
                .containsExactly(Finding.Kind.INVERTED, Finding.Kind.TRANSPOSED);
        String message = described(new Parts(mapped(digits, Image::transposed), null)).findings().getFirst().message();
        assertThat(message).contains("as EMNIST's files have them; turn them with --set transposed=true");
    }

    @Test
    void polarityConstantsAndImbalanceAreSeen() throws IOException {
        Dataset digits = Digits.draw(9, 200, 1).train();
        boolean[] dark = new boolean[1];
        Dataset mixed = mapped(digits, image -> (dark[0] = !dark[0]) ? image.inverted() : image);
        assertThat(kinds(described(new Parts(mixed, null)))).containsExactly(Finding.Kind.MIXED);
        Dataset blank = mapped(digits, image -> (dark[0] = !dark[0]) ? Image.filled(28, 28, 3) : image);
        List<Finding> findings = described(new Parts(blank, null)).findings();
        assertThat(finding(findings, Finding.Kind.CONSTANT).count()).isEqualTo(100);
        assertThat(finding(findings, Finding.Kind.CONTRADICTIONS).count()).isPositive();
        int[] labels = new int[200];
        Arrays.fill(labels, 150, 200, 1);
        labels[0] = 1;
        Description two = new Description("u", "", ClassNames.numbered(2));
        Dataset unequal = Dataset.of(two, digits.imageSize(), bytes(digits), labels);
        assertThat(kinds(described(new Parts(unequal, null)))).doesNotContain(Finding.Kind.IMBALANCE);
        labels[199] = 0;
        labels[198] = 0;
        Dataset more = Dataset.of(two, digits.imageSize(), bytes(digits), labels);
        assertThat(finding(described(new Parts(more, null)).findings(), Finding.Kind.IMBALANCE).message())
                .startsWith("the largest class has 151 samples, the smallest 49:");
    }

    @Test
    void samplesInTheOrderOfTheirClassesAreNotedForArraysOnly() throws IOException {
        Dataset digits = Digits.draw(9, 60, 1).train();
        Integer[] order = new Integer[60];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(digits::label));
        Dataset sorted = digits.subset(Arrays.stream(order).mapToInt(i -> i).toArray());
        assertThat(kinds(described(new Parts(sorted, null)))).contains(Finding.Kind.SORTED);
        Path pictures = folder.resolve("p");
        DataWriter.write(new Parts(sorted, null), pictures, DataFormat.PNG, 1);
        Files.writeString(pictures.resolve("0/notes.txt"), "");
        DataDescription described = DataDescription.of(new DataSource.Pictured(PictureFolder.open(pictures)), PIXELS);
        assertThat(kinds(described)).doesNotContain(Finding.Kind.SORTED).contains(Finding.Kind.LEFT_OUT);
    }

    @Test
    void gridsShowEverySampleEnlarged() throws IOException {
        DataDescription described = described(Parts.of(Digits.draw(4, 60, 7)));
        List<Path> files = SampleGrid.write(described, folder.resolve("out"), 16);
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("train.png", "train-classes.png", "test.png", "test-classes.png");
        Image train = ImageFiles.read(files.getFirst());
        assertThat(train.height()).isEqualTo(4 * 58 + 2);
        assertThat(train.width()).isEqualTo(4 * 58 + 2);
        Image fifth = Digits.draw(4, 60, 7).train().image(5);
        // The sixth sample stands in the second row and column, each pixel twice.
        assertThat(train.value(0, 2 + 58 + 2 * 13, 2 + 58 + 2 * 14 + 1)).isEqualTo(fifth.value(0, 13, 14));
        assertThat(train.value(0, 0, 0)).isEqualTo(128);
        assertThat(ImageFiles.read(files.get(1)).height()).isEqualTo(10 * 58 + 2);
    }

    private static byte[] bytes(Dataset data) {
        byte[] bytes = new byte[data.size() * 784];
        for (int i = 0; i < data.size(); i++) {
            data.copyPixels(i, bytes, i * 784);
        }
        return bytes;
    }

    private static Dataset mapped(Dataset data, UnaryOperator<Image> change) {
        byte[] pixels = new byte[data.size() * data.imageSize().bytes()];
        for (int i = 0; i < data.size(); i++) {
            change.apply(data.image(i)).copyTo(pixels, i * data.imageSize().bytes());
        }
        return Dataset.of(data.description(), data.imageSize(), pixels, data.labels());
    }

    private static DataDescription described(Parts parts) throws IOException {
        return DataDescription.of(new DataSource.Stored(parts), PIXELS);
    }

    private static List<Finding.Kind> kinds(DataDescription described) {
        return described.findings().stream().map(Finding::kind).toList();
    }

    private static Finding finding(List<Finding> findings, Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).findFirst().orElseThrow();
    }
}
