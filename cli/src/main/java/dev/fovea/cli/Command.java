package dev.fovea.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

/// A command, as the help of its parent lists it.
///
/// @param name as it is typed
/// @param description the lines about it in help, where `%%` stands for `%`
/// @param maker of what the command does, which describes its options and arguments when it is made, and finds what was
///   given for them when it is called
record Command(String name, List<String> description, BiFunction<Main, Options, Callable<Integer>> maker) {
    Command(String name, String description, BiFunction<Main, Options, Callable<Integer>> maker) {
        this(name, List.of(description), maker);
    }

    /// The command with its options.
    CommandSpec whole(Main main) {
        var work = new Work();
        CommandSpec spec = described(CommandSpec.wrapWithoutInspection(work));
        work.command = maker.apply(main, new Options(spec));
        return spec;
    }

    /// What its parent's help shows of it, which takes no time.
    CommandSpec listed() {
        return described(CommandSpec.create());
    }

    private CommandSpec described(CommandSpec spec) {
        spec.usageMessage().description(description.toArray(String[]::new));
        return spec.name(name);
    }

    /// picocli wants to know what it calls before there are options.
    private static final class Work implements Callable<Integer> {
        private @Nullable Callable<Integer> command;

        @Override
        public Integer call() throws Exception {
            return Objects.requireNonNull(command).call();
        }
    }
}
