package dev.fovea.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fovea.model.Json;
import dev.fovea.run.Recipes;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every recipe, in a short form on real data: two epochs on 12,000 images, and at least the accuracy below.
///
/// The accuracy beside each gate is what it was when the gate was set; the gap is for whoever changes the arithmetic.
@Tag("gate")
class RecipesGate {
    /// It needs its whole epoch to leave its plateau, and is quick enough to have it.
    private static final String WHOLE = "mxnet-scratch-cnn";

    private static final Map<String, Double> GATES = gates();

    @TempDir Path folder;

    private static Map<String, Double> gates() {
        Map<String, Double> gates = new LinkedHashMap<>();
        gates.put("lenet", .972); // .9773
        gates.put("mxnet-julia-lenet", .865); // .8754
        gates.put(WHOLE, .95); // .9572
        gates.put("mxnet-scratch-cnn-he", .967); // .9729
        gates.put("mxnet-r-lenet", .94); // .9529
        gates.put("flux-notebook-cnn", .935); // .9423
        gates.put("flux-zoo-cnn", .95); // .9578
        gates.put("mnist-fast", .978); // .9833
        gates.put("mnist-best", .967); // .9748
        gates.put("fashion-best", .785); // .8002
        return gates;
    }

    static List<String> recipes() {
        return Recipes.names();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void inAShortFormItReachesItsGate(String recipe) throws IOException, InterruptedException {
        assumeThat(Fovea.hasMnist()).as("MNIST and Fashion-MNIST are on this machine").isTrue();
        List<String> whole = List.of("--recipe", recipe, "--offline", "--set", "finalTest=false");
        String[] shortly = with(whole, "--epochs", "2", "--set", "trainSamples=12000");
        Json result = train(recipe.equals(WHOLE) ? with(whole) : shortly);
        assertThat(result.get("accuracy").asDouble()).isGreaterThanOrEqualTo(GATES.get(recipe));
    }

    /// One epoch, a look at the weights, then the others: the bits of all at once, where the rates allow it.
    @Test
    void oneEpochThenTheOthersIsAllAtOnce() throws IOException, InterruptedException {
        assumeThat(Fovea.hasMnist()).as("MNIST is on this machine").isTrue();
        List<String> shortly = List.of("--recipe", "mxnet-julia-lenet", "--set", "trainSamples=3000", "--offline");
        Json whole = train(with(shortly, "--epochs", "4"));
        Path halved = folder.resolve("halved");
        Fovea fovea = new Fovea(folder);
        fovea.succeed(with(List.of("train", "--out", halved.toString(), "--epochs", "1"), shortly));
        Fovea.Result resumed =
                fovea.succeed("train", "--resume", halved.toString(), "--epochs", "4", "--offline", "--json");
        assertThat(resumed.json().get("sha256")).isEqualTo(whole.get("sha256"));
        assertThat(resumed.err()).doesNotContain("laid over all");
        assertThat(Files.exists(halved.resolve("epoch-0.safetensors"))).isTrue();
        assertThat(Files.exists(halved.resolve("epoch-1.safetensors"))).isTrue();
    }

    private static String[] with(List<String> arguments, String... more) {
        return with(arguments, List.of(more));
    }

    private static String[] with(List<String> arguments, List<String> more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(more);
        return all.toArray(String[]::new);
    }

    private Json train(String... arguments) throws IOException, InterruptedException {
        String out = folder.resolve("run").toString();
        return new Fovea(folder).succeed(with(List.of("train", "--json", "--out", out), arguments)).json();
    }
}
