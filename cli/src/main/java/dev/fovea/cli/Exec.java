package dev.fovea.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `fovea exec`: runs a Java program of one file, with the library on its class path.
///
/// The program gets a Java of its own, started with the options of this one, so that it is compiled and launched as
/// `java FILE.java` does it.
@Command(name = "exec", description = "Run a single-file Java program with the library on its class path.")
final class Exec implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE.java", description = "The program.")
    private Path file;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT", description = "Handed to the program.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "running " + file + ": there is no such file; expected a Java program such as examples/LeNet.java");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // An archive of classes fits the class path of the process that wrote it.
            if (!option.contains("SharedArchive")) {
                command.add(option);
            }
        }
        command.add("--class-path");
        command.add(System.getProperty("java.class.path"));
        command.add(file.toString());
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
