package dev.fovea.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.data.DataLocations;
import dev.fovea.data.Datasets;
import dev.fovea.data.NamedSet;
import dev.fovea.model.Json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The packaged command `fovea`, in a folder.
final class Fovea {
    private static final int MINUTES = 30;

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int runs;
    private ProcessBuilder.Redirect input = ProcessBuilder.Redirect.PIPE;

    Fovea(Path folder) {
        this.folder = folder;
    }

    /// What a process left behind.
    record Result(int exit, String out, String err) {
        Json json() {
            return Json.parse(out.strip());
        }
    }

    /// MNIST where it is on this machine, else the built-in digits.
    static String data() throws IOException {
        return hasMnist() ? "mnist" : "digits";
    }

    static boolean hasMnist() throws IOException {
        return Datasets.find(NamedSet.MNIST, DataLocations.ofThisProcess()).isPresent();
    }

    /// A file of the checkout.
    static Path checkout(String path) {
        return Path.of(System.getProperty("fovea.checkout")).resolve(path);
    }

    /// Sets a variable for the processes to come; an empty one is unset.
    Fovea with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Lets the processes to come read a text.
    Fovea reading(String text) throws IOException {
        Path file = folder.resolve("in" + runs);
        Files.writeString(file, text);
        input = ProcessBuilder.Redirect.from(file.toFile());
        return this;
    }

    /// Runs a command that must succeed.
    Result succeed(String... arguments) throws IOException, InterruptedException {
        Result result = run(arguments);
        assertThat(result.exit()).as("fovea %s%n%s", String.join(" ", arguments), result.err()).isZero();
        return result;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return result(++runs, command(arguments));
    }

    private Result result(int number, List<String> command) throws IOException, InterruptedException {
        Process process = start(number, command);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " took more than " + MINUTES + " minutes");
        }
        return new Result(
                process.exitValue(),
                Files.readString(folder.resolve("out" + number)),
                Files.readString(folder.resolve("err" + number)));
    }

    /// Runs a command under a pseudo-terminal of 120 columns; what it writes to either stream is in `out`.
    Result onTerminal(String... arguments) throws IOException, InterruptedException {
        String command =
                "stty cols 120 rows 40; exec bash '"
                        + System.getProperty("fovea.launcher")
                        + "' "
                        + String.join(" ", arguments);
        return result(++runs, List.of("script", "-qec", command, "/dev/null"));
    }

    /// Starts a command whose end is not waited for.
    Process start(String... arguments) throws IOException {
        return start(++runs, command(arguments));
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", System.getProperty("fovea.launcher")));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process start(int number, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        environment.forEach((variable, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(variable);
            } else {
                builder.environment().put(variable, value);
            }
        });
        String given = builder.environment().get("FOVEA_DATA");
        if (given != null) {
            // A relative path is meant from where the build was started.
            builder.environment().put("FOVEA_DATA", Path.of(given).toAbsolutePath().toString());
        }
        return builder.redirectInput(input)
                .redirectOutput(folder.resolve("out" + number).toFile())
                .redirectError(folder.resolve("err" + number).toFile())
                .start();
    }
}
