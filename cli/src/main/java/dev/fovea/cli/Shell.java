package dev.fovea.cli;

import jdk.jshell.tool.JavaShellToolBuilder;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/// `fovea shell`: Java's shell with the library imported, data at hand, and tensors that answer with their values.
final class Shell implements Callable<Integer> {
    /// Separates the parts of a feedback mode where Java's shell keeps it.
    private static final String UNIT = "\u241E";

    private final Main main;

    Shell(Main main) {
        this.main = main;
    }

    /// What is imported and defined when a shell opens.
    static String startup() throws IOException {
        return resource("shell.jsh");
    }

    private static String resource(String name) throws IOException {
        try (InputStream script = Shell.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(
                        "opening the shell: the resource " + name + " is missing; build fovea again");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// What Java's shell finds as settings of an earlier time: a feedback mode like its `concise` one, but with a
    /// prompt of its own, and without cutting long values off.
    private static Map<String, String> settings() throws IOException {
        StringBuilder mode = new StringBuilder(String.join(UNIT, "fovea", "false", "fovea> ", "   ...> "));
        boolean first = true;
        for (String line : resource("shell-mode.txt").lines().toList()) {
            if (line.startsWith("    ")) {
                int equals = line.indexOf(" = ");
                mode.append(UNIT).append(line, 4, equals).append(UNIT).append(line.substring(equals + 3));
            } else {
                mode.append(first ? "" : UNIT + ")").append(UNIT).append(line).append(UNIT).append('(');
                first = false;
            }
        }
        mode.append(UNIT).append(')').append(UNIT).append("***");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("MODE2", mode.toString());
        settings.put("FEEDBACK", "fovea");
        return settings;
    }

    /// Whether somebody types: since Java 25 there is again no console where there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTyped() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public Integer call() throws Exception {
        if (!isTyped()) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try (PipedShell shell = new PipedShell(main.terminal().out(), startup())) {
                return shell.read(lines);
            }
        }
        main.note("The library is imported; digits() and mnist() load data; /exit leaves.");
        Path startup = Files.createTempFile("fovea", ".jsh");
        try {
            Files.writeString(startup, startup());
            return JavaShellToolBuilder.builder()
                    .persistence(settings())
                    .interactiveTerminal(true)
                    .start(
                            "--execution",
                            ShellExecution.NAME,
                            "--class-path",
                            System.getProperty("java.class.path"),
                            "--startup",
                            startup.toString());
        } finally {
            Files.deleteIfExists(startup);
        }
    }
}
