package dev.fovea.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.image.DigitPreparation;
import dev.fovea.image.Image;
import dev.fovea.image.ImageFiles;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class SamplesTest {
    private static final Path FOLDER = Path.of("..", "docs", "samples");

    @Test
    void theSamplesAreWhatTheProgramDraws() throws IOException {
        Map<String, byte[]> drawn = DrawSamples.draw();
        try (java.util.stream.Stream<Path> files = Files.list(FOLDER)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".png"))
                            .sorted()
                            .toList();
            assertEquals(drawn.keySet().stream().sorted().toList(), names);
        }
        for (Map.Entry<String, byte[]> file : drawn.entrySet()) {
            Image expected = ImageFiles.decode(file.getValue(), file.getKey());
            assertEquals(expected, ImageFiles.read(FOLDER.resolve(file.getKey())), file.getKey());
        }
    }

    @Test
    void everySampleBecomesADigitOnADarkGround() throws IOException {
        for (String name : DrawSamples.draw().keySet()) {
            Image digit = DigitPreparation.mnist().apply(ImageFiles.read(FOLDER.resolve(name)));
            int border = 0;
            int brightest = 0;
            for (int i = 0; i < 28; i++) {
                border = Math.max(border, digit.value(0, 0, i));
                for (int j = 0; j < 28; j++) {
                    brightest = Math.max(brightest, digit.value(0, i, j));
                }
            }
            assertEquals(0, border, name);
            assertEquals(255, brightest, 5, name);
        }
    }
}
