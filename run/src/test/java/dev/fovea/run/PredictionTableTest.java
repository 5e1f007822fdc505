package dev.fovea.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.model.Prediction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class PredictionTableTest {
    private static final List<String> LABELS = List.of("cat", "dog, large");
    private static final List<PredictionTable.Row> ROWS =
            List.of(
                    new PredictionTable.Row("a.png", new Prediction(LABELS, new float[] {.75f, .25f})),
                    new PredictionTable.Row("b \"2\".png", new Prediction(LABELS, new float[] {0, 1})));

    @TempDir Path folder;

    @Test
    void probabilitiesAreWrittenPerClass() throws IOException {
        Path file = folder.resolve("p.csv");
        PredictionTable.write(file, LABELS, ROWS);
        assertThat(Files.readString(file))
                .isEqualTo(
                        """
                        input,label,probability,p_cat,"p_dog, large"
                        a.png,cat,0.75,0.75,0.25
                        "b ""2"".png","dog, large",1.0,0.0,1.0
                        """);
    }

    @Test
    void aSubmissionCountsFromOne() throws IOException {
        Path file = folder.resolve("s.csv");
        PredictionTable.writeSubmission(file, ROWS);
        assertThat(Files.readString(file)).isEqualTo("ImageId,Label\n1,cat\n2,\"dog, large\"\n");
    }
}
