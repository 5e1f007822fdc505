package dev.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The launcher for Windows, which no test runs, says what the other one says, which tests run.
class LaunchersTest {
    private static final Pattern OPTION = Pattern.compile("(?<=[\\s\"(=])-(XX:|Xshare|Xlog|D(?!skipTests))[^\\s\")]+");
    private static final Pattern ASKED = Pattern.compile("dev\\.fovea\\.cli\\.Main|--add-modules [a-z.]+");

    /// How each finds out about the terminal, and keeps the JVM's notice away from the user.
    private static final Set<String> OWN =
            Set.of(
                    "-Dfovea.terminal",
                    "-Dfovea.terminal.out",
                    "-Dfovea.columns",
                    "-Dfovea.stderr",
                    "-Dfovea.stderr.descriptor");

    private final String unix = read("fovea");
    private final String windows = read("fovea.cmd");

    private static String read(String file) {
        try {
            return Files.readString(Path.of("..", file));
        } catch (IOException e) {
            throw new AssertionError("the launcher " + file + " cannot be read", e);
        }
    }

    @Test
    void javaGetsTheSameOptions() {
        assertThat(options(windows)).isEqualTo(options(unix));
        assertThat(options(windows))
                .contains(
                        "-XX:CompileCommand=CompileThresholdScaling,dev.fovea.kernel.vector.*::*,0.0005",
                        "-XX:CompileCommand=MaxNodeLimit,dev.fovea.device.cpu.*::*,11000",
                        "-XX:CompileCommand=dontinline,dev.fovea.kernel.vector.Vector*::*",
                        "-XX:CompilerDirectivesFile=lib/directives.json",
                        "-XX:ProfileMaturityPercentage=1",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:InitialRAMPercentage=0.25",
                        "-Dfovea.classes",
                        "-XX:SharedArchiveFile");
    }

    /// Options without what depends on the machine: the places of files.
    private static Set<String> options(String launcher) {
        String code =
                launcher.lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("#") && !line.startsWith("rem "))
                        .collect(Collectors.joining("\n", "\n", "\n"));
        Set<String> options = new TreeSet<>();
        OPTION.matcher(code)
                .results()
                .forEach(found -> {
                    String option = found.group();
                    if (option.contains("SharedArchiveFile") || option.startsWith("-Dfovea")) {
                        option = option.substring(0, option.indexOf('='));
                    }
                    option = option.replaceFirst("=(\\$library/|%LIBRARY%\\\\)", "=lib/");
                    for (String kernels : List.of("vector.", "scalar.")) {
                        options.add(option.replace("$kernels", kernels));
                    }
                });
        options.removeAll(OWN);
        return options;
    }

    @Test
    void theyRunTheSameClassWithTheSameModule() {
        for (String launcher : List.of(unix, windows)) {
            assertThat(ASKED.matcher(launcher).results().map(found -> found.group()).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("dev.fovea.cli.Main", "--add-modules jdk.incubator.vector");
        }
    }

    @Test
    void theSameCommandsCompute() {
        Set<String> commands = words(unix, "^ *(train \\|[a-z |]+)\\) kind=compute", "\\|");
        assertThat(commands).contains("train", "evaluate", "predict", "exec", "shell", "doctor");
        assertThat(words(windows, "for %%C in \\(([a-z ]+)\\) do if /i \"%COMMAND%\"", " ")).isEqualTo(commands);
    }

    private static Set<String> words(String text, String pattern, String separator) {
        var found = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return Arrays.stream(found.group(1).split(separator)).map(String::strip).collect(Collectors.toSet());
    }

    @Test
    void theyNeedTheSameJava() {
        assertThat(unix).contains("need_major=25 need_update=3");
        assertThat(windows).contains("if %MAJOR% LSS 25", "if %UPDATE% LSS 3", "version 25.0.3 or later");
    }

    /// Windows finds labels only in lines that end as its own do, and ends a block at any parenthesis in a variable.
    @Test
    void theOneForWindowsIsWrittenForWindows() {
        assertThat(windows.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(windows).doesNotContain("(\r\n");
        Pattern.compile("(?:goto |call :)(\\w+)")
                .matcher(windows)
                .results()
                .forEach(jump -> assertThat(windows).contains("\r\n:" + jump.group(1) + "\r\n"));
    }
}
