package dev.fovea.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fovea.data.ClassNames;
import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Digits;
import dev.fovea.data.Parts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

class DataWriterTest {
    private static final List<String> CLOTHES = List.of("T-shirt/top", "Bag, large", "\u00e4");

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(
            value = DataFormat.class,
            names = {"CSV", "IDX", "NPZ", "PNG", "ZIP"})
    void whatIsWrittenIsReadBack(DataFormat format) throws IOException {
        for (ImageSize size :
                new ImageSize[] {new ImageSize(1, 4, 4), new ImageSize(3, 4, 4), new ImageSize(1, 3, 5)}) {
            for (List<String> classes : List.of(CLOTHES, ClassNames.numbered(3))) {
                Parts parts = new Parts(samples(size, classes, 9), samples(size, classes, 4));
                String ending = format == DataFormat.NPZ ? ".npz" : format == DataFormat.ZIP ? ".zip" : "";
                Path target =
                        folder.resolve(format.word() + size.channels() + size.width() + classes.hashCode() + ending);
                DataWriter.write(parts, target, format, 1);
                Parts read = DataSource.open(target.toString(), DataOptions.standard(), DataReading.USUAL).stored();
                assertSame(parts.train(), read.train(), format);
                assertSame(Objects.requireNonNull(parts.test()), Objects.requireNonNull(read.test()), format);
            }
        }
    }

    /// Folders put samples in the order of their classes; names of classes may get another order.
    private static void assertSame(Dataset expected, Dataset found, DataFormat format) {
        assertThat(found.imageSize()).isEqualTo(expected.imageSize());
        assertThat(described(found, format)).isEqualTo(described(expected, format));
    }

    private static List<String> described(Dataset data, DataFormat format) {
        List<String> samples = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            samples.add(data.classNames().get(data.label(i)) + Arrays.toString(data.image(i).pixels()));
        }
        if (format == DataFormat.PNG || format == DataFormat.ZIP) {
            samples.sort(null);
        }
        return samples;
    }

    @Test
    void theKaggleFilesDivideAllSamples() throws IOException {
        var digits = Digits.draw(1, 50, 20);
        Path target = folder.resolve("kaggle");
        List<DataWriter.Written> written = DataWriter.write(Parts.of(digits), target, DataFormat.KAGGLE, 1);
        assertThat(written)
                .extracting(DataWriter.Written::samples, DataWriter.Written::labelled)
                .containsExactly(tuple(42, true), tuple(28, false), tuple(28, true));
        assertThat(Files.readAllLines(target.resolve("train.csv")).getFirst()).startsWith("label,pixel0,pixel1,");
        assertThat(Files.readAllLines(target.resolve("test.csv")).getFirst())
                .startsWith("pixel0,")
                .endsWith(",pixel783");
        assertThat(Files.readAllLines(target.resolve("solution.csv"))).startsWith("ImageId,Label").hasSize(29);

        Parts parts = DataSource.open(target.toString(), DataOptions.standard(), DataReading.USUAL).stored();
        assertThat(parts.train().size()).isEqualTo(42);
        Dataset test = Objects.requireNonNull(parts.test());
        assertThat(test.labelled()).isFalse();
        List<String> all = new ArrayList<>(pixels(digits.train()));
        all.addAll(pixels(digits.test()));
        List<String> back = new ArrayList<>(pixels(parts.train()));
        back.addAll(pixels(test));
        assertThat(back).isNotEqualTo(all).containsExactlyInAnyOrderElementsOf(all);

        Path again = folder.resolve("again");
        DataWriter.write(Parts.of(digits), again, DataFormat.KAGGLE, 1);
        assertThat(again.resolve("train.csv")).hasSameBinaryContentAs(target.resolve("train.csv"));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "mine");
        Parts parts = Parts.of(Digits.draw(1, 3, 1));
        assertThatThrownBy(() -> DataWriter.write(parts, file, DataFormat.CSV, 1))
                .hasMessage(
                        "writing data to "
                                + file
                                + ": it exists already; expected a new file, or a new or empty folder");
        assertThatThrownBy(() -> DataWriter.write(parts, folder, DataFormat.PNG, 1))
                .hasMessageContaining("it exists already");
        assertThat(file).hasContent("mine");
    }

    @Test
    void classesWhoseNamesNoFolderCanHaveAreRefused() {
        for (String name : List.of("..", "../up", "/root", "a//b", "c:d", " ", ".hidden")) {
            Dataset bad = samples(new ImageSize(1, 2, 2), List.of(name), 1);
            assertThatThrownBy(() -> DataWriter.write(new Parts(bad, null), folder.resolve("bad"), DataFormat.PNG, 1))
                    .isInstanceOf(RunFileException.class)
                    .hasMessageContaining("writing a folder for the class \"" + name + "\"");
        }
    }

    @Test
    void theFormatIsSeenFromTheName() {
        assertThat(DataFormat.ofPath("a/b.csv")).isEqualTo(DataFormat.CSV);
        assertThat(DataFormat.ofPath("b.NPZ")).isEqualTo(DataFormat.NPZ);
        assertThat(DataFormat.ofPath("b.zip")).isEqualTo(DataFormat.ZIP);
        assertThat(DataFormat.ofPath("folder")).isEqualTo(DataFormat.PNG);
        assertThatThrownBy(() -> DataFormat.ofPath("b.jpg"))
                .hasMessageContaining("expected a name that ends with .csv, .npz or .zip, or a folder");
        assertThatThrownBy(() -> DataFormat.of("npx")).hasMessageContaining("did you mean \"npz\"?");
    }

    private static List<String> pixels(Dataset data) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            all.add(Arrays.toString(data.image(i).pixels()));
        }
        return all;
    }

    private static Dataset samples(ImageSize size, List<String> classes, int count) {
        byte[] pixels = new byte[count * size.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37 + count);
        }
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (i + 2) % classes.size();
        }
        return Dataset.of(new Description("s", "", classes), size, pixels, labels);
    }
}
