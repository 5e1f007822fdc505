package dev.fovea.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

import java.util.concurrent.Callable;

/// `fovea completion`: what makes bash and zsh complete commands and options.
final class Completion implements Callable<Integer> {
    static final String NAME = "completion";

    private final Main main;

    Completion(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        CommandLine root = main.commandLine();
        root.getOut().print(AutoComplete.bash(root.getCommandName(), root));
        root.getOut().flush();
        return 0;
    }
}
