package dev.fovea.cli;

import dev.fovea.run.Engines;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The root of the command line. Commands reach the terminal and the common options through it, as their parent.
@Command(
        name = "fovea",
        description = "Trains, explains and serves image classifiers.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    private static final List<Class<?>> COMMANDS =
            List.of(
                    Train.class,
                    Evaluate.class,
                    WriteReport.class,
                    Predict.class,
                    Compare.class,
                    Inspect.class,
                    Explain.class,
                    Data.class,
                    ShowRecipes.class,
                    ShowLayers.class,
                    Exec.class,
                    Shell.class,
                    Doctor.class,
                    Completion.class);

    private static final Set<String> HELP = Set.of("-h", "--help");

    private final Terminal terminal;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print no progress and no notes.")
    private boolean quiet;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean stacktrace;

    Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Runs the command that the arguments name and ends the process with its exit code.
    public static void main(String[] arguments) {
        Engines.preload();
        var terminal = Terminal.system();
        System.setErr(terminal.err());
        var archive = ClassArchive.ofThisProcess();
        int code = run(terminal, arguments);
        archive.end(code == 0, asksForHelp(arguments));
        System.exit(code);
    }

    /// What stands behind `exec` is the program's.
    private static boolean asksForHelp(String... arguments) {
        String exec = Exec.class.getAnnotation(Command.class).name();
        return Stream.of(arguments).takeWhile(word -> !word.equals(exec)).anyMatch(HELP::contains);
    }

    /// Runs a command and returns its exit code: 0 done, 1 failed, 2 wrong request.
    static int run(Terminal terminal, String... arguments) {
        var main = new Main(terminal);
        var command = new CommandLine(main);
        addCommands(command, List.of(arguments));
        // What stands behind the program of `exec` is the program's.
        command.getSubcommands().values().stream()
                .filter(sub -> sub.getCommand() instanceof Exec)
                .forEach(sub -> sub.setStopAtPositional(true));
        command.setOut(writer(terminal.out()));
        command.setErr(writer(terminal.err()));
        command.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.outColours() ? Ansi.ON : Ansi.OFF));
        command.setUsageHelpAutoWidth(false);
        command.setUsageHelpWidth(Math.clamp(terminal.columns(), 60, 120));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setParameterExceptionHandler((exception, _) -> Failures.report(exception, terminal));
        command.setExecutionExceptionHandler((exception, failed, _) -> Failures.report(exception, failed, terminal));
        try {
            return command.execute(arguments);
        } catch (OutOfMemoryError full) {
            return Failures.report(full, terminal);
        }
    }

    /// Adds the commands that the words name; of the others only what help shows, because reading the options of all
    /// takes a good part of a start.
    private static void addCommands(CommandLine root, List<String> words) {
        String completion = Completion.class.getAnnotation(Command.class).name();
        boolean whole = words.contains(completion) || words.stream().anyMatch(word -> word.startsWith("@"));
        for (Class<?> type : COMMANDS) {
            Command command = type.getAnnotation(Command.class);
            if (whole || words.contains(command.name())) {
                root.addSubcommand(command.name(), type);
            } else {
                CommandSpec shown = CommandSpec.create().name(command.name());
                shown.usageMessage().description(command.description());
                root.addSubcommand(command.name(), shown);
            }
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? One of " + String.join(", ", names()) + ".");
    }

    /// Where this run writes.
    Terminal terminal() {
        return terminal;
    }

    /// Whether the user wants no progress and no notes.
    boolean quiet() {
        return quiet;
    }

    /// Whether the user wants to see where a failure came from.
    boolean stacktrace() {
        return stacktrace;
    }

    /// Tells the user something on standard error, unless told to be quiet.
    void note(String text) {
        if (!quiet) {
            terminal.err().println(text);
        }
    }

    private Iterable<String> names() {
        return spec.subcommands().keySet();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
