package dev.fovea.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `fovea data`: looks at data and writes them in other forms.
@Command(
        name = "data",
        description = "Look at data, or write them in another form.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DataDescribe.class, DataConvert.class})
final class Data implements Runnable {
    @ParentCommand private Main main;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "which command? One of " + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    /// The root, with the terminal and the common options.
    Main main() {
        return main;
    }
}
