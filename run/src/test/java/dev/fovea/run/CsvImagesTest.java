package dev.fovea.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.data.DataException;
import dev.fovea.data.Dataset;
import dev.fovea.data.Digits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

class CsvImagesTest {
    private static final String PLAIN = "label,pixel0,pixel1,pixel2,pixel3\n1,0,255,7,100\n0,1,2,3,4\n";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN,
                "label,pixel0,pixel1,pixel2,pixel3\r\n1,0,255,7,100\r\n0,1,2,3,4\r\n",
                "label,pixel0,pixel1,pixel2,pixel3\r1,0,255,7,100\r0,1,2,3,4",
                "\uFEFFlabel,pixel0,pixel1,pixel2,pixel3\n1,0,255,7,100\n\n0,1,2,3,4",
                "\"label\",\"pixel0\",\"pixel1\",\"pixel2\",\"pixel3\"\n\"1\",\"0\",\"255\",\"7\",\"100\"\n0,1,2,3,4\n",
                "label;pixel0;pixel1;pixel2;pixel3\n1;0;255;7;100\n0;1;2;3;4\n",
                "label\tpixel0\tpixel1\tpixel2\tpixel3\n1\t0\t255\t7\t100\n0\t1\t2\t3\t4\n",
                "label,pixel0,pixel1,pixel2,pixel3\n1, 0,255.0,007 ,100\n0.0,1,2,3,4\n",
                "pixel3,pixel2,pixel1,pixel0,label\n100,7,255,0,1\n4,3,2,1,0\n",
                "id,pixel1,pixel2,pixel3,pixel4,Class\n7,0,255,7,100,1\n8,1,2,3,4,0\n",
                ",label,1x1,1x2,2x1,2x2\n0,1,0,255,7,100\n1,0,1,2,3,4\n",
                "1,0,255,7,100\n0,1,2,3,4\n"
            })
    void everyWayOfWritingTheSameRowsGivesTheSameSamples(String text) throws IOException {
        Dataset data = read(text, DataReading.USUAL);
        assertThat(data.toString()).isEqualTo("a (2 samples of 1 x 2 x 2, 2 classes)");
        assertThat(data.labels()).containsExactly(1, 0);
        assertThat(data.image(0).pixels()).containsExactly(0, 255, 7, 100);
        assertThat(data.image(1).pixels()).containsExactly(1, 2, 3, 4);
        assertThat(data.source()).endsWith("a.csv");
    }

    @Test
    void otherEncodingsAndGzipAreSeenFromTheFirstBytes() throws IOException {
        Files.write(folder.resolve("wide.csv"), ("\uFEFF" + PLAIN).getBytes(Charset.forName("UTF-16LE")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(PLAIN.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("packed.csv.gz"), bytes.toByteArray());
        Dataset packed = CsvImages.read(folder.resolve("packed.csv.gz"), DataReading.USUAL);
        assertThat(packed.name()).isEqualTo("packed");
        assertThat(packed.hash())
                .isEqualTo(CsvImages.read(folder.resolve("wide.csv"), DataReading.USUAL).hash())
                .isEqualTo(read(PLAIN, DataReading.USUAL).hash());
        Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12));
        assertThatThrownBy(() -> CsvImages.read(folder.resolve("cut.csv.gz"), DataReading.USUAL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cut.csv.gz: its gzip data are damaged or cut short; fetch the file again");
    }

    @Test
    void imagesWithoutLabelsHaveNone() throws IOException {
        for (String text : new String[] {"pixel0,pixel1,pixel2,pixel3\n0,255,7,100\n", "0,255,7,100\n"}) {
            Dataset data = read(text, DataReading.USUAL);
            assertThat(data.labelled()).isFalse();
            assertThat(data.label(0)).isEqualTo(Dataset.NO_LABEL);
            assertThat(data.image(0).pixels()).containsExactly(0, 255, 7, 100);
        }
    }

    @Test
    void labelsMayBeNamesAndTheColumnAnother() throws IOException {
        DataReading reading = new DataReading("kind", false, false);
        Dataset data = read("kind,a,b,c,d\ncat,1,1,1,1\n\"a, b\",2,2,2,2\ncat,3,3,3,3\n", reading);
        assertThat(data.classNames()).containsExactly("a, b", "cat");
        assertThat(data.labels()).containsExactly(1, 0, 1);
        DataReading last = new DataReading("5", false, false);
        assertThat(read("1,2,3,4,9\n5,6,7,8,3\n", last).labels()).containsExactly(9, 3);
    }

    @Test
    void colouredPixelsStandSideBySideOrPlaneByPlane() throws IOException {
        String text = "label,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9,p10,p11\n0,1,2,3,4,5,6,7,8,9,10,11,12\n";
        assertThat(read(text, DataReading.USUAL).image(0).pixels())
                .containsExactly(1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12);
        assertThat(read(text, new DataReading(null, false, true)).image(0).pixels())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void aHeaderOfNumbersIsOne() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 785; i++) {
            text.append(i == 0 ? "" : ",").append(i);
        }
        text.append("\n3").append(",9".repeat(784)).append('\n');
        Dataset data = read(text.toString(), new DataReading("0", false, false));
        assertThat(data.size()).isEqualTo(1);
        assertThat(data.label(0)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|: it has no rows; expected a row of numbers for each image",
                "label,pixel0|: it has a header but no rows; expected a row of numbers for each image",
                "label,pixel0\\n1,2\\n1,abc|, line 3, column 2 (pixel0): found \"abc\", expected a whole number from 0 to 255",
                "label,pixel0\\n1,256|, line 2, column 2 (pixel0): found \"256\", expected a whole number from 0 to 255",
                "label,pixel0\\n1,-1|, line 2, column 2 (pixel0): found \"-1\", expected a whole number from 0 to 255",
                "label,pixel0\\n1,0.5|, line 2, column 2 (pixel0): found \"0.5\", expected a whole number from 0 to 255",
                "label,pixel0\\n1,|, line 2, column 2 (pixel0): found nothing, expected a whole number from 0 to 255",
                "label,pixel0\\n1,99999999999|, line 2, column 2 (pixel0): found \"99999999999\", expected a whole number",
                "label,pixel0\\n-3,7|, line 2, column 1 (label): found \"-3\", expected a class number from 0 to 9999, or a name",
                "label,pixel0\\n10000,7|, line 2, column 1 (label): found \"10000\", expected a class number from 0 to 9999",
                "label,pixel0\\n1.5,7|, line 2, column 1 (label): found \"1.5\", expected a class number from 0 to 9999",
                "label,pixel0\\n,7|, line 2, column 1 (label): found nothing, expected a label",
                "label,pixel0\\n1,2\\n1|, line 3: it has 1 fields (the first that is missing is pixel0); expected 2 as in line 1",
                "label,pixel0\\n1,2,3|, line 2: it has 3 fields; expected 2 as in line 1",
                "1,2\\n1,2,3|, line 2: it has 3 fields; expected 2 as in line 1",
                "label,pixel0,pixel1,pixel3,pixel4\\n|: line 1 has the columns label, pixel0, pixel1, pixel3, pixel4 but not pixel2; expected every pixel from pixel0 to pixel4",
                "label,pixel0,pixel0\\n|: line 1 names the column \"pixel0\" twice; expected each once",
                "label,pixel0,pixel1\\n1,2,3|: 2 columns of pixels make no square image, grey or coloured",
                "kind,pixel0,pixel1,pixel2,pixel3\\n1,2,3,4,5|is one of kind the label? Name it with --label; its columns are kind, pixel0, pixel1, pixel2, pixel3",
                "label,1x1,1x2,3x1\\n1,2,3,4|: line 1 names 3 pixels up to row 3 and column 2; expected one for each place, 6",
                "1,2,3,4,5,6,7|: it has no header, and its 7 columns are no square image with or without a label before it",
                "label,pixel0\\n\"1,2|, line 2: it has 1 fields (the first that is missing is pixel0); expected 2 as in line 1"
            })
    void whatIsWrongIsNamedWithLineAndColumn(String text, String message) throws IOException {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n"), DataReading.USUAL))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("reading " + folder.resolve("a.csv"))
                .hasMessageContaining(message);
    }

    @Test
    void aMissingColumnOfLabelsIsNamed() {
        assertThatThrownBy(() -> read(PLAIN, new DataReading("labell", false, false)))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "reading "
                                + folder.resolve("a.csv")
                                + ": it has no column \"labell\" of labels; did you mean \"label\"?; its columns are label,"
                                + " pixel0, pixel1, pixel2, pixel3");
        assertThatThrownBy(() -> read("1,2\n", new DataReading("label", false, false)))
                .hasMessageContaining(
                        "it has no header, so there is no column \"label\" of labels; expected the column's number, 1 to 2");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        byte[] noise = new byte[5000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 7919 >> 3);
        }
        Files.write(folder.resolve("noise.csv"), noise);
        assertThatThrownBy(() -> CsvImages.read(folder.resolve("noise.csv"), DataReading.USUAL))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("reading " + folder.resolve("noise.csv"));
    }

    @Test
    void manyRowsAreReadAsTheyWereWritten() throws IOException {
        Dataset digits = Digits.draw(5, 1500, 1).train();
        CsvTable.write(folder.resolve("digits.csv"), digits, true);
        Dataset read = CsvImages.read(folder.resolve("digits.csv"), DataReading.USUAL);
        assertThat(read.hash()).isEqualTo(digits.hash());
    }

    private Dataset read(String text, DataReading reading) throws IOException {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, text);
        return CsvImages.read(file, reading);
    }
}
