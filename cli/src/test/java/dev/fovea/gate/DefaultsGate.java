package dev.fovea.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fovea.model.Json;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What `fovea train` promises without options.
@Tag("gate")
class DefaultsGate {
    @TempDir Path folder;

    @Test
    void theDefaultsReach99PercentAndThreeEpochsReach988() throws IOException, InterruptedException {
        assumeTrue(Fovea.hasMnist(), "no MNIST on this machine");
        Fovea fovea = new Fovea(folder).with("FOVEA_JAVA_OPTIONS", "-Xmx256m");
        Fovea.Result three = fovea.succeed("train", "--epochs", "3", "--seed", "1", "--out", "b", "--json");
        assertThat(three.json().get("accuracy").asDouble()).isGreaterThanOrEqualTo(.988);
        Fovea.Result all = fovea.succeed("train", "--seed", "1", "--out", "a", "--json");
        assertThat(all.json().get("accuracy").asDouble()).isGreaterThanOrEqualTo(.990);

        Json evaluated = fovea.succeed("evaluate", "a", "mnist", "--json").json();
        assertThat(evaluated.get("accuracy")).isEqualTo(all.json().get("accuracy"));
        assertThat(evaluated.get("log_loss")).isEqualTo(all.json().get("log_loss"));
        predictSamples(fovea);
    }

    private static void predictSamples(Fovea fovea) throws IOException, InterruptedException {
        List<Path> pictures;
        try (var files = Files.list(Fovea.checkout("docs/samples"))) {
            pictures = files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
        }
        assertThat(pictures).hasSizeGreaterThanOrEqualTo(10);
        var arguments = new java.util.ArrayList<>(List.of("predict", "a"));
        pictures.forEach(picture -> arguments.add(picture.toString()));
        arguments.addAll(List.of("--top", "3", "--json"));
        List<String> lines = fovea.succeed(arguments.toArray(String[]::new)).out().lines().toList();
        assertThat(lines).hasSameSizeAs(pictures);
        for (int i = 0; i < lines.size(); i++) {
            Json prediction = Json.parse(lines.get(i));
            assertThat(prediction.get("top").items()).hasSize(3);
            assertThat(prediction.get("label").asText())
                    .as("%s", prediction)
                    .isEqualTo(pictures.get(i).getFileName().toString().substring(0, 1));
        }
    }

    @Test
    void withoutNetworkAndDataItTrainsOnDigitsThatReadMnist() throws IOException, InterruptedException {
        assumeTrue(!Files.exists(Path.of("/usr/share/datasets/mnist")), "MNIST is always there on this machine");
        Fovea offline =
                new Fovea(folder).with("FOVEA_DATA", "").with("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Fovea.Result trained = offline.succeed("train", "--offline", "--epochs", "1", "--out", "d", "--json");
        assertThat(trained.err())
                .contains("MNIST cannot be had (offline, and it is in none of ")
                .contains("): training on the built-in set \"digits\" instead");
        assertThat(trained.json().get("data").asText()).isEqualTo("digits");
        assertThat(trained.json().get("accuracy").asDouble()).isGreaterThan(.9);
        if (Fovea.hasMnist()) {
            Fovea fovea = new Fovea(Files.createDirectory(folder.resolve("online")));
            Json read = fovea.succeed("evaluate", folder.resolve("d").toString(), "mnist", "--json").json();
            assertThat(read.get("accuracy").asDouble()).isGreaterThanOrEqualTo(.8);
        }
    }
}
