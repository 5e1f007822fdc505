package dev.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Holds the rules of ARCHITECTURE.md, and shows that each of them can fail.
class ArchitectureTest {
    private static final String VIOLATIONS = "dev.fovea.architecture.violations";

    /// By rule, the classes below `violations` that break it.
    private static final Map<String, List<String>> BROKEN_BY =
            Map.ofEntries(
                    Map.entry("packages know only those before them", List.of("shape.KnowsLater", "lost.InNoOrder")),
                    Map.entry("nothing but the JDK", List.of("data.UsesALibrary")),
                    Map.entry("vectors stay in kernel.vector", List.of("kernel.LetsVectorsOut")),
                    Map.entry("kernel.vector is reached by name only", List.of("device.NamesVectorKernels")),
                    Map.entry("only image uses java.desktop", List.of("data.ReadsPictures")),
                    Map.entry("no transcendental function of Math", List.of("nn.Transcendental")),
                    Map.entry("no transcendental function of the Vector API", List.of("kernel.vector.KTranscendental")),
                    Map.entry("no sum over lanes in an order of its own", List.of("kernel.vector.KReduces")),
                    Map.entry(
                            "no minimum or maximum of floats",
                            List.of("nn.FloatMinimum", "kernel.vector.KVectorMaximum")),
                    Map.entry(
                            "no map or set in an order of its own",
                            List.of("tensor.Hashes", "tensor.CollectsHashes", "tensor.GoesThroughIdentities")),
                    Map.entry("no parallel streams", List.of("train.Parallel", "train.ParallelSort")),
                    Map.entry("no randomness of the platform", List.of("nn.PlatformRandom", "nn.Shuffles")),
                    Map.entry("no drawing and no colour conversion of the platform", List.of("image.Draws")),
                    Map.entry("no clock where weights are made", List.of("optim.LooksAtTheClock")),
                    Map.entry("no System.exit", List.of("train.Exits")),
                    Map.entry("no Java serialization", List.of("model.Serialized", "model.WritesObjects")),
                    Map.entry(
                            "no static mutable state",
                            List.of("device.StaticVariable", "device.StaticCache", "device.StaticArray")));

    @TestFactory
    Stream<DynamicTest> theLibraryKeepsTheRules() {
        var library = new ClassFileImporter().importPath(Path.of("target", "classes"));
        assertThat(library.size()).isGreaterThan(20);
        return rules("dev.fovea").entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(library)));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCanFail() {
        var folder = Path.of("target", "test-classes").resolve(VIOLATIONS.replace('.', '/'));
        JavaClasses violations = new ClassFileImporter().importPath(folder);
        return rules(VIOLATIONS).entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> fails(rule.getKey(), rule.getValue(), violations)));
    }

    @Test
    void everyRuleHasClassesThatBreakIt() {
        assertThat(rules(VIOLATIONS).keySet()).containsExactlyInAnyOrderElementsOf(BROKEN_BY.keySet());
    }

    private static void fails(String name, ArchRule rule, JavaClasses violations) {
        var report = rule.evaluate(violations).getFailureReport().toString();
        for (var broken : BROKEN_BY.get(name)) {
            assertThat(report).contains(VIOLATIONS + "." + broken);
        }
        assertThat(report).doesNotContain(VIOLATIONS + ".train.Innocent");
    }

    private static Map<String, ArchRule> rules(String root) {
        var rules = new TreeMap<String, ArchRule>();
        rules.putAll(new PackageRules(root).all());
        rules.putAll(new ExactnessRules(root).all());
        rules.putAll(StateRules.all());
        rules.replaceAll((name, rule) -> rule.as(name + " (see ARCHITECTURE.md)").allowEmptyShould(true));
        return rules;
    }
}
