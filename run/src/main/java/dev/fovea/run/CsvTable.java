package dev.fovea.run;

import dev.fovea.data.Dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes images as CSV, as [CsvImages] reads them.
///
/// Square grey images get the header of Kaggle's digit recogniser, `label,pixel0,pixel1,...`; others
/// `label,1x1,1x2,...` with row and column, coloured ones with 1 to 3 for red, green and blue as a third number.
final class CsvTable {
    private CsvTable() {}

    static void write(Path file, Dataset samples, boolean labelled) throws IOException {
        byte[][] numbers = new byte[256][];
        for (int value = 0; value < numbers.length; value++) {
            numbers[value] = Integer.toString(value).getBytes(StandardCharsets.US_ASCII);
        }
        int area = samples.height() * samples.width();
        int channels = samples.channels();
        byte[] pixels = new byte[samples.imageSize().bytes()];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(header(samples, labelled).getBytes(StandardCharsets.UTF_8));
            byte[] row = new byte[4 * pixels.length];
            for (int i = 0; i < samples.size(); i++) {
                if (labelled) {
                    out.write(quoted(samples.classNames().get(samples.label(i))).getBytes(StandardCharsets.UTF_8));
                }
                samples.copyPixels(i, pixels, 0);
                int length = 0;
                for (int pixel = 0; pixel < pixels.length; pixel++) {
                    byte[] number = numbers[pixels[pixel % channels * area + pixel / channels] & 0xFF];
                    if (pixel > 0 || labelled) {
                        row[length++] = ',';
                    }
                    System.arraycopy(number, 0, row, length, number.length);
                    length += number.length;
                }
                out.write(row, 0, length);
                out.write('\n');
            }
        }
    }

    private static String header(Dataset samples, boolean labelled) {
        StringBuilder header = new StringBuilder(labelled ? "label" : "");
        boolean numbered = samples.channels() == 1 && samples.height() == samples.width();
        for (int pixel = 0; pixel < samples.imageSize().bytes(); pixel++) {
            header.append(header.isEmpty() ? "" : ",");
            int place = pixel / samples.channels();
            if (numbered) {
                header.append("pixel").append(pixel);
            } else {
                header.append(place / samples.width() + 1).append('x').append(place % samples.width() + 1);
                header.append(samples.channels() == 1 ? "" : "x" + (pixel % samples.channels() + 1));
            }
        }
        return header.append('\n').toString();
    }

    private static String quoted(String name) {
        return name.matches("[^\",\\r\\n]*") && !name.isBlank() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// Writes the labels of samples as a submission to Kaggle would give them.
    static void writeSolution(Path file, Dataset samples) throws IOException {
        StringBuilder text = new StringBuilder("ImageId,Label\n");
        for (int i = 0; i < samples.size(); i++) {
            text.append(i + 1).append(',').append(quoted(samples.classNames().get(samples.label(i)))).append('\n');
        }
        Files.writeString(file, text);
    }
}
