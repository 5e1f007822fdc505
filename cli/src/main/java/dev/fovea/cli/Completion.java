package dev.fovea.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `fovea completion`: what makes bash and zsh complete commands and options.
@Command(name = "completion", description = "Print the completion script for bash and zsh: source <(fovea completion)")
final class Completion implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        var root = spec.root();
        spec.commandLine().getOut().print(AutoComplete.bash(root.name(), root.commandLine()));
        spec.commandLine().getOut().flush();
    }
}
