package dev.fovea.cli;

import picocli.CommandLine.Model.CommandSpec;

import java.util.List;
import java.util.concurrent.Callable;

/// `fovea data`: looks at data and writes them in other forms.
final class Data implements Callable<Integer> {
    private static final List<Command> COMMANDS =
            List.of(
                    new Command(
                            "describe",
                            "Say what data are like: counts, pixels, classes, samples, and what looks wrong.",
                            DataDescribe::new),
                    new Command("convert", "Write data in another form.", DataConvert::new));

    private final CommandSpec spec;

    Data(Main main, Options options) {
        spec = options.spec();
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
        COMMANDS.forEach(command -> spec.addSubcommand(command.name(), command.whole(main)));
    }

    /// There is no command in it.
    @Override
    public Integer call() {
        throw Main.whichOf(spec);
    }
}
