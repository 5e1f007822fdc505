package dev.fovea.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.DataException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Dataset.Description;
import dev.fovea.data.Dataset.ImageSize;
import dev.fovea.data.Digits;
import dev.fovea.data.Parts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Archives that NumPy wrote, see `numpy/make.py`, and damaged ones.
class NpzTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keras | 1 x 2 x 2 | 2, 0, 1 | 0 1 2",
                "medmnist | 3 x 2 x 2 | 2, 0, 1 | 0 1 2",
                "planes | 3 x 2 x 2 | 2, 0, 1 | 0 1 2",
                "floats | 1 x 2 x 2 | 1, 0, 2 | a b ä",
                "half | 1 x 2 x 2 | 2, 0, 1 | 0 1 2",
                "flat | 1 x 2 x 2 | 2, 0, 1 | 0 1 2",
                "kmnist-train-imgs | 1 x 2 x 2 | 2, 0, 1 | 0 1 2"
            })
    void everyShapeOrderAndTypeGivesTheSameImages(String name, String size, String labels, String classes)
            throws IOException {
        Parts parts = Npz.read(resource(name + ".npz"));
        Dataset data = parts.train();
        assertThat(data.imageSize()).hasToString(size);
        assertThat(Arrays.toString(data.labels())).isEqualTo("[" + labels + "]");
        assertThat(String.join(" ", data.classNames())).isEqualTo(classes);
        for (int i = 0; i < 12 * data.channels(); i++) {
            int channel = i / 4 % data.channels();
            int sample = i / 4 / data.channels();
            assertThat(data.image(sample).value(channel, i % 4 / 2, i % 2)).isEqualTo(4 * sample + i % 4 + channel);
        }
    }

    @Test
    void testPartsAreRead() throws IOException {
        Dataset keras = Objects.requireNonNull(Npz.read(resource("keras.npz")).test());
        assertThat(keras.labels()).containsExactly(1);
        assertThat(keras.classNames()).containsExactly("0", "1", "2");
        Dataset medical = Objects.requireNonNull(Npz.read(resource("medmnist.npz")).test());
        assertThat(medical.image(0).value(2, 1, 1)).isEqualTo(9);
        assertThat(medical.classNames()).hasSize(3);
        assertThat(Objects.requireNonNull(Npz.read(resource("kmnist-train-imgs.npz")).test()).size()).isEqualTo(2);
    }

    @Test
    void otherNumbersBecomeBytes() throws IOException {
        assertThat(Npz.read(resource("truth.npz")).train().image(1).pixels())
                .containsExactly(0, 0, (byte) 255, (byte) 255);
        Dataset deep = Npz.read(resource("deep.npz")).train();
        assertThat(deep.labelled()).isFalse();
        // 11 * 5957 = 65527 of 65535
        assertThat(deep.image(2).value(0, 1, 1)).isEqualTo(255);
        assertThat(deep.image(0).value(0, 0, 1)).isEqualTo(23);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "objects|!x.npy: its elements are 'O' (Python objects, which are never loaded because they can run programs)",
                "scaled|!x.npy: its values go from -1.0 to 1.75; expected 0 to 255, or 0 to 1 in floating point",
                "nan|!x.npy: element [1, 1, 1] is no finite number; expected pixels",
                "negative|!y.npy: element [1] is -1.0; expected a class number from 0 to 9999",
                "counts|: 3 images but 2 labels; expected as many labels as images",
                "hot|!y.npy: row 0 has no 1; expected the class of each sample",
                "odd|: it has the arrays weights: float32 (3, 3); expected x_train, y_train, x_test and y_test, or x and y",
                "shape|!x.npy: its shape is float64 (3, 7); expected (samples, height, width)"
            })
    void whatIsWrongIsNamed(String name, String message) {
        assertThatThrownBy(() -> Npz.read(resource(name + ".npz")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("reading ")
                .hasMessageContaining(name + ".npz" + message);
    }

    @Test
    void damagedArchivesAreRefused() throws IOException {
        byte[] good = Files.readAllBytes(resource("keras.npz"));
        Path file = folder.resolve("cut.npz");
        for (int length = 0; length < good.length; length += 13) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(DataException.class).hasMessageContaining("cut.npz");
        }
        byte[] wrong = good.clone();
        wrong[120] ^= 0x55;
        Files.write(file, wrong);
        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(DataException.class).hasMessageContaining("cut.npz");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|it has only 0 bytes; expected an array in NumPy's format",
                "GARBAGE AND MORE|it has no \\x93NUMPY at byte 0",
                "HEAD{'descr': 'V7', 'fortran_order': False, 'shape': (3, 2, 2), }|its elements are 'V7'",
                "HEAD{'descr': 'u1', 'fortran_order': False}|expected a plain array with descr, fortran_order and shape",
                "HEAD{'descr': 'u1', 'fortran_order': False, 'shape': (999999999, 999999999, 999999999), }|more than the",
                "HEAD{'descr': 'u1', 'fortran_order': False, 'shape': (30000, 200, 200), }|more than the",
                "HEAD{'descr': 'c16', 'fortran_order': False, 'shape': (1, 1, 1), }|its elements are 'c16'; expected integers",
                "HEAD{'descr': 'u1', 'fortran_order': False, 'shape': (1234567890123, 1), }|expected smaller axes"
            })
    void lyingHeadsAreRefusedBeforeMemoryIsTaken(String head, String message) throws IOException {
        Path file = folder.resolve("lie.npz");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            if (head.startsWith("HEAD")) {
                String text = head.substring(4);
                zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length(), 0});
                zip.write(text.getBytes(StandardCharsets.US_ASCII));
                zip.write(new byte[10]);
            } else {
                zip.write(head.getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(DataException.class).hasMessageContaining(message);
    }

    @Test
    void samplesAreReadAsTheyWereWritten() throws IOException {
        var digits = Digits.draw(3, 20, 5);
        Path file = folder.resolve("digits.npz");
        Npz.write(file, Parts.of(digits));
        Parts read = Npz.read(file);
        assertThat(read.train().hash()).isEqualTo(digits.train().hash());
        assertThat(Objects.requireNonNull(read.test()).hash()).isEqualTo(digits.test().hash());

        Dataset coloured =
                Dataset.of(
                        new Description("c", "", List.of("ä/b", "zz")),
                        new ImageSize(3, 1, 2),
                        new byte[] {1, 2, 3, 4, 5, 6},
                        new int[] {1});
        Npz.write(folder.resolve("coloured.npz"), new Parts(coloured, null));
        Dataset back = Npz.read(folder.resolve("coloured.npz")).train();
        assertThat(back.classNames()).containsExactly("ä/b", "zz");
        assertThat(back.hash()).isEqualTo(coloured.hash());
    }

    /// A copy of a resource, with all others beside it.
    private Path resource(String wanted) throws IOException {
        for (String name : wanted.startsWith("kmnist") ? List.of("train", "test") : List.of("")) {
            for (String kind : name.isEmpty() ? List.of(wanted) : List.of("imgs", "labels")) {
                String file = name.isEmpty() ? wanted : "kmnist-" + name + "-" + kind + ".npz";
                try (InputStream in = Objects.requireNonNull(NpzTest.class.getResourceAsStream("numpy/" + file))) {
                    Files.write(folder.resolve(file), in.readAllBytes());
                }
            }
        }
        return folder.resolve(wanted);
    }
}
