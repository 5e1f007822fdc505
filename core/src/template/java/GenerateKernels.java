import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the kernels that come from a template. The build runs it: `java GenerateKernels.java <folder>`.
final class GenerateKernels {
    private GenerateKernels() {}

    static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        for (int lanes : new int[] {4, 8, 16}) {
            write(folder, "dev.fovea.kernel.vector", "KPeak" + 32 * lanes, peak(lanes, 12));
        }
    }

    /// Twelve independent chains of fused multiply-adds: more than latency times throughput of any current core.
    private static String peak(int lanes, int chains) {
        var text = new StringBuilder();
        text.append(
                """
                package dev.fovea.kernel.vector;

                import jdk.incubator.vector.FloatVector;
                import jdk.incubator.vector.VectorSpecies;

                /// Measures the peak of fused multiply-adds with %d-bit vectors: %d independent chains.
                final class KPeak%d {
                    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_%d;

                    private KPeak%d() {}

                    /// Runs `rounds` rounds of %d multiply-adds x = 0.5 x + 0.5 on `state` (%d numbers).
                    static void run(float[] state, int rounds) {
                        var half = FloatVector.broadcast(SPECIES, 0.5f);
                """
                        .formatted(32 * lanes, chains, 32 * lanes, 32 * lanes, 32 * lanes, chains, chains * lanes));
        for (int i = 0; i < chains; i++) {
            text.append("        var a%d = FloatVector.fromArray(SPECIES, state, %d);%n".formatted(i, i * lanes));
        }
        text.append("        for (int round = 0; round < rounds; round++) {\n");
        for (int i = 0; i < chains; i++) {
            text.append("            a%d = a%d.fma(half, half);%n".formatted(i, i));
        }
        text.append("        }\n");
        for (int i = 0; i < chains; i++) {
            text.append("        a%d.intoArray(state, %d);%n".formatted(i, i * lanes));
        }
        return text.append("    }\n}\n").toString();
    }

    /// Leaves a file that already says the same untouched, so that nothing is compiled again.
    private static void write(Path folder, String packageName, String className, String text) throws IOException {
        var file = folder.resolve(packageName.replace('.', '/')).resolve(className + ".java");
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
