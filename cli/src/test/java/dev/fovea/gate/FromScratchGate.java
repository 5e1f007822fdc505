package dev.fovea.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A network written by hand learns, whichever of its optimisers trains it.
@Tag("gate")
class FromScratchGate {
    private static final Pattern LAST = Pattern.compile("Epoch 0\\. Loss: (\\S+), Train_acc (\\S+), Test_acc (\\S+)");

    @TempDir Path folder;

    @Test
    void oneEpochReachesWhatTheFirstLineSays() throws IOException, InterruptedException {
        Path example = Fovea.checkout("examples/FromScratch.java");
        Fovea.Result result = new Fovea(folder).succeed("exec", example.toString(), Fovea.data());
        assertThat(result.out())
                .startsWith(
                        """
                        [64, 20, 26, 26]
                        [64, 20, 13, 13]
                        h1 shape: [64, 20, 13, 13]
                        h2 shape: [64, 50, 4, 4]
                        Flat h2 shape: [64, 800]
                        h3 shape: [64, 128]
                        logits shape: [64, 10]
                        """);
        // Nor does Java say anything of its own.
        assertThat(result.out().lines()).hasSize(9);
        assertThat(result.err()).isEmpty();
        boolean real = Fovea.hasMnist();
        Matcher last = last(result);
        assertThat(Double.parseDouble(last.group(1))).isLessThanOrEqualTo(real ? .2 : 1);
        assertThat(Double.parseDouble(last.group(2))).isGreaterThanOrEqualTo(real ? .96 : .8);
        assertThat(Double.parseDouble(last.group(3))).isGreaterThanOrEqualTo(real ? .96 : .8);
        assertThat(Files.readString(example))
                .startsWith(
                        "// Expected: loss 0.2 or less, train and test accuracy 0.96 or better on MNIST after 1 epoch.");
    }

    @Test
    void momentumAndAdamByHandLearnToo() throws IOException, InterruptedException {
        String example = Fovea.checkout("examples/FromScratch.java").toString();
        Fovea fovea = new Fovea(folder);
        for (String optimiser : new String[] {"momentum", "adam"}) {
            Matcher last = last(fovea.succeed("exec", example, Fovea.data(), optimiser, "32000"));
            assertThat(Double.parseDouble(last.group(3))).as(optimiser).isGreaterThanOrEqualTo(.7);
        }
    }

    private static Matcher last(Fovea.Result result) {
        Matcher last = LAST.matcher(result.out().lines().reduce((_, line) -> line).orElse(""));
        assertThat(last.matches()).as(result.out()).isTrue();
        return last;
    }
}
