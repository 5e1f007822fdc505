package dev.fovea.cli;

import dev.fovea.cli.Options.Given;
import dev.fovea.run.Engines;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// The root of the command line. Commands reach the terminal and the common options through it.
public final class Main implements Callable<Integer> {
    private static final List<Command> COMMANDS =
            List.of(
                    new Command(
                            "train",
                            "Train a network. Without options: LeNet on MNIST, to 99 %% in about a minute.",
                            Train::new),
                    new Command("evaluate", "Judge a model on labelled images.", Evaluate::new),
                    new Command(
                            "report",
                            "Write the report of a run: one HTML file that needs no network. Training writes it by itself.",
                            WriteReport::new),
                    new Command("predict", "Classify pictures.", Predict::new),
                    new Command(
                            "compare",
                            "Compare two models on the same images: which flip, and whether one is better beyond chance.",
                            Compare::new),
                    new Command(
                            "inspect",
                            List.of(
                                    "Look inside a model: its parameters and, for one picture, the output of every layer.",
                                    "Filters, units and channels are counted from 1, as layers are."),
                            Inspect::new),
                    new Command(
                            "explain",
                            "Say why a picture is taken for what it is: maps of what matters, each checked.",
                            Explain::new),
                    new Command("data", "Look at data, or write them in another form.", Data::new),
                    new Command("recipes", "List the built-in run files, or print one.", ShowRecipes::new),
                    new Command("layers", "List the layers that a network can have, or describe one.", ShowLayers::new),
                    new Command(
                            Exec.NAME,
                            "Run a single-file Java program with the library on its class path.",
                            (_, options) -> new Exec(options)),
                    new Command(
                            "shell",
                            List.of(
                                    "Open Java's shell (JShell) with the library imported.",
                                    "Tensors answer with their values; digits() and mnist() load data; images(data, 0, 10)"
                                            + " and labels(data, 0, 10) are tensors of samples. It reads a pipe, too."),
                            (main, _) -> new Shell(main)),
                    new Command(
                            "doctor",
                            "Show the Java in use, the vector unit, the peak speed of this machine and the data found.",
                            (main, _) -> new Doctor(main)),
                    new Command(
                            Completion.NAME,
                            "Print the completion script for bash and zsh: source <(fovea completion)",
                            (main, _) -> new Completion(main)));

    private static final Set<String> HELP = Set.of("-h", "--help");

    private final Terminal terminal;
    private final CommandSpec spec;
    private final Given<Boolean> quiet;
    private final Given<Boolean> stacktrace;

    Main(Terminal terminal) {
        this.terminal = terminal;
        spec = CommandSpec.wrapWithoutInspection(this).name("fovea").versionProvider(new Version());
        spec.usageMessage().description("Trains, explains and serves image classifiers.");
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
        Options options = new Options(spec);
        options.flag(common("-h", "--help").usageHelp(true).description("Show this help and exit."));
        options.flag(OptionSpec.builder("--version").versionHelp(true).description("Show the version and exit."));
        quiet = options.flag(common("-q", "--quiet").description("Print no progress and no notes."));
        stacktrace = options.flag(common("--stacktrace").description("Print the stack trace of a failure."));
    }

    /// An option of the root and of all commands.
    private static OptionSpec.Builder common(String name, String... more) {
        return OptionSpec.builder(name, more).scopeType(ScopeType.INHERIT);
    }

    /// Runs the command that the arguments name; the process ends with its exit code.
    public static void main(String[] arguments) {
        if (!asksForHelp(arguments)) {
            Engines.preload(); // most commands compute, and the others do not wait for it
        }
        var terminal = Terminal.system();
        System.setErr(terminal.err());
        var archive = ClassArchive.ofThisProcess();
        int code = run(terminal, arguments);
        archive.end(code == 0, asksForHelp(arguments));
        // An exit by call is logged, and Java looks through all jars for who logs: a fiftieth of a second.
        if (code != 0 || !isLastThread()) {
            System.exit(code);
        }
    }

    /// Whether the process ends when this thread does; a program in the shell may have left others.
    private static boolean isLastThread() {
        Thread[] threads = new Thread[Thread.activeCount() + 1];
        int count = Thread.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i] != Thread.currentThread() && !threads[i].isDaemon()) {
                return false;
            }
        }
        return count < threads.length; // with more, one may have been left out
    }

    /// What stands behind `exec` is the program's.
    private static boolean asksForHelp(String... arguments) {
        for (String word : arguments) {
            if (word.equals(Exec.NAME)) {
                return false;
            } else if (HELP.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /// Runs a command and returns its exit code: 0 done, 1 failed, 2 wrong request.
    static int run(Terminal terminal, String... arguments) {
        var main = new Main(terminal);
        main.addCommands(List.of(arguments));
        var command = new CommandLine(main.spec);
        command.setOut(writer(terminal.out()));
        command.setErr(writer(terminal.err()));
        command.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.outColours() ? Ansi.ON : Ansi.OFF));
        command.setUsageHelpAutoWidth(false);
        command.setUsageHelpWidth(Math.clamp(terminal.columns(), 60, 120));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setParameterExceptionHandler((exception, _) -> Failures.report(exception, main));
        command.setExecutionExceptionHandler((exception, _, _) -> Failures.report(exception, main));
        try {
            return command.execute(arguments);
        } catch (OutOfMemoryError full) {
            return Failures.report(full, terminal);
        }
    }

    /// Adds the commands that the words name; of the others only what help shows, because describing the options of all
    /// takes a good part of a start.
    private void addCommands(List<String> words) {
        boolean all = words.contains(Completion.NAME);
        for (String word : words) {
            all |= word.startsWith("@");
        }
        for (Command command : COMMANDS) {
            boolean named = all || words.contains(command.name());
            spec.addSubcommand(command.name(), named ? command.whole(this) : command.listed());
        }
    }

    /// There is no command.
    @Override
    public Integer call() {
        throw whichOf(spec);
    }

    /// What is thrown where a command with others in it was given alone.
    static ParameterException whichOf(CommandSpec parent) {
        return new ParameterException(
                parent.commandLine(),
                "which command? One of " + String.join(", ", parent.subcommands().keySet()) + ".");
    }

    /// The root with all commands that were named.
    CommandLine commandLine() {
        return spec.commandLine();
    }

    /// Where this run writes.
    Terminal terminal() {
        return terminal;
    }

    /// Whether the user wants no progress and no notes.
    boolean quiet() {
        return quiet.get();
    }

    /// Whether the user wants to see where a failure came from.
    boolean stacktrace() {
        return stacktrace.get();
    }

    /// Tells the user something on standard error, unless told to be quiet.
    void note(String text) {
        if (!quiet()) {
            terminal.err().println(text);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
