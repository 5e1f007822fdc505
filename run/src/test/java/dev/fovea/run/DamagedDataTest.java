package dev.fovea.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.ClassNames;
import dev.fovea.data.DataOptions;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Parts;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Whatever happens to a file, it is read or refused with a message that names it; nothing else is thrown.
class DamagedDataTest {
    private static final int VARIANTS = 80;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "CSV, data, train.csv, 20",
        "CSV, data, test.csv, 20",
        "IDX, data, train-images-idx3-ubyte.gz, 100",
        "IDX, data, train-labels-idx1-ubyte.gz, 100",
        "IDX, data, t10k-images-idx3-ubyte.gz, 100",
        "NPZ, data.npz, '', 100",
        "ZIP, data.zip, '', 100",
        "PNG, data, train/1/00001.png, 60"
    })
    void damagedFilesAreRefused(DataFormat format, String name, String inner, int leastPercent) throws IOException {
        Path target = folder.resolve(name);
        DataWriter.write(new Parts(samples(9), samples(5)), target, format, 1);
        Path file = inner.isEmpty() ? target : target.resolve(inner);
        byte[] good = Files.readAllBytes(file);
        int refused = 0;
        for (int variant = 0; variant < VARIANTS; variant++) {
            Files.write(file, Arrays.copyOf(good, (int) ((long) good.length * variant / VARIANTS)));
            refused += refused(target, file, "cut " + variant) ? 1 : 0;
        }
        assertThat(refused * 100).isGreaterThanOrEqualTo(leastPercent * VARIANTS);
        Stream random = new Stream(5, Purpose.CHOOSE, 0).reset(0, 0);
        for (int variant = 0; variant < VARIANTS; variant++) {
            byte[] bad = good.clone();
            int at = random.nextInt(bad.length);
            bad[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bad);
            boolean caught = refused(target, file, "byte " + at + " is " + bad[at]);
            if (caught) {
                refused++;
            }
        }
        byte[] noise = new byte[3000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt(256);
        }
        Files.write(file, noise);
        assertThat(refused(target, file, "noise")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"NPZ, data.npz", "ZIP, data.zip"})
    void changedContentsOfAnArchiveAreSeen(DataFormat format, String name) throws IOException {
        Path target = folder.resolve(name);
        DataWriter.write(new Parts(samples(9), null), target, format, 1);
        byte[] good = Files.readAllBytes(target);
        String expected =
                DataSource.open(target.toString(), DataOptions.standard(), DataReading.USUAL).stored().train().hash();
        for (int at = 40; at < good.length / 2; at += 3) {
            byte[] bad = good.clone();
            bad[at] ^= 4;
            Files.write(target, bad);
            try {
                Dataset read =
                        DataSource.open(target.toString(), DataOptions.standard(), DataReading.USUAL).stored().train();
                assertThat(read.hash()).isEqualTo(expected);
            } catch (IOException wrong) {
                assertThat(wrong).hasMessageContaining(name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"csv", "tsv"})
    void packedTablesAreRefusedToo(String ending) throws IOException {
        Path table = folder.resolve("a." + ending);
        CsvTable.write(table, samples(9), true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(Files.readAllBytes(table));
        }
        Path file = folder.resolve("b." + ending + ".gz");
        for (int length = 2; length < bytes.size(); length += 5) {
            Files.write(file, Arrays.copyOf(bytes.toByteArray(), length));
            assertThat(refused(file, file, "cut to " + length)).isTrue();
        }
    }

    private static boolean refused(Path target, Path file, String how) {
        try {
            DataSource.open(target.toString(), DataOptions.standard(), DataReading.USUAL).stored();
            return false;
        } catch (IOException | IllegalArgumentException wrong) {
            assertThat(wrong.getMessage()).as(how).contains(target.getFileName().toString());
            if (wrong.getMessage().startsWith("reading " + target + ":")) {
                return true;
            }
            assertThat(wrong.getMessage()).as(how).contains(file.getFileName().toString().substring(0, 2));
            return true;
        }
    }

    private static Dataset samples(int count) {
        byte[] pixels = new byte[count * 36];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37 + count);
        }
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
        }
        return Dataset.of(new Description("s", "", ClassNames.numbered(3)), new ImageSize(1, 6, 6), pixels, labels);
    }
}
