package dev.fovea.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// No vector kernel without a test that holds it against its scalar twin.
class EveryKernelTest {
    /// They measure the machine and return nothing that could be compared.
    private static final Set<String> MEASURES = Set.of("KPeak128", "KPeak256", "KPeak512");

    @Test
    void everyVectorKernelIsHeldAgainstItsScalarTwin() throws IOException, URISyntaxException {
        Set<String> kernels = kernels();
        assertThat(kernels).contains("KTapSum", "KWeightSum", "KDense", "KDenseWeightSum", "KUnpool");
        Set<String> held = new TreeSet<>(MEASURES);
        for (Method test : tests()) {
            held.addAll(List.of(test.getAnnotation(ParityOf.class).value()));
        }
        assertThat(held)
                .as("kernels named by @ParityOf at the test that holds them against their scalar twins")
                .containsExactlyInAnyOrderElementsOf(kernels);
    }

    /// Kernel classes, generated ones among them: they are loaded by their class files, so these are there.
    private static Set<String> kernels() throws IOException, URISyntaxException {
        Path classes = Path.of(Kernels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(classes.resolve("dev/fovea/kernel/vector"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("K") && name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<Method> tests() throws IOException, URISyntaxException {
        Path classes = Path.of(EveryKernelTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(classes.resolve("dev/fovea/kernel"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name -> methods("dev.fovea.kernel." + name.substring(0, name.indexOf('.'))))
                    .flatMap(Collection::stream)
                    .filter(method ->
                            method.isAnnotationPresent(ParityOf.class) && method.isAnnotationPresent(Test.class))
                    .toList();
        }
    }

    private static List<Method> methods(String type) {
        try {
            return List.of(Class.forName(type).getDeclaredMethods());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
