package dev.fovea.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.DataException;
import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Digits;
import dev.fovea.data.Parts;
import dev.fovea.data.Splits;
import dev.fovea.image.PixelScaling;
import dev.fovea.model.Preparation;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class DataSourceTest {
    private static final Splits DIGITS = Digits.draw(2, 40, 10);

    @TempDir Path folder;

    @BeforeEach
    void writeThem() throws IOException {
        Parts parts = Parts.of(DIGITS);
        DataWriter.write(parts, folder.resolve("idx"), DataFormat.IDX, 1);
        DataWriter.write(parts, folder.resolve("digits.npz"), DataFormat.NPZ, 1);
        DataWriter.write(parts, folder.resolve("csv"), DataFormat.CSV, 1);
    }

    @ParameterizedTest
    @CsvSource({"idx", "digits.npz", "csv", "idx/train-images-idx3-ubyte.gz"})
    void thePathSaysWhatItIs(String name) throws IOException {
        Parts parts = open(name, DataReading.USUAL).stored();
        assertThat(parts.train().hash()).isEqualTo(DIGITS.train().hash());
        assertThat(parts.test().hash()).isEqualTo(DIGITS.test().hash());
    }

    @Test
    void transposedImagesAreTurned() throws IOException {
        Parts parts = open("idx", new DataReading(null, true, false)).stored();
        assertThat(parts.train().image(3)).isEqualTo(DIGITS.train().image(3).transposed());
        assertThat(parts.test().label(3)).isEqualTo(DIGITS.test().label(3));
        DataWriter.write(Parts.of(DIGITS), folder.resolve("png"), DataFormat.PNG, 1);
        assertThatThrownBy(() -> open("png", new DataReading(null, true, false)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("it holds pictures, which are upright");
    }

    @Test
    void theRunFileSaysWhatSizeAndColourImagesGet() throws IOException {
        DataSource source = open("idx", DataReading.USUAL);
        RunFile run =
                RunFile.parse(
                        "r",
                        "network: lenet\npreparation: {size: 14x20, colour: colour, scale: 1}\nsplit: {holdOut: 10, order: random}",
                        List.of());
        Preparation preparation = source.preparation(run.preparation());
        assertThat(preparation).isEqualTo(Preparation.pictures(new ImageSize(3, 14, 20), PixelScaling.NONE));
        RunData data = RunData.exactly(run.onData(folder.resolve("idx").toString()), DataOptions.standard());
        assertThat(data.splits().train().imageSize()).isEqualTo(new ImageSize(3, 14, 20));
        assertThat(data.splits().train().size()).isEqualTo(30);
        assertThat(data.evaluation().size()).isEqualTo(10);
        assertThat(data.evaluation().image(0)).isNotEqualTo(data.splits().test().image(0));
        assertThat(data.splits().test().image(0)).isEqualTo(preparation.image(DIGITS.test().image(0)));
        assertThat(data.run().network().named()).isNull();
        assertThat(data.run().toYaml()).contains("size: 14x20").contains("colour: colour").contains("{dense: 10}");
        assertThat(RunFile.parse("again", data.run().toYaml(), List.of())).isEqualTo(data.run());
    }

    @Test
    void samplesAreMarkedAsPreparedSoThatEvaluationLeavesThemAlone() throws IOException {
        RunFile run = RunFile.parse("r", "network: linear", List.of()).onData(folder.resolve("idx").toString());
        RunData data = RunData.exactly(run, DataOptions.standard());
        Dataset test = data.splits().test();
        Preparation preparation = new Preparation(test.imageSize(), data.run().preparation().form(), PixelScaling.UNIT);
        assertThat(test.prepared()).isEqualTo(preparation.mark());
        assertThat(preparation.prepare(test)).isSameAs(test);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "preparation: {size: big}|size is big, expected height and width such as 28x28",
                "preparation: {colour: gray}|colour is gray; did you mean \"grey\"?",
                "preparation: {polarity: judged}|preparation has a polarity without a form"
            })
    void wrongKeysAreExplained(String line, String message) {
        assertThatThrownBy(() -> RunFile.parse("r.yaml", "network: linear\n" + line, List.of()))
                .isInstanceOf(RunFileException.class)
                .hasMessageStartingWith("r.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aTestTableMayLackLabelsAndClasses() throws IOException {
        Path pair = Files.createDirectory(folder.resolve("pair"));
        Files.writeString(pair.resolve("train.csv"), "digit,a0,a1,a2,a3\n0,1,2,3,4\n1,1,2,3,4\n2,1,2,3,4\n");
        Files.writeString(pair.resolve("test.csv"), "a0,a1,a2,a3\n1,2,3,4\n");
        assertThat(open("pair", new DataReading("digit", false, false)).stored().test().labelled()).isFalse();
        Files.writeString(pair.resolve("test.csv"), "digit,a0,a1,a2,a3\n1,1,2,3,4\n");
        assertThat(open("pair", DataReading.USUAL).stored().test().classNames()).hasSize(3);
        Files.writeString(pair.resolve("test.csv"), "digit,a0,a1,a2,a3\n5,1,2,3,4\n");
        assertThatThrownBy(() -> open("pair", DataReading.USUAL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("test.csv")
                .hasMessageContaining("its class \"5\" is unknown");
    }

    @Test
    void whatIsNoDataIsRefused() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "words");
        assertThatThrownBy(() -> open("notes.txt", DataReading.USUAL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("notes.txt: it is no CSV file (.csv, .csv.gz, .tsv), no zip archive and no .npz");
        Files.writeString(folder.resolve("mine.yaml"), "network: lenet");
        assertThatThrownBy(() -> open("mine.yaml", DataReading.USUAL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "mine.yaml: it looks like a run file; expected data (fovea train takes run files by its option --run)");
        assertThatThrownBy(() -> DataSource.open("mnsit", DataOptions.standard(), DataReading.USUAL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("did you mean \"mnist\"?");
    }

    private DataSource open(String name, DataReading reading) throws IOException {
        return DataSource.open(folder.resolve(name).toString(), DataOptions.standard(), reading);
    }
}
