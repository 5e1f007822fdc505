package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.shape.Shape;

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
final class Exec implements Callable<Integer> {
    static final String NAME = "exec";

    private static final String CORE = "dev.fovea.core";

    private final Given<Path> file;
    private final Given<List<String>> arguments;

    Exec(Options options) {
        options.spec().parser().stopAtPositional(true); // what stands behind the program is the program's
        file = options.argument(Path.class, 0, "FILE.java", "The program.");
        arguments = options.rest(1, 0, "ARGUMENT", "Handed to the program.");
    }

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
        if (!Files.isRegularFile(file.get())) {
            throw new IllegalArgumentException(
                    "running "
                            + file.get()
                            + ": there is no such file; expected a Java program such as examples/LeNet.java");
        }
        if (!file.get().toString().endsWith(".java")) {
            throw new IllegalArgumentException(
                    "running "
                            + file.get()
                            + ": its name does not end in .java; expected a Java program of one file such as"
                            + " examples/LeNet.java");
        }
        return new ProcessBuilder(command(file.get(), arguments.get())).inheritIO().start().waitFor();
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
