package dev.fovea.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.List;

/// The options and arguments of a command, described by calls. picocli's annotations would say the same, but Java makes
/// a class of each kind of annotation that it reads, every time: a tenth of a second of each start.
final class Options {
    private final CommandSpec spec;

    /// @param spec what the options and arguments become part of
    Options(CommandSpec spec) {
        this.spec = spec;
    }

    /// What the options and arguments are part of.
    CommandSpec spec() {
        return spec;
    }

    /// What was given for an option or an argument. Known when the command runs, not before.
    interface Given<T extends @Nullable Object> {
        /// The value, or what stands for it where nothing was given.
        T get();
    }

    /// An option without a value: whether it was given.
    Given<Boolean> flag(String name, String description) {
        return flag(OptionSpec.builder(name).description(description));
    }

    /// An option without a value, described further by the caller.
    Given<Boolean> flag(OptionSpec.Builder option) {
        return or(added(option.type(boolean.class)), false);
    }

    /// An option with a text; null where it was not given.
    Given<@Nullable String> text(String name, String label, String description) {
        return value(String.class, name, label, description);
    }

    /// An option with a value of a type that picocli reads; null where it was not given.
    <T> Given<@Nullable T> value(Class<T> type, String name, String label, String description) {
        return added(option(name, label, description).type(type))::getValue;
    }

    /// An option with a value of a type that picocli reads.
    ///
    /// @param otherwise the value where it was not given
    @SuppressWarnings("unchecked") // a value's class is that of its type
    <T> Given<T> value(T otherwise, String name, String label, String description) {
        Class<T> type = (Class<T>) otherwise.getClass();
        return or(added(option(name, label, description).type(type)), otherwise);
    }

    /// An option with a text that has to be given.
    Given<String> required(String name, String label, String description) {
        return added(option(name, label, description).required(true))::getValue;
    }

    /// An option that may be repeated; none where it was not given.
    Given<List<String>> repeated(String name, String label, String description) {
        return or(added(option(name, label, description).type(List.class).auxiliaryTypes(String.class)), List.of());
    }

    /// An option whose value may be several, with commas between them.
    ///
    /// @param otherwise the values where it was not given
    <T> Given<List<T>> separated(Class<T> type, List<T> otherwise, String name, String label, String description) {
        OptionSpec.Builder option = option(name, label, description).type(List.class).auxiliaryTypes(type);
        return or(added(option.splitRegex(",")), otherwise);
    }

    /// An argument that has to be given.
    ///
    /// @param index from 0
    <T> Given<T> argument(Class<T> type, int index, String label, String description) {
        return added(argument(String.valueOf(index), label, description).type(type).required(true))::getValue;
    }

    /// The first argument; null where there is none.
    Given<@Nullable String> optional(String label, String description) {
        return added(argument("0", label, description).arity("0..1").type(String.class))::getValue;
    }

    /// All arguments from one on.
    ///
    /// @param from index of the first, from 0
    /// @param least how many there have to be
    Given<List<String>> rest(int from, int least, String label, String description) {
        PositionalParamSpec.Builder all =
                argument(from + "..*", label, description).arity(least + "..*").required(least > 0);
        return or(added(all.type(List.class).auxiliaryTypes(String.class)), List.of());
    }

    private static OptionSpec.Builder option(String name, String label, String description) {
        return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description);
    }

    private static PositionalParamSpec.Builder argument(String index, String label, String description) {
        return PositionalParamSpec.builder().index(index).paramLabel(label).description(description);
    }

    private ArgSpec added(OptionSpec.Builder builder) {
        OptionSpec option = builder.build();
        spec.addOption(option);
        return option;
    }

    private ArgSpec added(PositionalParamSpec.Builder builder) {
        PositionalParamSpec argument = builder.build();
        spec.addPositional(argument);
        return argument;
    }

    private static <T> Given<T> or(ArgSpec option, T otherwise) {
        return () -> {
            T given = option.getValue();
            return given == null ? otherwise : given;
        };
    }
}
