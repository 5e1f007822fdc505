package dev.fovea.cli;

import dev.fovea.shape.Shape;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `fovea exec`: runs a Java program of one file, with the library on its class path.
///
/// The program gets a Java of its own, started with the options of this one, so that it is compiled and launched as
/// `java FILE.java` does it. `import module dev.fovea.core` imports all of the library.
@Command(name = "exec", description = "Run a single-file Java program with the library on its class path.")
final class Exec implements Callable<Integer> {
    private static final String CORE = "dev.fovea.core";

    @Parameters(index = "0", paramLabel = "FILE.java", description = "The program.")
    private Path file;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT", description = "Handed to the program.")
    private List<String> arguments = new ArrayList<>();

    /// Where the library's classes lie: as a module, so that `import module dev.fovea.core` works.
    private static String core() {
        CodeSource source = Shape.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("running a program: this Java does not say where the library lies");
        }
        return Path.of(URI.create(source.getLocation().toString())).toString();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "running " + file + ": there is no such file; expected a Java program such as examples/LeNet.java");
        }
        if (!file.toString().endsWith(".java")) {
            throw new IllegalArgumentException(
                    "running "
                            + file
                            + ": its name does not end in .java; expected a Java program of one file such as"
                            + " examples/LeNet.java");
        }
        return new ProcessBuilder(command(file, arguments)).inheritIO().start().waitFor();
    }

    /// What starts a program.
    static List<String> command(Path file, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ShellExecution.options());
        String classPath = System.getProperty("java.class.path");
        command.addAll(List.of("--class-path", classPath, "--module-path", core(), "--add-modules", CORE));
        command.add(file.toString());
        command.addAll(arguments);
        return command;
    }
}
