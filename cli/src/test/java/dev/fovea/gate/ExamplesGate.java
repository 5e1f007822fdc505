package dev.fovea.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The examples reach what their first lines say.
@Tag("gate")
class ExamplesGate {
    @TempDir Path folder;

    @Test
    void leNetInFifteenLines() throws IOException, InterruptedException {
        Path example = Fovea.checkout("examples/LeNet.java");
        boolean real = Fovea.hasMnist();
        String epochs = real ? "3" : "1";
        double accuracy = accuracy(new Fovea(folder).succeed("exec", example.toString(), Fovea.data(), epochs));
        assertThat(accuracy).isGreaterThanOrEqualTo(real ? .988 : .9);
        assertThat(Files.readString(example)).startsWith("// Expected: accuracy 0.988 or better");
        // Without comments, imports and empty lines.
        assertThat(
                        Files.readAllLines(example).stream()
                                .filter(line -> !line.isBlank() && !line.startsWith("//") && !line.startsWith("import"))
                                .toList())
                .hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void aLoopByHand() throws IOException, InterruptedException {
        Path example = Fovea.checkout("examples/HandWrittenLoop.java");
        double accuracy = accuracy(new Fovea(folder).succeed("exec", example.toString(), Fovea.data()));
        assertThat(accuracy).isGreaterThanOrEqualTo(Fovea.hasMnist() ? .96 : .8);
        assertThat(Files.readString(example)).startsWith("// Expected: accuracy 0.96 or better");
    }

    @Test
    void aModelIsLoadedAndPredicts() throws IOException, InterruptedException {
        Fovea fovea = new Fovea(folder);
        fovea.succeed("train", "digits", "--epochs", "1", "--set", "trainSamples=20000", "--out", "a");
        Path picture = Fovea.checkout("docs/samples/3-300x300-light-on-dark.png");
        Fovea.Result result =
                fovea.succeed("exec", Fovea.checkout("examples/Predict.java").toString(), "a", picture.toString());
        assertThat(result.out()).contains(picture + ": 3 (");
    }

    private static double accuracy(Fovea.Result result) {
        String last = result.out().lines().reduce((_, line) -> line).orElse("");
        assertThat(last).startsWith("accuracy ");
        return Double.parseDouble(last.substring("accuracy ".length()));
    }
}
